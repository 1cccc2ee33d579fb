import { modifiedAt } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import type { Edition } from '../../feed/editions/edition.ts'
import { folderOf } from '../../feed/scope.ts'
import { toPageText } from '../site/html.ts'
import { HTML_TYPE, type PageSources } from '../site/page-sources.ts'
import { SUBSCRIBE_FOLDER } from './addresses.ts'
import { createQrCodes } from './qr-code.ts'
import { renderSubscribePage } from './subscribe-page.ts'

/** A page for each feed that explains it and helps to subscribe; where there are no other pages, that of the site is the front page, too. */
export function createSubscribePages(sources: PageSources): Documents {
  const { library, editions, navigations } = sources
  const drawCode = createQrCodes()
  let sectionFolders: Set<string> | undefined
  return {
    paths: (now) => {
      const folders = [...editions.folders(now)].filter(isOfFeed)
      return [...(library.site.pages ? [] : ['']), ...folders.map((folder) => folder + SUBSCRIBE_FOLDER)]
    },
    find(path, now) {
      const folder = feedFolderOf(path)
      const edition = folder === undefined ? undefined : editions.findIn(folder, now)
      return edition && edition.folder === folderOf(edition.scope)
        ? toDocument(path, edition, now)
        : undefined
    },
    changes(path, now) {
      const folder = feedFolderOf(path)
      if (folder === undefined) return undefined
      const points = [...editions.changesIn(folder, now), ...navigations.changes(now)]
      return [...new Set(points)].sort((a, b) => a - b)
    },
  }

  /** Nobody subscribes to an archive. A section may be called like one. */
  function isOfFeed(folder: string): boolean {
    sectionFolders ??= new Set(library.sections.map((section) => folderOf({ section })))
    return !/(?:^|\/)archive\/\d+\/$/.test(folder) || sectionFolders.has(folder)
  }

  function feedFolderOf(path: string): string | undefined {
    if (path === '' && !library.site.pages) return ''
    return path === SUBSCRIBE_FOLDER || path.endsWith(`/${SUBSCRIBE_FOLDER}`)
      ? path.slice(0, -SUBSCRIBE_FOLDER.length)
      : undefined
  }

  function toDocument(path: string, edition: Edition, now: Instant): OtherDocument {
    return {
      path,
      contentType: HTML_TYPE,
      lastModified: modifiedAt(library, Math.max(edition.lastModified, navigations.since(now)), now),
      fingerprint: JSON.stringify([edition.fingerprint, path, navigations.keyAt(now)]),
      render: () => toPageText(renderSubscribePage({ ...sources, drawCode }, path, edition, now)),
    }
  }
}
