import type { Article } from '../../content/article/article.ts'
import { type Library, modifiedAt, sectionSettings } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { composeFeed, type Feed, type FeedParts, type History, newestUpdate } from '../feed.ts'
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

/** The articles of an edition, and its place among the documents of its feed. */
interface Contents {
  articles: Article[]
  /** All articles that have been among them, in order of release. */
  everShown: readonly Article[]
  history: History
  /** Whether it is an archive that is full. */
  isArchive?: boolean
  /** When an article left it for the next archive. */
  movedAt?: Instant
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
  return { create, countArchives }

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

  function create({ scope, folder, archive }: FolderPlace, now: Instant): Edition | undefined {
    const list = lists.find(scope)
    const { full, linked } = countArchives(scope, list, now)
    if (archive !== undefined && archive > linked) return undefined
    const {
      articles,
      everShown,
      history,
      isArchive = false,
      movedAt = 0,
    } = archive === undefined
      ? pickCurrent(scope, list, linked, now)
      : pickArchive(scope, list, archive, archive <= full, now)
    const maxBytes = archive === undefined ? sectionSettings(library, scope.section).feedBytes : undefined
    const settings = directory.settingsOf(scope)
    const { title, content } = settings
    const items = articles.map((article) => sources.find(article, content, now))
    const tombstones = tombstonesOf(everShown, now)
    const parts: FeedParts = {
      site,
      folder: folderOf(scope),
      documentsFolder: folder,
      settings,
      updated: newestUpdate(articles, now),
      history,
      tombstones,
    }
    return {
      folder,
      scope,
      title,
      isArchive,
      get lastModified() {
        return modifiedAt(library, Math.max(sources.newestChange(articles, everShown, now), movedAt), now)
      },
      get fingerprint() {
        const keys = items.map(({ key }) => key)
        return JSON.stringify([version, folder, title, list.person, history.previous, keys, tombstones])
      },
      items,
      ...(maxBytes !== undefined && { maxBytes }),
      frame: () => composeFeed(parts),
      render(format, some) {
        // RFC 5005 section 2: of a complete feed, a reader drops what is not in the document.
        const feed = composeFeed(some ? { ...parts, history: { ...history, isComplete: false } } : parts)
        return renderWithin(format, { ...feed, items: (some ?? items).map(({ make }) => make()) }, maxBytes)
      },
    }
  }

  function pickCurrent(scope: Scope, list: ReleaseList, archives: number, now: Instant): Contents {
    const { feedLimit } = sectionSettings(library, scope.section)
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
    return { articles, everShown: list.articles.slice(oldest, released), history }
  }

  /** RFC 5005 section 4: a full archive keeps its items, whatever is published later; so `next` is linked before it is there. */
  function pickArchive(
    scope: Scope,
    list: ReleaseList,
    number: number,
    isFull: boolean,
    now: Instant,
  ): Contents {
    const { end, closer } = isFull
      ? list.archives[number - 1]!
      : { end: countReleased(list, now), closer: undefined }
    const everShown = articlesOf(list, number, end)
    const history: History = {
      isArchive: true,
      isComplete: false,
      current: site.url + folderOf(scope),
      next: site.url + archiveFolder(scope, number + 1),
      ...(number > 1 && { previous: site.url + archiveFolder(scope, number - 1) }),
    }
    return {
      articles: everShown.filter((article) => isPublic(article, now)).reverse(),
      everShown,
      history,
      isArchive: isFull,
      // What stood here when it was being filled is in the next archive now.
      ...(closer !== undefined && end < closer && { movedAt: list.articles[closer]!.embargo }),
    }
  }
}
