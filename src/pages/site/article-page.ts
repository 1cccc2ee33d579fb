import { html, raw } from 'hono/html'
import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { sectionSettings } from '../../content/library/library.ts'
import type { Image } from '../../content/media/media.ts'
import type { Site } from '../../content/site/settings.ts'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import { isRightToLeft } from '../../content/text/language.ts'
import type { Item } from '../../feed/item.ts'
import { type Facet, facetSlug, folderOf } from '../../feed/scope.ts'
import { toPageHtml } from '../content/page-html.ts'
import { formatDate, formatDateAndTime, listParts } from '../words/formats.ts'
import type { PageWords } from '../words/table.ts'
import { wordsFor } from '../words.ts'
import { articleHead } from './article-head.ts'
import { markDateline, splitCorrections } from './corrections.ts'
import type { Html } from './html.ts'
import { languageAttributes, renderLayout } from './layout.ts'
import { toRootPath } from './links.ts'
import type { Neighbours } from './neighbours.ts'
import type { PageSources } from './page-sources.ts'
import { renderPlayers } from './players.ts'

/** The page of an article. */
export function renderArticlePage(
  { library, editions, navigations, highlight }: PageSources,
  article: Article,
  item: Item,
  neighbours: Neighbours,
  now: Instant,
): Html {
  const { site } = library
  const { language } = item
  const root = new URL(site.url).pathname
  const section = sectionSettings(library, article.section)
  // The section of an article in no feed may have no other article, and so no list.
  const sectionFolder = article.isOutOfFeeds ? '' : folderOf({ section: article.section })
  const title = item.title ?? item.summary ?? formatDate(item.published, language, site.timezone)
  const frame = {
    library,
    navigation: navigations.at(now),
    path: item.permalink.slice(site.url.length),
    kind: 'article' as const,
    title,
    description: item.summary === title ? undefined : item.summary,
    language,
    feeds: [
      ...(sectionFolder === '' ? [] : [{ title: section.title, folder: sectionFolder }]),
      { title: site.settings.title, folder: '' },
    ],
    subscribeFolder: sectionFolder,
  }
  const shows = item.image !== undefined && !item.contentHtml?.includes(`"${item.image.url}"`)
  const { words } = wordsFor(language)
  const { corrections, contentHtml } = splitCorrections(item, site)
  const content = toPageHtml(markDateline(contentHtml, item), {
    highlight,
    siteUrl: site.url,
    permalink: item.permalink,
    eager: shows ? 0 : 1,
    sizes: item.pictureSizes,
    labels: { table: words.tableScroll, footnotes: words.footnotes, backToText: words.backToText },
  })
  const main = () => html`<article class="h-entry">
<header>
${sectionFolder === '' ? '' : html`<p class="kicker"><a href="${root}${sectionFolder}"${languageAttributes(section.language, language)}>${section.title}</a></p>\n`}${heading()}${byline()}${dates(item, site, words)}${translations(item, site, words)}</header>
${shows ? lead(item.image!, site) : ''}${renderPlayers(item, site, words)}${corrections}<div class="e-content">
${raw(content)}
</div>
${ending()}</article>
${around(neighbours, site, words, language)}`
  return renderLayout({ ...frame, head: articleHead(frame, item, article) }, main)

  /** The date is the heading of a note. */
  function heading(): Html {
    if (item.title === undefined)
      return html`<h1 class="date">${formatDate(item.published, language, site.timezone)}</h1>\n`
    return html`<h1 class="p-name">${item.title}</h1>
${article.summary === undefined ? '' : html`<p class="p-summary standfirst">${article.summary}</p>\n`}`
  }

  /** The folder of the list of a tag or an author; undefined where there is none. */
  function listOf(facet: Facet): string | undefined {
    const scope = { section: '', facet }
    return !article.isOutOfFeeds && editions.isReachable(scope) ? root + folderOf(scope) : undefined
  }

  function byline(): Html {
    if (item.authors.length === 0) return ''
    const [before, after] = words.by(PLACE).split(PLACE)
    return html`<p class="byline">${before}${inSentence(item.authors.map(person), language)}${after}</p>
`
  }

  function person({ name }: Person): Html {
    const folder = listOf({ kind: 'author', slug: facetSlug(name) })
    return html`<span class="p-author h-card">${
      folder === undefined
        ? html`<bdi class="p-name">${name}</bdi>`
        : html`<a class="p-name u-url" rel="author" href="${folder}"><bdi>${name}</bdi></a>`
    }</span>`
  }

  /** Tags and terms of use. */
  function ending(): Html {
    const { copyright, licence, categories } = item
    const rights = [
      ...(copyright === undefined || copyright === site.settings.copyright
        ? []
        : [html`<span>${copyright}</span>`]),
      ...(licence === undefined || licence === site.settings.licence
        ? []
        : [html`<a rel="license" href="${licence}">${words.licence}</a>`]),
    ]
    if (categories.length === 0 && rights.length === 0) return ''
    return html`<footer>
${categories.length === 0 ? '' : html`<ul class="tags" aria-label="${words.tags}">${categories.map(({ term }) => html`<li>${tag(term)}</li>`)}</ul>\n`}${rights.length === 0 ? '' : html`<p class="rights">${rights.map((part) => html`${part} `)}</p>\n`}</footer>
`
  }

  function tag(term: string): Html {
    const folder = listOf({ kind: 'tag', slug: facetSlug(term) })
    if (folder === undefined) return html`<bdi class="p-category">${term}</bdi>`
    return html`<a class="p-category" rel="tag" href="${folder}"><bdi>${term}</bdi></a>`
  }
}

/** Stands for what is HTML in a sentence of plain text. */
const PLACE = '\u0000'

/** Joins links as a sentence does. */
function inSentence(links: readonly Html[], language: string): Html {
  return html`${listParts(links.length, language).map((part) => (typeof part === 'number' ? links[part] : part))}`
}

function dates({ published, updated, language }: Item, { timezone }: Site, words: PageWords): Html {
  const time = (kind: 'published' | 'updated', instant: Instant) => {
    const datetime = formatDateTime(instant, timezone)
    // A date without a time is the first moment of its day.
    const format = datetime.includes('T00:00:00') ? formatDate : formatDateAndTime
    return html`<time class="dt-${kind}" datetime="${datetime}">${format(instant, language, timezone)}</time>`
  }
  const isUpdated = updated > published
  return html`<p class="dates">${time('published', published)}${isUpdated ? html` · <span class="updated">${words.updated} ${time('updated', updated)}</span>` : ''}</p>
`
}

function translations({ translations }: Item, site: Site, words: PageWords): Html {
  if (translations.length === 0) return ''
  return html`<p class="translations">${words.translations} ${translations.map(({ language, permalink }, index) => html`${index === 0 ? '' : ' · '}<a rel="alternate" hreflang="${language}" lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}" href="${toRootPath(permalink, site)}">${new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language}</a>`)}</p>
`
}

function lead({ url, width, height, alt = '', caption, credit }: Image, site: Site): Html {
  const size = width && height ? html` width="${width}" height="${height}"` : ''
  const text = [caption, credit].filter((part) => part !== undefined)
  return html`<figure class="lead"><img class="u-photo" src="${toRootPath(url, site)}" alt="${alt}"${size} decoding="async">${
    text.length === 0 ? '' : html`<figcaption>${text.join(' · ')}</figcaption>`
  }</figure>
`
}

function around({ previous, next }: Neighbours, site: Site, words: PageWords, language: string): Html {
  if (!previous && !next) return ''
  const neighbour = (rel: Html, label: string, other: Article | undefined) =>
    other === undefined
      ? ''
      : html`<li class="${rel}"><a rel="${rel}" href="${toRootPath(other.permalink, site)}"><span>${label}</span> <cite${languageAttributes(other.language, language)}>${other.title}</cite></a></li>`
  return html`<nav class="pager" aria-label="${words.archive}"><ul>${neighbour(html`prev`, words.previousArticle, previous)}${neighbour(html`next`, words.nextArticle, next)}</ul></nav>`
}
