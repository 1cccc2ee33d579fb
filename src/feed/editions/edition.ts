import type { Article } from '../../content/article/article.ts'
import { type Library, modifiedAt, sectionSettings } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import { composeFeed, type Feed, type FeedParts, newestUpdate } from '../feed.ts'
import type { Format } from '../formats/format.ts'
import { folderOf, type Scope } from '../scope.ts'
import { tombstonesOf } from '../tombstone.ts'
import { createContentsPicker } from './contents.ts'
import type { Directory, FolderPlace } from './directory.ts'
import type { ItemSource, ItemSources } from './item-source.ts'
import type { ReleaseLists } from './release-list.ts'
import { renderWithin } from './size.ts'

/** A feed or one of its archives, as it is at an instant. All but its text is known before it is rendered. */
export interface Edition {
  /** The folder of its documents, from the site's root, percent-encoded: `news/`, `news/archive/2/`; empty for the site. */
  folder: string
  scope: Scope
  title: string
  /** A full archive changes only with its own articles; `past` is what else the feed no longer shows. */
  kind: 'feed' | 'archive' | 'past'
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

/** Makes editions, and counts archives; `settings` stands in every fingerprint for all that is not an article, `release` in feeds. */
export function createEditionMaker(
  library: Library,
  { release, settings: version }: { release: string | undefined; settings: string },
  lists: ReleaseLists,
  directory: Directory,
  sources: ItemSources,
) {
  const { site } = library
  const { pick, countArchives } = createContentsPicker(library, sources)
  return { create, countArchives }

  /** Undefined for an archive that does not exist. */
  function create({ scope, folder, archive }: FolderPlace, now: Instant): Edition | undefined {
    const list = lists.find(scope)
    const contents = pick({ scope, archive }, list, now)
    if (!contents) return undefined
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
      kind: isArchive ? 'archive' : archive === undefined ? 'feed' : 'past',
      get lastModified() {
        return modifiedAt(library, Math.max(sources.newestChange(articles, everShown, now), movedAt), now)
      },
      get fingerprint() {
        const keys = items.map(({ key }) => key())
        const { previous, older, next } = history
        const dated = items.length === 0 && updated
        return JSON.stringify([
          version,
          folder,
          title,
          list.person,
          previous,
          older,
          next,
          keys,
          dated,
          tombstones,
        ])
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
}
