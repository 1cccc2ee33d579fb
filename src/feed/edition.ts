import type { Article } from '../content/article.ts'
import type { Body } from '../content/body.ts'
import type { Instant } from '../content/dates.ts'
import { createTranslations, type Library, listPublic, sectionSettings } from '../content/library.ts'
import { encodePath } from '../content/urls.ts'
import { updatedAt } from '../content/visibility.ts'
import { composeFeed, type Feed, newestUpdate } from './feed.ts'
import { FORMATS, type Format } from './formats.ts'
import { toItem } from './item.ts'

/** A feed in one format as it is at an instant. All but the text is known before anything is rendered. */
export interface Edition {
  /** Path of the document from the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  /** Path of the section, as its folder is called; empty for the site. */
  section: string
  title: string
  format: Format
  updated: Instant
  /** Equal fingerprints have equal bytes. */
  fingerprint: string
  /** The feed with its items, rendered from Markdown now at the latest. */
  compose(): Feed
  render(): string
}

/** All the feeds of a library. */
export interface Editions {
  /** Of every feed there is, in the order a person wants to see them. */
  paths(): string[]
  /** The edition in force at `now`, or undefined where no feed has this path. */
  find(path: string, now: Instant): Edition | undefined
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
    for (const format of FORMATS)
      feeds.set((section === '' ? '' : `${encodePath(section)}/`) + format.file, { section, format })
  }
  return {
    paths: () => [...feeds.keys()],
    find(path, now) {
      const feed = feeds.get(path)
      return feed && createEdition(path, feed.section, feed.format, now)
    },
  }

  function createEdition(path: string, section: string, format: Format, now: Instant): Edition {
    const own = sectionSettings(library, section)
    const articles = listPublic(library, section, now, own.feedLimit)
    const updated = newestUpdate(articles, now)
    const versionOf = (article: Article) => `${article.hash}@${updatedAt(article, now)}`
    // A section that sends summaries sends them in the feeds above it, too.
    const contentOf = (article: Article) =>
      own.content === 'full' ? sectionSettings(library, article.section).content : 'summary'
    const parts = articles.map((article) => [
      versionOf(article),
      ...translations(article, now).map(versionOf),
    ])
    return {
      path,
      section,
      title: own.title,
      format,
      updated,
      fingerprint: JSON.stringify([settings, section, format.name, parts]),
      compose,
      render: () => format.render(compose()),
    }

    function compose(): Feed {
      const items = articles.map((article) =>
        toItem(article, renderBody(article), contentOf(article), translations(article, now), now),
      )
      return composeFeed(
        { siteUrl: site.url, idPrefix: site.idPrefix, section, settings: own },
        items,
        updated,
      )
    }
  }
}
