import { html } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { SiteInfo } from '../publication/publication.ts'
import { STYLESHEET_PATH } from './look/stylesheet-path.ts'

type HtmlText = ReturnType<typeof html>

/** What a page says that stands in place of another. All but `text` are in `language`, which may be in any. */
interface Message {
  /** For the title of the page. */
  name: string
  heading: string
  /** Plain text. */
  text?: string | undefined
  language: string
}

/** The language of a site, where there are words in it; otherwise English. */
export function chooseLanguage({ language }: SiteInfo, words: object): string {
  const primary = language.split('-')[0]!
  return primary in words ? primary : 'en'
}

/** A page in place of another, small enough for the Worker. Engines do not list it. */
export function renderMessage(site: SiteInfo, message: Message) {
  const { language, title, url } = site
  const { name, heading, text } = message
  const isOther = message.language !== language.split('-')[0]
  const root = new URL(url).pathname
  return renderFrame(
    site,
    language,
    name,
    html`<header class="site"><p class="brand"><a href="${root}">${title}</a></p></header>
<main>
<h1${isOther ? html` lang="${message.language}" dir="ltr"` : ''}>${heading}</h1>
${text === undefined ? '' : html`<p dir="auto">${text}</p>\n`}<p><a href="${root}">${title}</a></p>
</main>`,
  )
}

/** The document around a page that is no page of the site itself; `name` is for its title. */
export function renderFrame({ title, url }: SiteInfo, language: string, name: string, body: HtmlText) {
  return html`<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name} – ${title}</title>
<link rel="stylesheet" href="${new URL(url).pathname}${STYLESHEET_PATH}">
<meta name="color-scheme" content="light dark">
</head>
<body class="message">
${body}
</body>
</html>
`
}
