import { html } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { SiteInfo } from '../publication/publication.ts'
import { STYLESHEET_PATH } from './look/stylesheet-path.ts'

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
export function renderMessage({ language, title, url }: SiteInfo, message: Message) {
  const { name, heading, text } = message
  const isOther = message.language !== language.split('-')[0]
  const root = new URL(url).pathname
  return html`<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name} – ${title}</title>
<link rel="stylesheet" href="${root}${STYLESHEET_PATH}">
<meta name="color-scheme" content="light dark">
</head>
<body class="message">
<header class="site"><p class="brand"><a href="${root}">${title}</a></p></header>
<main>
<h1${isOther ? html` lang="${message.language}" dir="ltr"` : ''}>${heading}</h1>
${text === undefined ? '' : html`<p dir="auto">${text}</p>\n`}<p><a href="${root}">${title}</a></p>
</main>
</body>
</html>
`
}
