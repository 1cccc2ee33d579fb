import type { Article } from '../../content/article/article.ts'
import { type Library, modifiedAt, sectionSettings } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { composeFeed, type Feed, type History, newestUpdate } from '../feed.ts'
import type { Format } from '../formats/format.ts'
import { archiveFolder, folderOf, type Scope } from '../scope.ts'
import { tombstonesOf } from '../tombstone.ts'
import type { Directory, FolderPlace } from './directory.ts'
import type { ItemSource, ItemSources } from './item-source.ts'
import { articlesOf, countReleased, type ReleaseList, type ReleaseLists } from './release-list.ts'
import { renderWithin } from './size.ts'

/** A feed, or an archive of it, as it is at an instant. All but the text is known before anything is rendered. */
export interface Edition {
  /** Where its documents are, from the site's root, percent-encoded: `news/`, `news/archive/2/`; empty for the site. */
  folder: string
  scope: Scope
  title: string
  /** Whether it is an archive that is full. */
  isArchive: boolean
  /** When it last became what it is; moves whenever its bytes do. The first request for it may render bodies. */
  readonly lastModified: Instant
  /** Equal fingerprints have equal bytes, in each format. The first request for it may render bodies. */
  readonly fingerprint: string
  /** In the order of the feed. */
  items: ItemSource[]
  /** Items that do not fit are left out, the last first. */
  maxBytes?: number
  /** The feed without its items. */
  frame(): Feed
  /** The whole document, or one with these of its items alone. */
  render(format: Format, items?: readonly ItemSource[]): string
}

/** An edition in one format. */
export interface Rendition extends Omit<Edition, 'render'> {
  /** Path of the document from the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  format: Format
  render(items?: readonly ItemSource[]): string
}

/** What goes into an edition. */
interface Plan extends Pick<Edition, 'folder' | 'scope' | 'isArchive' | 'maxBytes'> {
  list: ReleaseList
  articles: Article[]
  /** All that have been among them, in order of release. */
  everShown: readonly Article[]
  history: History
  /** The last change of what it shows. */
  modified(): Instant
  now: Instant
}

/** What editions are made of. */
export interface EditionParts {
  library: Library
  /** What everything but the articles adds to every fingerprint. */
  version: string
  lists: ReleaseLists
  directory: Directory
  sources: ItemSources
}

/** Makes editions, and tells which archives there are. */
export interface EditionMaker {
  /** Undefined for an archive that is not there. */
  create(place: FolderPlace, now: Instant): Edition | undefined
  countArchives(scope: Scope, list: ReleaseList, now: Instant): { full: number; linked: number }
}

export function createEditionMaker({
  library,
  version,
  lists,
  directory,
  sources,
}: EditionParts): EditionMaker {
  const { site } = library
  return { create: createEdition, countArchives }

  /**
   * `linked` are those that are full, and where the size of the feed is limited the one that is being filled as well: how much the feed
   * shows is not known before it is rendered.
   */
  function countArchives(scope: Scope, list: ReleaseList, now: Instant): { full: number; linked: number } {
    const released = countReleased(list, now)
    const full = list.archives.findLastIndex(({ closer }) => closer < released) + 1
    const isLimited = sectionSettings(library, scope.section).feedBytes !== undefined
    return { full, linked: isLimited && released > 0 ? full + 1 : full }
  }

  function createEdition({ scope, folder, archive }: FolderPlace, now: Instant): Edition | undefined {
    const list = lists.find(scope)
    const counts = countArchives(scope, list, now)
    if (archive === undefined) return createCurrent(scope, folder, list, counts.linked, now)
    return archive <= counts.linked
      ? createArchive(scope, folder, list, archive, counts.full, now)
      : undefined
  }

  function createCurrent(
    scope: Scope,
    folder: string,
    list: ReleaseList,
    archives: number,
    now: Instant,
  ): Edition {
    const { feedLimit, feedBytes } = sectionSettings(library, scope.section)
    const released = countReleased(list, now)
    const articles: Article[] = []
    let oldest = released
    while (oldest > 0 && articles.length < feedLimit) {
      const article = list.articles[--oldest]!
      if (isPublic(article, now)) articles.push(article)
    }
    const history: History = {
      isArchive: false,
      isComplete: archives === 0,
      ...(archives > 0 && { previous: site.url + archiveFolder(scope, archives) }),
    }
    const everShown = list.articles.slice(oldest, released)
    const modified = () => sources.newestChange(articles, everShown, now)
    return build({
      folder,
      scope,
      list,
      articles,
      everShown,
      history,
      modified,
      now,
      isArchive: false,
      maxBytes: feedBytes,
    })
  }

  /** RFC 5005 section 4: a full archive keeps its items, whatever is published later; so `next` is linked before it is there. */
  function createArchive(
    scope: Scope,
    folder: string,
    list: ReleaseList,
    number: number,
    full: number,
    now: Instant,
  ): Edition {
    const isFull = number <= full
    const { end, closer } = isFull
      ? list.archives[number - 1]!
      : { end: countReleased(list, now), closer: undefined }
    const everShown = articlesOf(list, number, end)
    const articles = everShown.filter((article) => isPublic(article, now)).reverse()
    const history: History = {
      isArchive: true,
      isComplete: false,
      current: site.url + folderOf(scope),
      next: site.url + archiveFolder(scope, number + 1),
      ...(number > 1 && { previous: site.url + archiveFolder(scope, number - 1) }),
    }
    // What stood here when it was being filled is in the next archive now.
    const moved = closer !== undefined && end < closer ? list.articles[closer]!.embargo : 0
    const modified = () => Math.max(sources.newestChange(articles, everShown, now), moved)
    return build({ folder, scope, list, articles, everShown, history, modified, now, isArchive: isFull })
  }

  function build({
    folder,
    scope,
    list,
    articles,
    everShown,
    history,
    modified,
    now,
    isArchive,
    maxBytes,
  }: Plan): Edition {
    const own = directory.settingsOf(scope)
    const items = articles.map((article) => sources.find(article, own.content, now))
    const basics = {
      siteUrl: site.url,
      idPrefix: site.idPrefix,
      folder: folderOf(scope),
      documentsFolder: folder,
      settings: own,
    }
    const tombstones = tombstonesOf(everShown, now)
    const compose = (of: History) => composeFeed(basics, [], newestUpdate(articles, now), of, tombstones)
    const frame = () => compose(history)
    return {
      folder,
      scope,
      title: own.title,
      isArchive,
      get lastModified() {
        return modifiedAt(library, modified(), now)
      },
      get fingerprint() {
        const keys = items.map(({ key }) => key)
        return JSON.stringify([version, folder, own.title, list.person, history.previous, keys, tombstones])
      },
      items,
      ...(maxBytes !== undefined && { maxBytes }),
      frame,
      render(format, some) {
        // RFC 5005 section 2: of a complete feed, a reader drops what is not in the document.
        const feed = some ? compose({ ...history, isComplete: false }) : frame()
        return renderWithin(format, { ...feed, items: (some ?? items).map(({ make }) => make()) }, maxBytes)
      },
    }
  }
}
