import type { Article } from '../content/article.ts'
import type { Body } from '../content/body.ts'
import type { Instant } from '../content/dates.ts'
import {
  createTranslations,
  isInSection,
  type Library,
  listPublic,
  sectionSettings,
} from '../content/library.ts'
import { encodePath } from '../content/urls.ts'
import { hasBeenPublic, isPublic, lastChange, updatedAt } from '../content/visibility.ts'
import { composeFeed, type Feed, type History, newestUpdate } from './feed.ts'
import { FORMATS, type Format } from './formats.ts'
import { type Item, toItem } from './item.ts'

/** A feed in one format as it is at an instant. All but the text is known before anything is rendered. */
export interface Edition {
  /** Path of the document from the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  /** Path of the section, as its folder is called; empty for the site. */
  section: string
  title: string
  format: Format
  isArchive: boolean
  /** When the document last became what it is; moves whenever its bytes do. */
  lastModified: Instant
  /** Equal fingerprints have equal bytes. */
  fingerprint: string
  /** In the order of the feed. */
  items: ItemSource[]
  /** The feed without its items. */
  frame(): Feed
  render(): string
}

/** An item that is rendered when it is asked for; equal keys are equal items. */
export interface ItemSource {
  key: string
  published: Instant
  make(): Item
}

/** All the feeds of a library. */
export interface Editions {
  /** Of every feed there is, in the order a person wants to see them. */
  paths(): string[]
  /** Of every archive document that is full at `now`. */
  archivePaths(now: Instant): string[]
  /** The edition in force at `now`, or undefined where no feed or full archive has this path. */
  find(path: string, now: Instant): Edition | undefined
  /** What everything but the articles adds to every fingerprint. */
  version: string
  /** The path of the feed, where `path` is that of its next archive, which is linked before it is full. */
  findCurrent(path: string, now: Instant): string | undefined
}

/** `version` is that of the code that renders; `renderBody` renders an article at most once as long as it does not change. */
export function createEditions(
  library: Library,
  version: string,
  renderBody: (article: Article) => Body,
): Editions {
  const translations = createTranslations(library)
  const { site } = library
  const settings = JSON.stringify([version, { ...site, sections: [...site.sections] }])
  const feeds = new Map<string, { section: string; format: Format }>()
  for (const section of ['', ...library.sections]) {
    for (const format of FORMATS) feeds.set(folderOf(section) + format.file, { section, format })
  }
  const members = new Map<string, { now: Instant; articles: Article[] }>()
  return {
    version: settings,
    paths: () => [...feeds.keys()],
    archivePaths: (now) =>
      [...feeds.values()].flatMap(({ section, format }) =>
        Array.from(
          { length: countArchives(section, now) },
          (_, index) => archiveFolder(section, index + 1) + format.file,
        ),
      ),
    find(path, now) {
      const feed = feeds.get(path)
      if (feed) return createEdition(path, feed.section, feed.format, now)
      const archive = parseArchive(path)
      if (!archive || archive.number > countArchives(archive.section, now)) return undefined
      return createArchive(path, archive.section, archive.format, archive.number, now)
    },
    findCurrent(path, now) {
      const archive = parseArchive(path)
      const full = archive ? countArchives(archive.section, now) : 0
      return archive && full > 0 && archive.number === full + 1 ? archive.feed : undefined
    },
  }

  function parseArchive(path: string) {
    const [, folder = '', number = '', file = ''] = /^(.*)archive\/([1-9]\d{0,8})\/([^/]+)$/.exec(path) ?? []
    const feed = feeds.get(folder + file)
    return feed && number !== '' ? { ...feed, number: Number(number), feed: folder + file } : undefined
  }

  /** All articles that a feed has ever shown, oldest first. One that is withdrawn keeps its place, so that no other changes its own. */
  function membersOf(section: string, now: Instant): Article[] {
    const known = members.get(section)
    if (known?.now === now) return known.articles
    const articles = library.articles.filter(
      (article) => isInSection(article, section) && hasBeenPublic(article, now),
    )
    members.set(section, { now, articles: articles.reverse() })
    return articles
  }

  function countArchives(section: string, now: Instant): number {
    const { feedLimit } = sectionSettings(library, section)
    const count = membersOf(section, now).length
    return count > feedLimit ? Math.floor(count / feedLimit) : 0
  }

  function createEdition(path: string, section: string, format: Format, now: Instant): Edition {
    const own = sectionSettings(library, section)
    const all = membersOf(section, now)
    const articles = listPublic(library, section, now, own.feedLimit)
    // The newest archive may hold just what the feed shows; then the one before it comes next.
    const previous = all.length > own.feedLimit ? Math.ceil(all.length / own.feedLimit) - 1 : 0
    const history: History = {
      isArchive: false,
      isComplete: previous === 0,
      ...(previous > 0 && { previous: addressesOf(section, previous) }),
    }
    return build(path, section, format, articles, all, history, now)
  }

  /** RFC 5005 section 4: a full archive keeps its items, whatever is published later; so `next` is linked before it is full. */
  function createArchive(
    path: string,
    section: string,
    format: Format,
    number: number,
    now: Instant,
  ): Edition {
    const { feedLimit } = sectionSettings(library, section)
    const all = membersOf(section, now).slice((number - 1) * feedLimit, number * feedLimit)
    const history: History = {
      isArchive: true,
      isComplete: false,
      current: addressesOf(section),
      next: addressesOf(section, number + 1),
      ...(number > 1 && { previous: addressesOf(section, number - 1) }),
      self: addressesOf(section, number),
    }
    const articles = all.filter((article) => isPublic(article, now)).reverse()
    return build(path, section, format, articles, all, history, now)
  }

  function build(
    path: string,
    section: string,
    format: Format,
    articles: Article[],
    all: Article[],
    history: History,
    now: Instant,
  ): Edition {
    const own = sectionSettings(library, section)
    const items = articles.map((article) => sourceOf(article, own.content, now))
    const scope = { siteUrl: site.url, idPrefix: site.idPrefix, section, settings: own }
    const frame = () => composeFeed(scope, [], newestUpdate(articles, now), history)
    return {
      path,
      section,
      title: own.title,
      format,
      isArchive: history.isArchive,
      lastModified: Math.max(
        Math.min(library.modified, now),
        ...all.map((article) => lastChange(article, now)),
      ),
      fingerprint: JSON.stringify([settings, path, history.previous?.rss, items.map(({ key }) => key)]),
      items,
      frame,
      render: () => format.render({ ...frame(), items: items.map(({ make }) => make()) }),
    }
  }

  function sourceOf(article: Article, ofFeed: 'full' | 'summary', now: Instant): ItemSource {
    // A section that sends summaries sends them in the feeds above it, too.
    const content = ofFeed === 'full' ? sectionSettings(library, article.section).content : 'summary'
    const others = translations(article, now)
    const versions = [article, ...others].map((version) => `${version.hash}@${updatedAt(version, now)}`)
    return {
      key: `${article.path} ${content} ${versions.join(' ')}`,
      published: article.published,
      make: () => toItem(article, renderBody(article), content, others, now),
    }
  }

  function addressesOf(section: string, archive?: number): Feed['addresses'] {
    const folder = site.url + (archive === undefined ? folderOf(section) : archiveFolder(section, archive))
    const addresses = FORMATS.map(({ name, file }) => [name, folder + file])
    return Object.fromEntries(addresses) as Feed['addresses']
  }
}

function folderOf(section: string): string {
  return section === '' ? '' : `${encodePath(section)}/`
}

function archiveFolder(section: string, number: number): string {
  return `${folderOf(section)}archive/${number}/`
}
