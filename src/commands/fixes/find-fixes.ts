import { parseArticle } from '../../content/article/article.ts'
import { keyLine } from '../../content/front-matter/key-line.ts'
import type { Folder } from '../../node/folder/folder.ts'
import type { Comparison } from '../../preview/compare.ts'
import type { Pair } from '../../preview/match.ts'
import type { Fix, IdFix } from '../../preview/report.ts'
import type { IdOf } from './plan-fixes.ts'

/** The lines that would keep ids and addresses, with what each does when it is tried. */
export function findFixes(
  folder: Folder,
  { redelivered, remedy }: Comparison,
  siteUrl: string | undefined,
  idOf: IdOf,
) {
  const settings = Object.entries(remedy?.settings ?? {})
  return {
    idFixes: new Map(redelivered.map((pair) => [pair, fixId(folder, pair, idOf)])),
    settingFixes: fixSettings(
      folder,
      // SITE_URL overrides the setting in the file.
      settings.filter(([key]) => key !== 'url' || !siteUrl),
    ),
    homeSetting: siteUrl ? ('SITE_URL' as const) : ('url' as const),
  }
}

/** Parses the article with the line, to see whether it gets that id. */
function fixId(folder: Folder, { article, item }: Pair, idOf: IdOf): IdFix {
  const { path } = article
  const { site } = folder.library()
  // Some generators number their articles under `id`.
  const key = site.ids === 'generator' ? 'guid' : 'id'
  const { source, ...fix } = keyLine(folder.text(path), path, key, item.id)
  const { article: tried } = parseArticle({ path, source, hash: '' }, site, folder.findFile)
  const id = tried && idOf(tried)
  return { path, ...fix, ...(id !== item.id && { sends: id ?? article.id }) }
}

/** Each line is for the file with those before it. */
function fixSettings(folder: Folder, settings: [key: string, value: string][]): Fix[] {
  const path = '_index.md'
  let text = folder.text(path)
  return settings.map(([key, value]) => {
    const { source, ...fix } = keyLine(text, path, key, value)
    text = source
    return { path, ...fix }
  })
}
