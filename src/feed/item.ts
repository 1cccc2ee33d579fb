import type { Article } from '../content/article/article.ts'
import type { Identity } from '../content/article/identity.ts'
import type { Correction } from '../content/article/news.ts'
import type { Newswire } from '../content/article/newswire.ts'
import type { Category } from '../content/article/taxonomy.ts'
import type { Body } from '../content/body/body.ts'
import type { Person } from '../content/front-matter/people.ts'
import { correctionsAt, updatedAt } from '../content/library/visibility.ts'
import type { Enclosure, Image } from '../content/media/media.ts'
import type { Episode } from '../content/podcast/episode.ts'
import type { Instant } from '../content/text/dates.ts'

export interface Translation {
  /** BCP 47. */
  language: string
  /** Absolute URL. */
  permalink: string
}

/** A normalized element of a feed: URLs are absolute, values are valid, text has no characters that XML forbids. Absent means omitted. */
export interface Item extends Identity {
  permalink: string
  /** Plain text. */
  title?: string
  /** Plain text. */
  summary?: string
  contentHtml?: string
  /** The sizes of its pictures, by their addresses, for pages. */
  pictureSizes?: Body['pictureSizes']
  published: Instant
  updated: Instant
  authors: Person[]
  categories: Category[]
  language: string
  /** Plain text. */
  copyright?: string
  licence?: string
  image?: Image
  enclosures: Enclosure[]
  episode?: Episode
  agency?: string
  dateline?: string
  /** `contentHtml` contains them, too. */
  corrections: readonly Correction[]
  expires?: Instant
  newswire?: Newswire
  externalUrl?: string
  translations: Translation[]
}

/** The item of an article at `now`; `content` says whether subscribers get the whole text. */
export function toItem(
  article: Article,
  body: Body,
  content: 'full' | 'summary',
  translations: Article[],
  now: Instant,
): Item {
  return {
    id: article.id,
    ...(article.uri !== undefined && { uri: article.uri }),
    permalink: article.permalink,
    title: article.title,
    summary: body.summary,
    contentHtml: content === 'full' ? body.contentHtml : undefined,
    ...(content === 'full' && body.pictureSizes && { pictureSizes: body.pictureSizes }),
    published: article.published,
    updated: updatedAt(article, now),
    authors: article.authors,
    categories: article.categories,
    language: article.language,
    copyright: article.copyright,
    licence: article.licence,
    image: article.image ?? body.image,
    enclosures: article.enclosures,
    episode: toEpisode(article, body),
    agency: article.agency,
    dateline: article.dateline,
    corrections: correctionsAt(article.corrections, now),
    expires: article.expires,
    newswire: article.newswire,
    externalUrl: isTold(article.externalUrl, body) ? article.externalUrl : undefined,
    translations: toTranslations(translations),
  }
}

function isTold(url: string | undefined, { hiddenAddresses }: Body): boolean {
  return url === undefined || !hiddenAddresses?.includes(url)
}

/** The episode, whose chapters do not tell the addresses of articles that are not public. */
function toEpisode({ episode }: Article, body: Body): Episode | undefined {
  const chapters = episode?.chapters
  if (!chapters?.list || !body.hiddenAddresses) return episode
  const list = chapters.list.map((chapter) =>
    isTold(chapter.url, body) ? chapter : { ...chapter, url: undefined },
  )
  return { ...episode!, chapters: { ...chapters, list } }
}

/** Keeps one translation for each language, because an entry cannot link to two (RFC 4287 4.1.2). */
export function toTranslations(articles: Article[]): Translation[] {
  const byLanguage = new Map<string, Translation>()
  for (const { language, permalink } of articles) {
    if (!byLanguage.has(language)) byLanguage.set(language, { language, permalink })
  }
  return [...byLanguage.values()]
}

/** Plain text for an item that may have neither summary nor title, such as a picture. */
export function summaryOf(item: Item): string {
  return item.summary ?? item.title ?? item.image?.alt ?? item.permalink
}
