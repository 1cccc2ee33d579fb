import type { Article } from '../../content/article/article.ts'
import { type Library, sectionSettings } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { History } from '../feed.ts'
import { type ArchivePart, archiveFolder, folderOf, type Scope } from '../scope.ts'
import type { FolderPlace } from './directory.ts'
import type { ItemSources } from './item-source.ts'
import { articlesOf, countReleased, findRest, type ReleaseList } from './release-list.ts'

/** The articles of an edition, and its links to the other documents of its feed. */
export interface Contents {
  articles: Article[]
  /** All articles that it shows or has shown, in order of release. */
  everShown: readonly Article[]
  history: History
  /** Whether it is a full archive. */
  isArchive?: boolean
  /** When articles moved from it to the next archive, or a link to another one; the epoch if neither ever did. */
  movedAt: Instant
}

/** `linked` counts the full archives, and the one that is being filled if the feed links to it. */
interface ArchiveCounts {
  full: number
  linked: number
}

/** Picks the articles of feeds and archives, and counts archives. */
export function createContentsPicker(library: Library, sources: ItemSources) {
  const { site } = library
  return { pick, countArchives }

  /** A feed that is limited in bytes links to the archive that is being filled: how many items it shows is not known before it is rendered. */
  function countArchives(scope: Scope, list: ReleaseList, now: Instant): ArchiveCounts {
    const released = countReleased(list, now)
    const full = list.archives.findLastIndex(({ closer }) => closer < released) + 1
    const isLimited = sectionSettings(library, scope.section).feedBytes !== undefined
    return { full, linked: isLimited && released > 0 ? full + 1 : full }
  }

  /** Undefined for an archive that does not exist. */
  function pick(
    { scope, archive }: Pick<FolderPlace, 'scope' | 'archive'>,
    list: ReleaseList,
    now: Instant,
  ): Contents | undefined {
    const counts = countArchives(scope, list, now)
    if (archive === undefined) return pickCurrent(scope, list, counts, now)
    if (archive === 'older') return pickOlder(scope, list, counts, now)
    return archive > counts.linked ? undefined : pickArchive(scope, list, archive, counts, now)
  }

  function pickCurrent(
    scope: Scope,
    list: ReleaseList,
    { full, linked }: ArchiveCounts,
    now: Instant,
  ): Contents {
    const { articles, oldest, released } = pickNewest(scope, list, now)
    const previous = findLinked(list, linked, -1, now)
    const rest = findRest(list, oldest)
    const below = findLinked(list, rest.archive, -1, now)
    // How many items a feed shows that is limited in bytes is not known, so that the archive may repeat some.
    const older = linked > full ? previous.number : rest.start < oldest ? 'older' : below.number
    const history: History = {
      isArchive: false,
      isComplete: previous.number === 0,
      ...linkBack(scope, previous.number, older),
    }
    const everShown = list.articles.slice(oldest, released)
    return { articles, everShown, history, movedAt: Math.max(previous.since, below.since) }
  }

  /** What the newest archives have and the feed does not show any more, so that a reader that goes back from page to page finds each item once. */
  function pickOlder(
    scope: Scope,
    list: ReleaseList,
    { full, linked }: ArchiveCounts,
    now: Instant,
  ): Contents | undefined {
    if (full === 0 || linked > full) return undefined
    const { oldest, released } = pickNewest(scope, list, now)
    const { start, archive } = findRest(list, oldest)
    const below = findLinked(list, archive, -1, now)
    const everShown = list.articles.slice(start, oldest)
    const history: History = {
      isArchive: true,
      isComplete: false,
      current: site.url + folderOf(scope),
      ...linkBack(scope, below.number, below.number),
    }
    // It changes when the feed does.
    const movedAt = sources.newestChange([], list.articles.slice(oldest, released), now)
    return {
      articles: everShown.filter((article) => isPublic(article, now)).reverse(),
      everShown,
      history,
      movedAt: Math.max(movedAt, below.since),
    }
  }

  function linkBack(scope: Scope, previous: number, older: ArchivePart): Pick<History, 'previous' | 'older'> {
    const link = (part: ArchivePart) => site.url + archiveFolder(scope, part)
    return {
      ...(previous > 0 && { previous: link(previous) }),
      ...(older !== 0 && { older: link(older) }),
    }
  }

  /** The newest articles, as many as the feed shows; `oldest` is the place of the last of them in the list. */
  function pickNewest(scope: Scope, list: ReleaseList, now: Instant) {
    const { feedLimit } = sectionSettings(library, scope.section)
    const released = countReleased(list, now)
    const articles: Article[] = []
    let oldest = released
    while (oldest > 0 && articles.length < feedLimit) {
      const article = list.articles[--oldest]!
      if (isPublic(article, now)) articles.push(article)
    }
    return { articles, oldest, released }
  }

  /** RFC 5005 section 4: a full archive never changes, so it links to the next archive before that exists. */
  function pickArchive(
    scope: Scope,
    list: ReleaseList,
    number: number,
    { full }: ArchiveCounts,
    now: Instant,
  ): Contents {
    const isFull = number <= full
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
      ...linkBack(scope, previous.number, previous.number),
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
