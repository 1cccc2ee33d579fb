import { html } from 'hono/html'
import type { Library } from '../../content/library/library.ts'
import type { Site } from '../../content/site/settings.ts'
import { isRightToLeft } from '../../content/text/language.ts'
import { FORMATS } from '../../feed/formats/formats.ts'
import { INDEX_FOLDERS } from '../indexes/index-folders.ts'
import { STYLESHEET_PATH, SUBSCRIBE_STYLESHEET_PATH } from '../look/stylesheet-path.ts'
import { SUBSCRIBE_FOLDER } from '../subscribe/addresses.ts'
import type { PageWords } from '../words/table.ts'
import { wordsFor } from '../words.ts'
import type { Html } from './html.ts'
import { toRootPath } from './links.ts'
import type { Navigation } from './navigation.ts'

/** A feed that a page announces. */
export interface PageFeed {
  title: string
  /** The folder of its documents, from the site's root, percent-encoded. */
  folder: string
}

/** What a page is, around its main part. */
export interface PageFrame {
  library: Library
  navigation: Navigation
  /** From the site's root, percent-encoded. */
  path: string
  /** The class of the body element; the front page has the title of the site as its heading, above the main part. */
  kind: 'front' | 'list' | 'article' | 'subscribe' | 'message'
  title: string
  /** Plain text. */
  description?: string
  /** BCP 47. */
  language: string
  /** For autodiscovery, the most specific first. */
  feeds: readonly PageFeed[]
  /** The folder that the link to subscribe is for. */
  subscribeFolder: string
  /** More elements of the head. */
  head?: Html
  isHiddenFromSearch?: boolean
}

/** The language attributes of an element in a language of its own; empty where it is that of the element around it. */
export function languageAttributes(language: string, around: string): Html {
  if (language === around) return ''
  const direction = isRightToLeft(language) ? 'rtl' : 'ltr'
  return isRightToLeft(language) === isRightToLeft(around)
    ? html` lang="${language}"`
    : html` lang="${language}" dir="${direction}"`
}

/** Renders a whole page around its main part. */
export function renderLayout(frame: PageFrame, main: (words: PageWords) => Html): Html {
  const { library, navigation, path, kind, title, description, language, feeds, head = '' } = frame
  const { site } = library
  const root = new URL(site.url).pathname
  const { words, language: wordsLanguage } = wordsFor(language)
  const ofWords = languageAttributes(wordsLanguage, language)
  const { settings } = site
  const isFront = path === ''
  const isList = kind === 'front' || kind === 'list'
  const ofSite = languageAttributes(settings.language, language)
  return html`<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${isFront || title === settings.title ? title : `${title} – ${settings.title}`}</title>
${description === undefined ? '' : html`<meta name="description" content="${description}">\n`}${
  frame.isHiddenFromSearch
    ? html`<meta name="robots" content="noindex">\n`
    : html`<link rel="canonical" href="${site.url}${path}">\n`
}${feeds.map((feed) => FORMATS.map(({ mediaType, title: format, file }) => html`<link rel="alternate" type="${mediaType}" title="${feed.title} (${format})" href="${root}${feed.folder}${file}">\n`))}<link rel="stylesheet" href="${root}${STYLESHEET_PATH}">${kind === 'subscribe' ? html`\n<link rel="stylesheet" href="${root}${SUBSCRIBE_STYLESHEET_PATH}">` : ''}
${site.theme?.stylesheet === undefined ? '' : html`<link rel="stylesheet" href="${toRootPath(site.theme.stylesheet, site)}">\n`}<meta name="color-scheme" content="light dark">
${icon(site)}${head}</head>
<body class="${kind}${isList ? ' h-feed' : ''}">
<a class="skip" href="#main"${ofWords}>${words.skipToContent}</a>
<header class="site">
${brand()}${
  navigation.sections.length === 0
    ? ''
    : html`<nav aria-label="${words.sections}"${ofWords}><ul>${navigation.sections.map((section) => html`<li><a href="${root}${section.folder}"${languageAttributes(section.language, wordsLanguage)}${section.folder === path ? html` aria-current="page"` : ''}>${section.title}</a></li>`)}</ul></nav>\n`
}<p class="subscribe"><a href="${root}${frame.subscribeFolder}${SUBSCRIBE_FOLDER}"${ofWords}>${words.subscribe}</a></p>
</header>
<main id="main">
${main(words)}
</main>
<footer class="site"${ofWords}>
${
  navigation.languages.length === 0
    ? ''
    : html`<nav aria-label="${words.languages}"><ul>${navigation.languages.map((link) => html`<li><a href="${root}${link.folder}" hreflang="${link.language}" lang="${link.language}"${link.folder === path ? html` aria-current="page"` : ''}>${languageName(link.language)}</a></li>`)}</ul></nav>\n`
}${indexes()}<p>${settings.copyright === undefined ? '' : html`<span class="copyright"${languageAttributes(settings.language, wordsLanguage)}>${settings.copyright}</span> `}${
    settings.licence === undefined
      ? ''
      : html`<a rel="license" href="${settings.licence}">${words.licence}</a> `
  }<a href="${root}${frame.subscribeFolder}${SUBSCRIBE_FOLDER}">${words.feeds}</a> <a type="text/x-opml" href="${root}feeds.opml">OPML</a></p>
</footer>
</body>
</html>
`

  function brand(): Html {
    const link = html`<a href="${root}" rel="home"${ofSite}${isFront ? html` aria-current="page"` : ''}>${settings.title}</a>`
    if (kind !== 'front') return html`<p class="brand">${link}</p>\n`
    return html`<div class="masthead">
<h1 class="brand p-name">${link}</h1>
${description === undefined ? '' : html`<p class="description p-summary"${ofSite}>${description}</p>\n`}</div>
`
  }

  function indexes(): Html {
    if (navigation.indexes.length === 0) return ''
    return html`<nav aria-label="${words.allArticles}"><ul>${navigation.indexes.map((index) => html`<li><a href="${root}${INDEX_FOLDERS[index]}"${path === INDEX_FOLDERS[index] ? html` aria-current="page"` : ''}>${words[index]}</a></li>`)}</ul></nav>\n`
  }
}

function icon(site: Site): Html {
  const { icon } = site.settings
  if (icon === undefined) return ''
  return html`<link rel="icon" href="${toRootPath(icon, site)}">\n`
}

/** The name of a language in itself; its tag where it has none. */
export function languageName(language: string): string {
  const name =
    new Intl.DisplayNames(language, { type: 'language', fallback: 'code' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
