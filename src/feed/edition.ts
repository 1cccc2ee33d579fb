import { canonicalPath } from '../content/addresses.ts'
import type { Article } from '../content/article.ts'
import type { Body } from '../content/body.ts'
import type { Instant } from '../content/dates.ts'
import { createTranslations, type Library, sectionSettings } from '../content/library.ts'
import { encodePath } from '../content/urls.ts'
import { hasBeenPublic, isPublic, lastChange, updatedAt } from '../content/visibility.ts'
import { composeFeed, type Feed, type History, newestUpdate } from './feed.ts'
import { FORMATS, type Format } from './formats.ts'
import { type Item, toItem } from './item.ts'
import { countReleased, createRolls } from './roll.ts'
import { renderWithin } from './size.ts'

/** A feed in one format as it is at an instant. All but the text is known before anything is rendered. */
export interface Edition {
  /** Path of the document from the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  /** Path of the section, as its folder is called; empty for the site. */
  section: string
  title: string
  format: Format
  /** Whether it is an archive that is full. */
  isArchive: boolean
  /** When the document last became what it is; moves whenever its bytes do. */
  lastModified: Instant
  /** Equal fingerprints have equal bytes. */
  fingerprint: string
  /** In the order of the feed. */
  items: ItemSource[]
  /** Items that do not fit are left out, the last first. */
  maxBytes?: number
  /** The feed without its items. */
  frame(): Feed
  /** The whole document, or one with these of its items alone. */
  render(items?: readonly ItemSource[]): string
}

/** An item that is rendered when it is asked for; equal keys are equal items. */
export interface ItemSource {
  key: string
  published: Instant
  make(): Item
}

/** What goes into an edition. */
interface Plan extends Pick<Edition, 'path' | 'section' | 'format' | 'isArchive' | 'maxBytes'> {
  articles: Article[]
  history: History
  /** The last change of what it shows. */
  modified: Instant
  now: Instant
}

/** All the feeds of a library. */
export interface Editions {
  /** Of every feed there is, in the order a person wants to see them. */
  paths(): string[]
  /** Of every archive document that there is at `now`. */
  archivePaths(now: Instant): string[]
  /** The edition in force at `now`, or undefined where no feed or archive has this path. */
  find(path: string, now: Instant): Edition | undefined
  /** What everything but the articles adds to every fingerprint. */
  version: string
  /** The feeds whose path is not in the form of `canonicalPath`, by their path in that form. */
  spellings: ReadonlyMap<string, string>
  /** The path of the feed, where `path` is that of its next archive, which is linked before it is there. */
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
  const spellings = [...feeds.keys()].map((path) => [canonicalPath(path), path] as const)
  const rollOf = createRolls(library)
  let families: Map<string, Article[]> | undefined
  return {
    version: settings,
    paths: () => [...feeds.keys()],
    spellings: new Map(spellings.filter(([spelling]) => !feeds.has(spelling))),
    archivePaths: (now) =>
      [...feeds.values()].flatMap(({ section, format }) =>
        Array.from(
          { length: countArchives(section, now).linked },
          (_, index) => archiveFolder(section, index + 1) + format.file,
        ),
      ),
    find(path, now) {
      const feed = feeds.get(path)
      if (feed) return createEdition(path, feed.section, feed.format, now)
      const archive = parseArchive(path)
      if (!archive || archive.number > countArchives(archive.section, now).linked) return undefined
      return createArchive(path, archive.section, archive.format, archive.number, now)
    },
    findCurrent(path, now) {
      const archive = parseArchive(path)
      const last = archive ? countArchives(archive.section, now).linked : 0
      return archive && last > 0 && archive.number === last + 1 ? archive.feed : undefined
    },
  }

  function parseArchive(path: string) {
    const [, folder = '', number = '', file = ''] = /^(.*)archive\/([1-9]\d{0,8})\/([^/]+)$/.exec(path) ?? []
    const feed = feeds.get(folder + file)
    return feed && number !== '' ? { ...feed, number: Number(number), feed: folder + file } : undefined
  }

  /**
   * `linked` are those that are full, and where the size of the feed is limited the one that is being filled as well: how much the feed
   * shows is not known before it is rendered.
   */
  function countArchives(section: string, now: Instant): { full: number; linked: number } {
    const roll = rollOf(section)
    const released = countReleased(roll, now)
    const full = roll.archives.findLastIndex(({ closer }) => closer < released) + 1
    const isLimited = sectionSettings(library, section).feedBytes !== undefined
    return { full, linked: isLimited && released > 0 ? full + 1 : full }
  }

  function createEdition(path: string, section: string, format: Format, now: Instant): Edition {
    const { feedLimit, feedBytes } = sectionSettings(library, section)
    const roll = rollOf(section)
    const released = countReleased(roll, now)
    const articles: Article[] = []
    let oldest = released
    while (oldest > 0 && articles.length < feedLimit) {
      const article = roll.articles[--oldest]!
      if (isPublic(article, now)) articles.push(article)
    }
    const { linked } = countArchives(section, now)
    const history: History = {
      isArchive: false,
      isComplete: linked === 0,
      ...(linked > 0 && { previous: addressesOf(section, linked) }),
    }
    const ever = roll.articles.slice(oldest, released)
    const modified = newestChange(articles, ever, now)
    return build({
      path,
      section,
      format,
      articles,
      history,
      modified,
      now,
      isArchive: false,
      maxBytes: feedBytes,
    })
  }

  /** RFC 5005 section 4: a full archive keeps its items, whatever is published later; so `next` is linked before it is there. */
  function createArchive(
    path: string,
    section: string,
    format: Format,
    number: number,
    now: Instant,
  ): Edition {
    const roll = rollOf(section)
    const isFull = number <= countArchives(section, now).full
    const start = roll.archives[number - 2]?.end ?? 0
    const { end, closer } = isFull
      ? roll.archives[number - 1]!
      : { end: countReleased(roll, now), closer: undefined }
    const ever = roll.articles.slice(start, end)
    const articles = ever.filter((article) => isPublic(article, now)).reverse()
    const history: History = {
      isArchive: true,
      isComplete: false,
      current: addressesOf(section),
      next: addressesOf(section, number + 1),
      ...(number > 1 && { previous: addressesOf(section, number - 1) }),
      self: addressesOf(section, number),
    }
    const changed = newestChange(articles, ever, now)
    // What stood here when it was being filled is in the next archive now.
    const moved = closer !== undefined && end < closer ? roll.articles[closer]!.embargo : changed
    const modified = Math.max(changed, moved)
    return build({ path, section, format, articles, history, modified, now, isArchive: isFull })
  }

  function build({
    path,
    section,
    format,
    articles,
    history,
    modified,
    now,
    isArchive,
    maxBytes,
  }: Plan): Edition {
    const own = sectionSettings(library, section)
    const sources = articles.map((article) => sourceOf(article, own.content, now))
    const scope = { siteUrl: site.url, idPrefix: site.idPrefix, section, settings: own }
    const frame = () => composeFeed(scope, [], newestUpdate(articles, now), history)
    return {
      path,
      section,
      title: own.title,
      format,
      isArchive,
      lastModified: Math.max(Math.min(library.modified, now), modified),
      fingerprint: JSON.stringify([settings, path, history.previous?.rss, sources.map(({ key }) => key)]),
      items: sources,
      ...(maxBytes !== undefined && { maxBytes }),
      frame,
      render: (items = sources) =>
        renderWithin(format, { ...frame(), items: items.map(({ make }) => make()) }, maxBytes),
    }
  }

  /** Of the articles shown, of their translations, which their items name, and of all those that have been among them. */
  function newestChange(shown: readonly Article[], ever: readonly Article[], now: Instant): Instant {
    let newest = Number.NEGATIVE_INFINITY
    for (const article of ever) newest = Math.max(newest, lastChange(article, now))
    for (const article of shown)
      for (const version of familyOf(article))
        if (hasBeenPublic(version, now)) newest = Math.max(newest, lastChange(version, now))
    return newest
  }

  function familyOf({ translationKey }: Article): Article[] {
    families ??= hasOneLanguage(library.articles)
      ? new Map()
      : Map.groupBy(library.articles, (article) => article.translationKey)
    return families.get(translationKey) ?? []
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

/** Then no article has a translation. */
function hasOneLanguage(articles: readonly Article[]): boolean {
  return articles.every(({ language }) => language === articles[0]!.language)
}

function folderOf(section: string): string {
  return section === '' ? '' : `${encodePath(section)}/`
}

function archiveFolder(section: string, number: number): string {
  return `${folderOf(section)}archive/${number}/`
}
