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

/** A feed or one of its archives, as it is at an instant. All but its text is known before it is rendered. */
export interface Edition {
  /** The folder of its documents, from the site's root, percent-encoded: `news/`, `news/archive/2/`; empty for the site. */
  folder: string
  scope: Scope
  title: string
  /** Whether it is a full archive. */
  isArchive: boolean
  /** Later whenever its bytes differ. Reading it may render bodies. */
  readonly lastModified: Instant
  /** Equal fingerprints mean equal bytes in each format. Reading it may render bodies. */
  readonly fingerprint: string
  /** In the order of the feed. */
  items: ItemSource[]
  /** The last items are left out until the document fits. */
  maxBytes?: number
  /** The feed without its items. */
  frame(): Feed
  /** Renders the whole document, or one with only these of its items. */
  render(format: Format, items?: readonly ItemSource[]): string
}

/** An edition in one format. */
export interface Rendition extends Omit<Edition, 'render'> {
  /** From the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  format: Format
  render(items?: readonly ItemSource[]): string
}

/** The articles of an edition, and its links to the other documents of its feed. */
interface Contents {
  articles: Article[]
  /** All articles that it shows or has shown, in order of release. */
  everShown: readonly Article[]
  history: History
  /** Whether it is a full archive. */
  isArchive?: boolean
  /** When articles moved from it to the next archive, or a link to another one; the epoch if neither ever did. */
  movedAt: Instant
}

/** Makes editions, and counts archives; `settings` stands in every fingerprint for all that is not an article, `release` in feeds. */
export function createEditionMaker(
  library: Library,
  { release, settings: version }: { release: string | undefined; settings: string },
  lists: ReleaseLists,
  directory: Directory,
  sources: ItemSources,
) {
  const { site } = library
  return { create, countArchives }

  /**
   * `linked` counts the full archives, and the one that is being filled if the feed is limited in bytes: how many items such a feed shows is
   * not known before it is rendered.
   */
  function countArchives(scope: Scope, list: ReleaseList, now: Instant): { full: number; linked: number } {
    const released = countReleased(list, now)
    const full = list.archives.findLastIndex(({ closer }) => closer < released) + 1
    const isLimited = sectionSettings(library, scope.section).feedBytes !== undefined
    return { full, linked: isLimited && released > 0 ? full + 1 : full }
  }

  /** Undefined for an archive that does not exist. */
  function create({ scope, folder, archive }: FolderPlace, now: Instant): Edition | undefined {
    const list = lists.find(scope)
    const { full, linked } = countArchives(scope, list, now)
    if (archive !== undefined && archive > linked) return undefined
    const contents =
      archive === undefined
        ? pickCurrent(scope, list, linked, now)
        : pickArchive(scope, list, archive, archive <= full, now)
    const { articles, everShown, history, isArchive = false, movedAt } = contents
    const maxBytes = archive === undefined ? sectionSettings(library, scope.section).feedBytes : undefined
    const settings = directory.settingsOf(scope)
    const { title, content } = settings
    const items = articles.map((article) => sources.find(article, content, now))
    const tombstones = tombstonesOf(everShown, now)
    const updated = items.length > 0 ? newestUpdate(articles, now) : dateEmpty(everShown, now)
    const parts: FeedParts = {
      site,
      folder: folderOf(scope),
      documentsFolder: folder,
      settings,
      updated,
      history,
      tombstones,
      ...(release !== undefined && { release }),
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
        const { previous, next } = history
        const dated = items.length === 0 && updated
        return JSON.stringify([version, folder, title, list.person, previous, next, keys, dated, tombstones])
      },
      items,
      ...(maxBytes !== undefined && { maxBytes }),
      frame: () => composeFeed(parts),
      render(format, some) {
        // RFC 5005 section 2: a reader drops the items that a complete feed does not contain.
        const feed = composeFeed(some ? { ...parts, history: { ...history, isComplete: false } } : parts)
        return renderWithin(format, { ...feed, items: (some ?? items).map(({ make }) => make()) }, maxBytes)
      },
    }
  }

  /** The `updated` of a feed without items: when the last one left it, or else when a file last changed. */
  function dateEmpty(everShown: readonly Article[], now: Instant): Instant {
    if (everShown.length === 0) return Math.min(library.modified, now)
    return sources.newestChange([], everShown, now)
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
    const previous = findLinked(list, archives, -1, now)
    const history: History = {
      isArchive: false,
      isComplete: previous.number === 0,
      ...(previous.number > 0 && { previous: site.url + archiveFolder(scope, previous.number) }),
    }
    const everShown = list.articles.slice(oldest, released)
    return { articles, everShown, history, movedAt: previous.since }
  }

  /** RFC 5005 section 4: a full archive never changes, so it links to the next archive before that exists. */
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
    const next = findLinked(list, number + 1, 1, now)
    const previous = findLinked(list, number - 1, -1, now)
    const history: History = {
      isArchive: true,
      isComplete: false,
      current: site.url + folderOf(scope),
      next: site.url + archiveFolder(scope, next.number),
      ...(previous.number > 0 && { previous: site.url + archiveFolder(scope, previous.number) }),
    }
    // Articles that it showed while it was being filled are in the next archive now.
    const movedAt = closer !== undefined && end < closer ? list.articles[closer]!.embargo : 0
    return {
      articles: everShown.filter((article) => isPublic(article, now)).reverse(),
      everShown,
      history,
      isArchive: isFull,
      movedAt: Math.max(movedAt, next.since, previous.since),
    }
  }
}

/** The first archive from `number` on, in this direction, that still has an article, and since when a link to it skips others; 0 if there is none. */
function findLinked(
  list: ReleaseList,
  number: number,
  step: 1 | -1,
  now: Instant,
): { number: number; since: Instant } {
  let found = number
  let since = 0
  for (let archive = list.archives[found - 1]; archive; archive = list.archives[found - 1]) {
    // One that is still being filled is linked before it exists.
    if (archive.leftAt > now) break
    since = Math.max(since, archive.leftAt)
    found += step
  }
  return { number: found, since }
}
