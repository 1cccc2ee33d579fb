import { parseArticle } from '../../src/content/article/article.ts'
import { buildLibrary } from '../../src/content/library/library.ts'
import type { Site } from '../../src/content/site/settings.ts'
import { OLDER_NINJS } from '../../src/content/site/wire-versions.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { itemFormatsOf, KNOWN_FORMATS } from '../../src/feed/formats/formats.ts'
import { digest } from '../../src/node/digest.ts'
import { bodiesOf } from '../content/outline.ts'

const NOW = Date.UTC(2026, 5, 1)
const findFile = () => undefined

/** All that happens to one article between its file and its readers: parsed, rendered, and written in every format. */
export function publish(path: string, source: string, site: Site): number {
  const parsed = parseArticle({ path, source, hash: path }, site, findFile)
  const library = buildLibrary(site, [parsed], [])
  const editions = createEditions(library, 'test', bodiesOf(library, findFile), digest)
  const edition = editions.find('feed.xml', NOW)!
  const items = edition.items.map(({ make }) => make())
  const feed = { ...edition.frame(), items }
  let length = 0
  for (const format of KNOWN_FORMATS) length += format.render(feed).length
  for (const format of itemFormatsOf({ ninjs: OLDER_NINJS }))
    for (const item of items) length += format.render(item).length
  return length
}
