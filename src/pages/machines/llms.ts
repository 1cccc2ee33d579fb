import type { Article } from '../../content/article/article.ts'
import { comingChanges, modifiedAt, sectionSettings } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import { createNewestChange } from '../../feed/documents/newest-change.ts'
import { FORMATS } from '../../feed/formats/formats.ts'
import { folderOf } from '../../feed/scope.ts'
import { pagePathOf } from '../site/links.ts'
import type { PageSources } from '../site/page-sources.ts'
import { formatDate } from '../words/formats.ts'
import { wordsFor } from '../words.ts'
import { toHeading, toParagraph } from './markdown/blocks.ts'
import { escapeInline } from './markdown/escape.ts'
import { toLink } from './markdown/link.ts'
import { LLMS_PATH, markdownPathOf } from './paths.ts'

/** The most articles of one section; its archives have the others. */
const MAX_ARTICLES = 100

/** An article that has a page, and its section at the top. */
interface ListedArticle {
  article: Article
  section: string
}

/** `/llms.txt` (llmstxt.org): what the site is, and the Markdown of the newest articles of each section at the top. */
export function createLlmsText({ library, editions }: PageSources): Documents {
  const { site } = library
  const newestChange = createNewestChange(library.articles)
  const lines = new WeakMap<Article, string>()
  let known: { from: Instant; until: Instant; pieces: readonly string[] } | undefined
  let ever: ListedArticle[] | undefined
  return {
    paths: () => [LLMS_PATH],
    find: (path, now) => (path === LLMS_PATH ? toDocument(now) : undefined),
    changes: (path, now) => (path === LLMS_PATH ? comingChanges(library, now) : undefined),
  }

  function toDocument(now: Instant): OtherDocument {
    const pieces = piecesAt(now)
    const render = () => pieces.join('')
    return {
      path: LLMS_PATH,
      // Agents ask for it as text, and browsers show it.
      contentType: 'text/plain; charset=utf-8',
      lastModified: modifiedAt(library, newestChange(now), now),
      fingerprint: JSON.stringify([editions.version, LLMS_PATH, render()]),
      render,
      pieces: () => pieces,
    }
  }

  function piecesAt(now: Instant): readonly string[] {
    if (known && known.from <= now && now < known.until) return known.pieces
    const [until = Number.POSITIVE_INFINITY] = comingChanges(library, now)
    known = { from: now, until, pieces: renderPieces(now) }
    return known.pieces
  }

  /** Each line of an article is a piece. */
  function renderPieces(now: Instant): string[] {
    const { title, description, language } = site.settings
    const { words } = wordsFor(language)
    const listed = listable().filter(({ article }) => isPublic(article, now))
    const bySection = Map.groupBy(listed, ({ section }) => section)
    const sections = [...bySection].sort(([a], [b]) => (a < b ? -1 : 1))
    const blocks = [
      [toHeading(1, escapeInline(title))],
      [`> ${toParagraph(escapeInline(description))}`],
      ...sections.flatMap(([section, members]) => [
        [toHeading(2, escapeInline(section === '' ? words.latest : sectionSettings(library, section).title))],
        [
          ...members.slice(0, MAX_ARTICLES).map(({ article }) => lineOf(article)),
          ...archiveLines(section, members.length, words.archive, now),
        ],
      ]),
      // llmstxt.org: what may be left out where the context has to be short.
      [toHeading(2, 'Optional')],
      [
        ...FORMATS.map(({ title, file }) => `- ${toLink(site.url + file, title)}`),
        `- ${toLink(`${site.url}feeds.opml`, 'OPML')}`,
        `- ${toLink(`${site.url}sitemap.xml`, 'Sitemap')}`,
      ],
    ]
    return blocks.flatMap((lines, index) => [
      ...(index === 0 ? [] : ['\n']),
      ...lines.map((line) => `${line}\n`),
    ])
  }

  function listable(): ListedArticle[] {
    ever ??= library.articles
      .filter((article) => !article.isOutOfFeeds && pagePathOf(article, site) !== undefined)
      .map((article) => ({ article, section: article.section.split('/')[0]! }))
    return ever
  }

  function lineOf(article: Article): string {
    const line = lines.get(article) ?? toLine(article)
    lines.set(article, line)
    return line
  }

  function toLine(article: Article): string {
    const { title, published, language, summary } = article
    const url = site.url + markdownPathOf(pagePathOf(article, site)!)
    const link = toLink(url, title ?? formatDate(published, language, site.timezone))
    return summary === undefined ? `- ${link}` : `- ${link}: ${escapeInline(summary)}`
  }

  /** The page of the archive before the section's feed, where the list above leaves articles out. */
  function archiveLines(section: string, count: number, word: string, now: Instant): string[] {
    if (count <= MAX_ARTICLES) return []
    const edition = editions.findIn(folderOf({ section }), now)
    const previous = edition?.frame().history.previous
    return previous === undefined ? [] : [`- ${toLink(previous, word)}`]
  }
}
