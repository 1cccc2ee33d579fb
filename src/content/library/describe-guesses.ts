import type { Article } from '../article/article.ts'
import { isPathByCode } from '../generators/permalinks.ts'
import { rowOf } from '../generators/table.ts'
import type { Problem } from '../problem.ts'
import type { Site } from '../site/settings.ts'

/** Warns, once, where only the code of the site could tell the addresses of its pages, or its own address. */
export function describeGuesses(
  site: Site,
  paths: Iterable<string>,
  articles: Iterable<Pick<Article, 'path' | 'permalink'>> = [],
): Problem[] {
  const { generator, settings, url } = site
  if (!generator) return []
  const { label, isGuessedAddress } = rowOf(generator.name)
  const common = { severity: 'warning', code: 'guessed-permalink', path: '_index.md' } as const
  const guessed = settings.permalinks === '' ? [...paths].filter((path) => isPathByCode(generator, path)) : []
  const doubtful =
    isGuessedAddress && settings.permalinks === ''
      ? [...articles].filter(({ permalink }) => isGuessedAddress(generator, permalink))
      : []
  return [
    ...(doubtful.length > 0
      ? [
          {
            ...common,
            message: `${label} writes titles of other scripts in Latin letters, so the addresses of ${doubtful.length} articles are guessed, such as that of ${doubtful[0]!.path}`,
            hint: 'Compare it with the site, or have `preview --fix` write them',
          },
        ]
      : []),
    ...(generator.computed?.includes('url') && /^http:\/\/localhost\b/.test(url)
      ? [
          {
            ...common,
            message: `The address of the site is computed in the configuration of ${label}, so it is not known`,
            hint: 'Set `url`',
          },
        ]
      : []),
    ...(guessed.length > 0
      ? [
          {
            ...common,
            message: `The code of the ${label} site decides the addresses of its pages, so those of ${guessed.length} articles are guessed, such as that of ${guessed[0]}`,
            hint: 'Compare it with the site, and set `permalinks`, such as `/blog/:slug/`, which also leaves dates out of names',
          },
        ]
      : []),
  ]
}
