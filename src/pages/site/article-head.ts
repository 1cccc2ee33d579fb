import { html } from 'hono/html'
import type { Article } from '../../content/article/article.ts'
import { sectionSettings } from '../../content/library/library.ts'
import type { Image } from '../../content/media/media.ts'
import { isPlayable } from '../../content/media/media-types.ts'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import type { Item } from '../../feed/item.ts'
import { toLocale } from '../machines/locale.ts'
import { LICENCE_PATH, markdownPathOf } from '../machines/paths.ts'
import { describeArticle } from '../machines/structured/article-data.ts'
import { authorUrl } from '../machines/structured/parts.ts'
import { toScript } from '../machines/structured/script.ts'
import type { Html } from './html.ts'
import type { PageFrame } from './layout.ts'

/** What machines read of an article: its Markdown, the versions in other languages, cards (Open Graph), accounts, and JSON-LD. */
export function articleHead(frame: Omit<PageFrame, 'head'>, item: Item, article: Article): Html {
  const { library, title, description, path } = frame
  const { site } = library
  const { url, settings, timezone, usageTerms } = site
  const root = new URL(url).pathname
  const section = sectionSettings(library, article.section)
  const image = item.image ?? (section.image === undefined ? undefined : { url: section.image })
  const sound = item.enclosures.find((enclosure) => isPlayable(enclosure))
  const date = (instant: Instant) => formatDateTime(instant, timezone)
  return html`${versions(item, settings.language)}<link rel="alternate" type="text/markdown" href="${root}${markdownPathOf(path)}">
${usageTerms ? html`<link rel="license" type="application/rsl+xml" href="${root}${LICENCE_PATH}">\n` : ''}${item.authors.map(({ name }) => meta('name', 'author', name))}${item.authors.map(({ fediverse }) => meta('name', 'fediverse:creator', fediverse))}<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${url}${path}">
<meta property="og:site_name" content="${settings.title}">
<meta property="og:locale" content="${toLocale(item.language)}">
${item.translations.map(({ language }) => meta('property', 'og:locale:alternate', toLocale(language)))}${meta('property', 'og:description', description)}${imageCard(image)}${meta('property', sound?.type.startsWith('video/') ? 'og:video' : 'og:audio', sound?.url)}<meta property="article:published_time" content="${date(item.published)}">
${item.updated > item.published ? meta('property', 'article:modified_time', date(item.updated)) : ''}${item.expires === undefined ? '' : meta('property', 'article:expiration_time', date(item.expires))}${item.authors.map((author) => meta('property', 'article:author', author.url ?? (article.isOutOfFeeds ? undefined : authorUrl(author.name, site))))}${article.section === '' ? '' : meta('property', 'article:section', section.title)}${item.categories.map(({ term }) => meta('property', 'article:tag', term))}${toScript(describeArticle(library, article, item, title))}`
}

/** All versions of an article, this one included, as each of them lists them. The one in the site's language is for all other languages. */
function versions({ translations, language, permalink }: Item, siteLanguage: string): Html {
  if (translations.length === 0) return ''
  const all = [{ language, permalink }, ...translations].sort((a, b) => (a.language < b.language ? -1 : 1))
  const main = all.find((version) => version.language === siteLanguage)
  return html`${[...all, ...(main ? [{ ...main, language: 'x-default' }] : [])].map((version) => html`<link rel="alternate" hreflang="${version.language}" href="${version.permalink}">\n`)}`
}

/** An element for a value, where there is one. */
export function meta(kind: 'name' | 'property', key: string, content: string | undefined): Html {
  if (content === undefined) return ''
  return kind === 'name'
    ? html`<meta name="${key}" content="${content}">\n`
    : html`<meta property="${key}" content="${content}">\n`
}

/** The picture of a card; without one the card is small. */
export function imageCard(image: Image | undefined): Html {
  if (!image) return meta('name', 'twitter:card', 'summary')
  const { url, width, height, alt } = image
  const size = (value: number | undefined) => (value ? String(value) : undefined)
  return html`${meta('property', 'og:image', url)}${meta('property', 'og:image:width', size(width))}${meta('property', 'og:image:height', size(height))}${meta('property', 'og:image:alt', alt)}${meta('name', 'twitter:card', 'summary_large_image')}`
}
