import type { Article } from '../../content/article/article.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Image } from '../../content/media/media.ts'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import type { Item } from '../../feed/item.ts'
import { pagePathOf } from '../site/links.ts'
import type { PageSources } from '../site/page-sources.ts'
import { formatDate, formatList } from '../words/formats.ts'
import { wordsFor } from '../words.ts'
import { toHeading, toParagraph } from './markdown/blocks.ts'
import { escapeInline } from './markdown/escape.ts'
import { toLink, toPicture } from './markdown/link.ts'
import { writeMarkdown } from './markdown/write-markdown.ts'
import { markdownPathOf } from './paths.ts'

export const MARKDOWN_TYPE = 'text/markdown; charset=utf-8'

/** The Markdown beside the page of each article: what is published, and nothing else of the file. It exists while the article is public. */
export function createArticleMarkdown({ library, editions }: PageSources): Documents {
  let byPath: Map<string, Article> | undefined
  return {
    paths: () => [...articlesByPath().keys()],
    find(path, now) {
      const article = articlesByPath().get(path)
      return article && isPublic(article, now) ? toDocument(path, article, now) : undefined
    },
    changes(path, now) {
      const article = articlesByPath().get(path)
      return article && editions.changesOf([article], now)
    },
  }

  function articlesByPath(): Map<string, Article> {
    if (byPath) return byPath
    byPath = new Map()
    for (const article of library.articles) {
      const path = article.hidden === undefined ? pagePathOf(article, library.site) : undefined
      if (path !== undefined) byPath.set(markdownPathOf(path), article)
    }
    return byPath
  }

  function toDocument(path: string, article: Article, now: Instant): OtherDocument {
    const source = editions.item(article, now, 'whole')
    return {
      path,
      contentType: MARKDOWN_TYPE,
      lastModified: editions.lastModifiedOf(article, now),
      fingerprint: JSON.stringify([editions.version, path, source.key()]),
      size: () => source.size + 500,
      render: () => renderArticle(source.make(), article.summary, library.site.timezone),
    }
  }
}

/** The title, what stands around the text, and the text. `ownSummary` is the author's; one that is taken from the text is not repeated. */
function renderArticle(item: Item, ownSummary: string | undefined, timezone: string): string {
  const { title, language, published, image, contentHtml = '' } = item
  const shows = image !== undefined && !contentHtml.includes(`"${image.url}"`)
  const blocks = [
    toHeading(1, escapeInline(title ?? formatDate(published, language, timezone))),
    ownSummary === undefined || title === undefined ? '' : `> ${toParagraph(escapeInline(ownSummary))}`,
    aboutLines(item, timezone).join('\\\n'),
    shows ? withCaption(image) : '',
    attachments(item).join('\n'),
    writeMarkdown(contentHtml),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function aboutLines(item: Item, timezone: string): string[] {
  const { words } = wordsFor(item.language)
  const { published, updated, authors, licence, copyright, permalink } = item
  const names = authors.map(({ name, url }) => (url === undefined ? escapeInline(name) : toLink(url, name)))
  const dates = [
    formatDateTime(published, timezone),
    ...(updated > published ? [`${words.updated} ${formatDateTime(updated, timezone)}`] : []),
  ]
  return [
    ...(names.length === 0 ? [] : [words.by(formatList(names, item.language))]),
    dates.join(' – '),
    toLink(permalink, permalink),
    ...(copyright === undefined ? [] : [escapeInline(copyright)]),
    ...(licence === undefined ? [] : [toLink(licence, words.licence)]),
  ].map(toParagraph)
}

function withCaption({ url, alt = '', caption, credit }: Image): string {
  const text = [caption, credit].filter((part) => part !== undefined).join(' · ')
  const picture = toPicture(url, alt)
  return text === '' ? picture : `${picture}\n\n${toParagraph(escapeInline(text))}`
}

function attachments({ enclosures, image, title }: Item): string[] {
  return enclosures
    .filter(({ url }) => url !== image?.url)
    .map(({ url, type, title: own }) => `- ${toLink(url, own ?? title ?? url)} (${escapeInline(type)})`)
}
