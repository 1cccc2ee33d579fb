import { parseArticle } from '../../src/content/article/article.ts'
import { type Bodies, createBodies } from '../../src/content/body/bodies.ts'
import type { BodyContext } from '../../src/content/body/body-context.ts'
import type { Library } from '../../src/content/library/library.ts'
import { updatedAt } from '../../src/content/library/visibility.ts'
import type { FindFile } from '../../src/content/media/references.ts'
import { readSite, type Site } from '../../src/content/site/settings.ts'
import { digest } from '../../src/node/digest.ts'

export const SITE: Site = readSite(
  [{ path: '_index.md', source: '---\nidPrefix: "tag:example.org,2024:"\nlanguages: [en, fr]\n---\n' }],
  { title: 'Test', url: 'https://example.org/' },
).site

/** An article that stands alone: there is nothing to look up. */
export const ALONE: BodyContext = {
  hasFile: () => false,
  findArticle: () => undefined,
  isLeftOut: () => false,
}

/** The bodies of a library that does not change. */
export function bodiesOf(library: Library, findFile: FindFile = () => undefined): Bodies {
  return createBodies({ library: () => library, findFile, digest })
}

/**
 * What an article file says, short enough to compare whole: instants as text, and without what is absent, empty or only derived from
 * the path. Problems are `line severity code`.
 */
export function outline(path: string, source: string, site = SITE): Record<string, unknown> {
  const { article, problems } = parseArticle({ path, source, hash: '' }, site, () => undefined)
  const noted = problems.map(({ line, severity, code }) => `${line} ${severity} ${code}`)
  if (!article) return { article: 'none', ...(noted.length > 0 && { problems: noted }) }
  const stem = path.replace(/\.md$/, '')
  const {
    published,
    updated: _updated,
    embargo,
    expires,
    corrections,
    withdrawn,
    readBody,
    bodyLine,
    bodyLength: _length,
    mentions: _,
    readFields: __,
    ...rest
  } = article
  const updated = updatedAt(article, Number.POSITIVE_INFINITY)
  const derived: Record<string, unknown> = {
    path,
    hash: '',
    section: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
    id: `tag:example.org,2024:${stem}`,
    permalink: `https://example.org/${stem.replace(/(^|\/)\d{4}-\d\d-\d\d-/, '$1')}/`,
    translationKey: stem,
    language: 'en',
  }
  const shown = Object.entries(rest).filter(
    ([key, value]) =>
      value !== undefined && value !== derived[key] && !(Array.isArray(value) && value.length === 0),
  )
  return {
    ...Object.fromEntries(shown),
    body: readBody(),
    published: toIso(published),
    ...(updated !== published && { updated: toIso(updated) }),
    ...(embargo !== published && { embargo: toIso(embargo) }),
    ...(expires !== undefined && { expires: toIso(expires) }),
    ...(corrections.length > 0 && {
      corrections: corrections.map(({ text, date }) => `${toIso(date)} ${text}`),
    }),
    ...(withdrawn && { withdrawn: `${toIso(withdrawn.date)} ${withdrawn.reason}` }),
    ...(noted.length > 0 && { problems: noted }),
  }
}

/** `2024-01-02T03:04`, with seconds where there are some; an instant without end as its number. */
export function toIso(instant: number): string {
  return Number.isFinite(instant)
    ? new Date(instant).toISOString().replace(/(?::00)?\.000Z$/, '')
    : String(instant)
}
