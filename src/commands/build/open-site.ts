import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import { createApp } from '../../http/app.ts'
import { codeVersion } from '../../node/code-version.ts'
import { digest } from '../../node/digest.ts'
import { type Folder, openFolder } from '../../node/folder/folder.ts'
import { createHighlight } from '../../node/highlight.ts'
import { createRegisterFile } from '../../node/register-file.ts'
import { readCache, writeCache } from '../../node/serving/cache.ts'
import { createContentDigests } from '../../node/serving/content-digests.ts'
import { createDates } from '../../node/serving/dates.ts'
import { createFolderPublication } from '../../node/serving/publication.ts'
import { cacheFile, registerCopy } from '../../node/wireroom-folder.ts'
import { createPages } from '../../pages/pages.ts'
import { VERSION } from '../../version.ts'

/**
 * Every body stands in a page, in its own documents and in some ten archives, which are written one after the other. With 10,000 articles a build takes
 * a quarter less time than with the bodies that a server keeps, and a sixth more memory.
 */
const MAX_BODIES = 20_000

const DEFAULT_URL = 'http://localhost:8787/'

/** What a site is built of: the same in every thread. */
export interface SiteSource {
  articles: string
  siteUrl: string | undefined
  now: Instant
}

/** Opens a folder as the server would serve it at one moment; what the last build parsed is recalled. `report` gets what is met in rendering. */
export function openSite(
  { articles, siteUrl, now }: SiteSource,
  log: (line: string) => void,
  report: (problem: Problem) => void,
) {
  const version = codeVersion(VERSION)
  const cache = cacheFile('build', articles)
  const remembered = readCache(cache, log)
  const folder = openFolder(articles, {
    defaultUrl: DEFAULT_URL,
    siteUrl,
    version,
    remembered: remembered.articles,
    ids: createRegisterFile(articles, registerCopy(articles), log),
  })
  const dates = createDates(remembered.dates)
  const digests = createContentDigests(folder.directory, remembered.digests)
  const pages = createPages(createHighlight())
  const publication = createFolderPublication(folder, version, report, dates, digests, pages, MAX_BODIES)
  const app = createApp({ publication, now: () => now, log })
  return {
    folder,
    publication,
    request: (path: string) => app.request(`http://localhost/${path}`),
    key: () => keyOf(folder, version),
    /** Has the next build, and the threads of this one, parse and look up nothing that is known. */
    remember() {
      if (!folder.hasNews() && !dates.hasNews() && !digests.hasNews()) return
      writeCache(cache, {
        articles: folder.remember(),
        dates: dates.rows(publication.served(now), now),
        digests: digests.rows((path) => folder.file(path.normalize('NFC')) !== undefined),
      })
    },
  }
}

/** Equal keys mean the same site as long as no article changes its state by itself. */
function keyOf(folder: Folder, version: string): string {
  const { site, articles, ...library } = folder.library()
  const files = [...folder.media()].map((path) => [path, folder.file(path)])
  return digest(
    JSON.stringify([
      version,
      { ...site, sections: [...site.sections] },
      // What a body has looked up is in the library, too, and is not known before it is rendered.
      articles.map(({ lookups: _, ...article }) => article),
      {
        ...library,
        problems: [],
        asides: library.asides.map(({ path }) => path),
        unpublished: library.unpublished.map(({ path }) => path),
      },
      files,
    ]),
  )
}
