import type { Article } from '../../content/article/article.ts'
import type { Bodies } from '../../content/body/bodies.ts'
import { type Library, modifiedAt } from '../../content/library/library.ts'
import type { Settings } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import { splitFeedPath } from '../formats/formats.ts'
import { archiveFolder, FACET_KINDS, type FacetKind, folderOf, type Scope } from '../scope.ts'
import { createDirectory } from './directory.ts'
import { createEditionMaker, type Edition, type Rendition } from './edition.ts'
import { createItemSources, type ItemSource } from './item-source.ts'
import { articlesOf, createReleaseLists } from './release-list.ts'

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
  const { create, countArchives } = createEditionMaker({
    library,
    version: settings,
    lists,
    directory,
    sources,
  })
  const findIn: Editions['findIn'] = (folder, now) => {
    const place = directory.parse(folder)
    return place?.folder === folder && directory.exists(place.scope, now) ? create(place, now) : undefined
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
      return create(found, now) && found.folder
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
}
