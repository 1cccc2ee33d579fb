import type { Article } from '../../content/article/article.ts'
import type { Bodies } from '../../content/body/bodies.ts'
import { type Library, modifiedAt } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Settings } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Format } from '../formats/format.ts'
import { formatsOf, splitFeedPath } from '../formats/formats.ts'
import { archiveFolder, FACET_KINDS, type FacetKind, folderOf, type Scope } from '../scope.ts'
import { createDirectory, type FolderPlace } from './directory.ts'
import { createEditionMaker, type Edition, type Rendition } from './edition.ts'
import { createItemSources, type ItemSource } from './item-source.ts'
import { articlesOf, articlesUntilFull, createReleaseLists, openings } from './release-list.ts'

/** All the feeds of a library. */
export interface Editions {
  /** The formats in which each is served. */
  formats: readonly Format[]
  /** The site and the scopes with a public article at `now`: sections, each followed by its facets of these kinds (all unless given). */
  scopes(now: Instant, kinds?: readonly FacetKind[]): Scope[]
  /** The title, description and language of a scope's feed, and when its first article is released. */
  describe(scope: Scope): Pick<Settings, 'title' | 'description' | 'language'> & { since?: Instant }
  /** The folders of all feeds and archives that exist at `now` or later, and of each next archive, which is linked before it exists. */
  folders(now: Instant): Iterable<string>
  /** The edition in this folder at `now`; undefined for any other spelling of the folder. */
  findIn(folder: string, now: Instant): Edition | undefined
  /** The edition and format at this path. */
  find(path: string, now: Instant): Rendition | undefined
  /** The folder of the feed whose next archive, which does not exist yet, would be in `folder`, in any spelling. */
  findFeedOfNextArchive(folder: string, now: Instant): string | undefined
  /** Whether the scope's folder leads to it, and not to a section of that name. */
  isReachable(scope: Scope): boolean
  /** How our links spell a folder that has an edition at `now`, given in any spelling. */
  findCanonical(folder: string, now: Instant): string | undefined
  /** The instants after `now` at which a document in this folder, in any spelling, may change by itself. */
  changesIn(folder: string, now: Instant): Instant[]
  /** The instants after `now` at which a document made of these articles may change by itself. */
  changesOf(articles: readonly Article[], now: Instant): Instant[]
  /** The article as an item of its section's feed, or with its whole text wherever the section sends summaries. */
  item(article: Article, now: Instant, content?: 'whole'): ItemSource
  /** When a document made of the article alone last changed. */
  lastModifiedOf(article: Article, now: Instant): Instant
  /** Stands in every fingerprint for all that is not an article: the code and the settings. */
  version: string
}

/** Finds the feeds of a library. `version` is that of the code, and begins with the release, `1.2.3+…`; `digest` shortens any text to letters and digits. */
export function createEditions(
  library: Library,
  version: string,
  bodies: Bodies,
  digest: (text: string) => string,
): Editions {
  const { site } = library
  const formats = formatsOf(site)
  // The settings of a large site are long, and in every fingerprint.
  const settings = digest(JSON.stringify([version, { ...site, sections: [...site.sections] }]))
  const versions = { release: version.split('+')[0] || undefined, settings }
  const lists = createReleaseLists(library)
  const directory = createDirectory(library, lists)
  const sources = createItemSources(library, bodies)
  const { create, countArchives } = createEditionMaker(library, versions, lists, directory, sources)
  const findIn: Editions['findIn'] = (folder, now) => {
    const place = directory.parse(folder)
    return place?.folder === folder && directory.isReleased(place.scope, now) ? create(place, now) : undefined
  }
  // The documents of a folder ask one after the other.
  let known: { now: Instant; changes: Map<string, Instant[]> } | undefined
  return {
    formats,
    version: settings,
    scopes: (now, kinds = FACET_KINDS) =>
      directory.list(kinds, now).filter((scope) => {
        const isSite = scope.section === '' && scope.facet === undefined
        return (
          isSite || lists.find(scope).articles.findLast((article) => isPublic(article, now)) !== undefined
        )
      }),
    describe: (scope) => ({ ...directory.settingsOf(scope), since: lists.find(scope).articles[0]?.embargo }),
    *folders(now) {
      // A scope that has a feed keeps it.
      for (const scope of directory.list(FACET_KINDS, Number.POSITIVE_INFINITY)) {
        const list = lists.find(scope)
        const { linked } = countArchives(scope, list, sources.changes(list.articles, now).at(-1) ?? now)
        yield folderOf(scope)
        for (let number = 1; linked > 0 && number <= linked + 1; number++) yield archiveFolder(scope, number)
        if (linked > 0) yield archiveFolder(scope, 'older')
      }
    },
    findIn,
    find(path, now) {
      const split = splitFeedPath(path, formats)
      const edition = split && findIn(split.folder, now)
      if (!split || !edition) return undefined
      const { format } = split
      return { ...edition, path, format, render: (items) => edition.render(format, items) }
    },
    findFeedOfNextArchive(folder, now) {
      const found = directory.parse(folder)
      if (typeof found?.archive !== 'number' || !directory.isReachable(found.scope)) return undefined
      const { linked } = countArchives(found.scope, lists.find(found.scope), now)
      return linked > 0 && found.archive === linked + 1 ? folderOf(found.scope) : undefined
    },
    isReachable: directory.isReachable,
    findCanonical(folder, now) {
      const found = directory.parse(folder)
      if (!found || !directory.isReachable(found.scope) || !directory.isReleased(found.scope, now))
        return undefined
      return create(found, now) && found.folder
    },
    changesIn(folder, now) {
      const place = directory.parse(folder)
      if (!place) return []
      if (known?.now !== now) known = { now, changes: new Map() }
      const changes = known.changes.get(folder) ?? changesAt(place, now)
      known.changes.set(folder, changes)
      return changes
    },
    changesOf: sources.changes,
    item: (article, now, content) => sources.find(article, content ?? 'full', now),
    lastModifiedOf: (article, now) =>
      modifiedAt(library, sources.newestChange([article], [article], now), now),
  }

  function changesAt({ scope, archive }: FolderPlace, now: Instant): Instant[] {
    const list = lists.find(scope)
    const isFull = typeof archive === 'number' && archive <= countArchives(scope, list, now).full
    const own =
      typeof archive !== 'number'
        ? list.articles
        : isFull
          ? articlesOf(list, archive)
          : articlesUntilFull(list, archive)
    const points = [
      ...(typeof archive !== 'number' || isFull ? [] : openings(list, archive)),
      // A link to an archive moves to another one when its last article is gone.
      ...list.archives.map(({ leftAt }) => leftAt),
    ].filter((point) => point > now && point < Number.POSITIVE_INFINITY)
    const changes = sources.changes(own, now)
    return points.length === 0 ? changes : [...new Set([...changes, ...points])].sort((a, b) => a - b)
  }
}
