import { html, raw } from 'hono/html'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import type { Edition } from '../../feed/editions/edition.ts'
import { FORMATS } from '../../feed/formats/formats.ts'
import type { Item } from '../../feed/item.ts'
import type { Html } from '../site/html.ts'
import { languageAttributes, renderLayout } from '../site/layout.ts'
import { toRootPath } from '../site/links.ts'
import type { PageSources } from '../site/page-sources.ts'
import { formatDate } from '../words/formats.ts'
import type { PageWords } from '../words/table.ts'
import { wordsFor } from '../words.ts'
import { SOURCE_QUERY, SUBSCRIBE_FOLDER } from './addresses.ts'
import { COPY_SCRIPT } from './copy-script.ts'
import type { renderQrCode } from './qr-code.ts'
import { renderReaders } from './reader-links.ts'
import type { SubscribeWords } from './words/en.ts'
import { subscribeWordsFor } from './words/subscribe-words.ts'

const LATEST = 5

/** The page that explains a feed and helps to subscribe to it. */
export function renderSubscribePage(
  { library, navigations, drawCode }: PageSources & { drawCode: typeof renderQrCode },
  path: string,
  edition: Edition,
  now: Instant,
): Html {
  const { site } = library
  const { title, language, podcast } = edition.frame()
  const { words: common, language: wordsLanguage } = wordsFor(language)
  const words = { ...common, ...subscribeWordsFor(language).words }
  const { folder } = edition
  const root = new URL(site.url).pathname
  const [recommended, ...others] = FORMATS
  const feedUrl = site.url + folder + recommended!.file
  const pageUrl = site.url + folder + SUBSCRIBE_FOLDER
  const whatIsIt = podcast ? words.whatIsPodcast : words.whatAFeedIs
  const latest = edition.items.slice(0, LATEST).map(({ make }) => make())
  const pageTitle = folder === '' ? words.subscribe : `${words.subscribe}: ${title}`
  const frame = {
    library,
    navigation: navigations.at(now),
    path,
    kind: 'subscribe' as const,
    title: path === '' ? title : pageTitle,
    description: whatIsIt,
    language,
    feeds: [{ title, folder }],
    subscribeFolder: folder,
  }
  const ownLanguage = languageAttributes(language, wordsLanguage)
  return renderLayout(
    frame,
    () => html`<div class="subscription"${languageAttributes(wordsLanguage, language)}>
<header class="list">
<p class="kicker">${words.subscribe}</p>
<h1${ownLanguage}><bdi>${title}</bdi></h1>
<p class="standfirst">${whatIsIt}</p>
</header>
<section class="address">
${renderAddress(recommended!, ` (${words.recommended})`)}
<details><summary>${words.otherFormats}</summary>
${others.map((format) => renderAddress(format))}</details>
</section>
${renderReaders({ feedUrl, feedPath: folder + recommended!.file, root, isPodcast: podcast !== undefined, words })}${renderPhone()}${renderLatest()}<section class="snippets">
<h2>${words.snippet}</h2>
${renderSnippet('snippet-head', words.headSnippet, html`<link rel="alternate" type="${recommended!.mediaType}" title="${title}" href="${feedUrl}">`)}${renderSnippet('snippet-link', words.linkSnippet, html`<a href="${pageUrl}">${words.subscribe}: ${title}</a>`)}</section>
<p class="all"><a type="text/x-opml" href="${root}feeds.opml" download>${words.opml}</a></p>
</div>
<script>${raw(COPY_SCRIPT)}</script>`,
  )

  function renderAddress(
    { name, title: format, file, mediaType }: (typeof FORMATS)[number],
    note = '',
  ): Html {
    const id = `address-${name}`
    return html`<div class="copyable">
<label for="${id}">${words.address} <span class="note">${format}${note}</span></label>
<div class="field"><input id="${id}" type="text" readonly dir="ltr" value="${site.url}${folder}${file}">${renderCopyButton(id, words)}</div>
<p class="note"><a rel="nofollow" href="${root}${folder}${file}?${SOURCE_QUERY}">${/xml/.test(mediaType) ? words.showXml : words.showJson}</a></p>
</div>
`
  }

  /** A phone that opens a feed without our page for browsers shows nothing of use. */
  function renderPhone(): Html {
    const code = drawCode(site.browserView === false ? pageUrl : feedUrl, words.qrCode)
    if (code === '') return ''
    return html`<section class="phone">
<h2>${words.onPhone}</h2>
<p>${words.scan}</p>
${code}
</section>
`
  }

  function renderSnippet(id: string, label: string, snippet: Html): Html {
    return html`<div class="copyable">
<label for="${id}">${label}</label>
<div class="field"><textarea id="${id}" readonly dir="ltr" rows="3" spellcheck="false">${String(snippet)}</textarea>${renderCopyButton(id, words)}</div>
</div>
`
  }

  function renderLatest(): Html {
    return html`<section class="latest">
<h2>${podcast ? words.latestEpisodes : words.latest}</h2>
${latest.length === 0 ? html`<p>${words.noArticles}</p>` : html`<ul>${latest.map(renderItem)}</ul>`}
</section>
`
  }

  /** Where the site's own pages are elsewhere, a path would lead to this server. */
  function renderItem({ title, summary, permalink, published, language: own }: Item): Html {
    const date = formatDate(published, own, site.timezone)
    const href = site.pages ? toRootPath(permalink, site) : permalink
    return html`<li${languageAttributes(own, wordsLanguage)}><bdi><a href="${href}">${title ?? summary ?? date}</a></bdi> <time datetime="${formatDateTime(published, site.timezone)}">${date}</time></li>`
  }
}

/** The button that the script shows, and the place where it says that it has copied. */
function renderCopyButton(id: string, words: PageWords & SubscribeWords): Html {
  return html`<button type="button" hidden data-copies="${id}" data-done="${words.copied}">${words.copy}</button><output for="${id}"></output>`
}
