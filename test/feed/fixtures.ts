import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArticle } from '../../src/content/article/article.ts'
import { buildLibrary, type Library } from '../../src/content/library/library.ts'
import { readSite } from '../../src/content/site/settings.ts'
import { createEditions, type Editions } from '../../src/feed/editions/editions.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { digest } from '../../src/node/digest.ts'
import { bodiesOf } from '../content/outline.ts'

/** A folder of fixtures as the model has it, at one fixed moment. */
export interface Fixtures {
  library: Library
  editions: Editions
  /** The normalized feed of a section. */
  feedOf(section: string): Feed
}

export const NOW = Date.UTC(2026, 5, 1)

/** Reads a folder of fixtures, with the site's settings in its `_index.md`. */
export function readFixtures(directory: string): Fixtures {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  const isSettings = (path: string) => path.endsWith('_index.md')
  const findFile = (path: string) =>
    paths.includes(path) && !path.endsWith('.md')
      ? { bytes: statSync(join(directory, path)).size, measure: () => undefined }
      : undefined
  const fileOf = (path: string) => ({ path, source: readFileSync(join(directory, path), 'utf8'), hash: path })
  const { site, problems } = readSite(paths.filter(isSettings).map(fileOf), {
    title: 'Fixtures',
    url: 'https://example.org/',
  })
  const articles = paths.filter((path) => path.endsWith('.md') && !isSettings(path)).map(fileOf)
  const library = buildLibrary(
    site,
    articles.map((file) => parseArticle(file, site, findFile)),
    problems,
  )
  const editions = createEditions(library, 'test', bodiesOf(library, findFile), digest)
  return {
    library,
    editions,
    feedOf(section) {
      const edition = editions.find(`${section === '' ? '' : `${section}/`}feed.xml`, NOW)!
      return { ...edition.frame(), items: edition.items.map(({ make }) => make()) }
    },
  }
}
