import type { Article } from '../../content/article/article.ts'
import type { Bodies } from '../../content/body/bodies.ts'
import { type Library, modifiedAt, sectionSettings } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Settings } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import { composeFeed, type Feed, type History, newestUpdate } from '../feed.ts'
import type { Format } from '../formats/format.ts'
import { splitFeedPath } from '../formats/formats.ts'
import { archiveFolder, FACET_KINDS, type FacetKind, folderOf, type Scope } from '../scope.ts'
import { tombstonesOf } from '../tombstone.ts'
import { createDirectory, type FolderPlace } from './directory.ts'
import { createItemSources, type ItemSource } from './item-source.ts'
import { countReleased, createReleaseLists, type ReleaseList } from './release-list.ts'
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

/** All the feeds of a library. */
export interface Editions {
  /**
   * What there is a feed of at `now`, in the order a person wants to see it: the site and its sections, then, of each of these, languages, tags
   * and authors of which something has been released; or of these kinds alone.
   */
  scopes(now: Instant, kinds?: readonly FacetKind[]): Scope[]
  /** What a scope's feed says of itself, and when the first of its articles is released. */
  describe(scope: Scope): Pick<Settings, 'title' | 'description' | 'language'> & { since?: Instant }
  /**
   * The folders of all feeds and archives that there are at `now` or later, and of the archive after the last, which is linked before it is
   * there.
   */
  folders(now: Instant): Iterable<string>
  /** The edition whose documents are in this folder at `now`, or undefined. */
  findIn(folder: string, now: Instant): Edition | undefined
  /** The rendition at this path. */
  find(path: string, now: Instant): Rendition | undefined
  /** The folder of the feed, where `folder` is that of its next archive, which is linked before it is there, in any spelling. */
  findCurrent(folder: string, now: Instant): string | undefined
  /** How our own links spell the folder of a feed or archive that is there at `now`, whatever its letters and encoding here. */
  spell(folder: string, now: Instant): string | undefined
  /** The instants after `now` at which a document in this folder may change by itself, whatever the folder's spelling. */
  changesIn(folder: string, now: Instant): Instant[]
  /** The same for what is made of these articles. */
  changesOf(articles: readonly Article[], now: Instant): Instant[]
  /** The article as an item of its own section. */
  item(article: Article, now: Instant): ItemSource
  /** When what is made of the article last became what it is. */
  lastModifiedOf(article: Article, now: Instant): Instant
  /** What everything but the articles adds to every fingerprint. */
  version: string
}

/**
 * `version` is that of the code that renders; `digest` shortens any text to letters and digits, for the settings of a large site are in every fingerprint.
 */
export function createEditions(
  library: Library,
  version: string,
  bodies: Bodies,
  digest: (text: string) => string,
): Editions {
  const { site } = library
  const settings = digest(JSON.stringify([version, { ...site, sections: [...site.sections] }]))
  const lists = createReleaseLists(library)
  const directory = createDirectory(library, lists)
  const sources = createItemSources(library, bodies)
  const findIn: Editions['findIn'] = (folder, now) => {
    const place = directory.parse(folder)
    return place?.folder === folder && directory.exists(place.scope, now)
      ? createEdition(place, now)
      : undefined
  }
  return {
    version: settings,
    scopes: (now, kinds = FACET_KINDS) => directory.list(kinds, now),
    describe: (scope) => ({ ...directory.settingsOf(scope), since: lists.find(scope).articles[0]?.embargo }),
    *folders(now) {
      // What has a feed once has one ever after.
      for (const scope of directory.list(FACET_KINDS, Number.POSITIVE_INFINITY)) {
        const list = lists.find(scope)
        const { linked } = countArchives(scope, list, sources.changes(list.articles, now).at(-1) ?? now)
        yield folderOf(scope)
        for (let number = 1; linked > 0 && number <= linked + 1; number++) yield archiveFolder(scope, number)
      }
    },
    findIn,
    find(path, now) {
      const split = splitFeedPath(path)
      const edition = split && findIn(split.folder, now)
      if (!split || !edition) return undefined
      const { format } = split
      return { ...edition, path, format, render: (items) => edition.render(format, items) }
    },
    findCurrent(folder, now) {
      const found = directory.parse(folder)
      if (found?.archive === undefined || !directory.isFound(found.scope)) return undefined
      const { linked } = countArchives(found.scope, lists.find(found.scope), now)
      return linked > 0 && found.archive === linked + 1 ? folderOf(found.scope) : undefined
    },
    spell(folder, now) {
      const found = directory.parse(folder)
      if (!found || !directory.isFound(found.scope) || !directory.exists(found.scope, now)) return undefined
      return createEdition(found, now) && found.folder
    },
    changesIn(folder, now) {
      const place = directory.parse(folder)
      if (!place) return []
      const { scope, archive = 0 } = place
      const list = lists.find(scope)
      const isFull = archive > 0 && archive <= countArchives(scope, list, now).full
      return sources.changes(isFull ? articlesOf(list, archive) : list.articles, now)
    },
    changesOf: sources.changes,
    item: (article, now) => sources.find(article, 'full', now),
    lastModifiedOf: (article, now) =>
      modifiedAt(library, sources.newestChange([article], [article], now), now),
  }

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

  /** Those of an archive, or those that it has got up to an `end`. */
  function articlesOf({ articles, archives }: ReleaseList, number: number, end = archives[number - 1]!.end) {
    return articles.slice(archives[number - 2]?.end ?? 0, end)
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
        return JSON.stringify([settings, folder, own.title, list.person, history.previous, keys, tombstones])
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
