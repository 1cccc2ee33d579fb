import { html } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { SiteInfo } from '../publication/publication.ts'
import { STYLESHEET_PATH } from './look/stylesheet-path.ts'

/** Its title and its heading, by language. The table of all words would take more of the Worker than the rest of what it does. */
const GONE: Record<string, readonly [title: string, heading: string]> = {
  ar: ['مسحوب', 'سُحبت هذه المقالة'],
  de: ['Zurückgezogen', 'Dieser Artikel wurde zurückgezogen'],
  en: ['Withdrawn', 'This article has been withdrawn'],
  es: ['Retirado', 'Este artículo ha sido retirado'],
  fa: ['پس‌گرفته‌شده', 'این مقاله پس گرفته شده است'],
  fr: ['Retiré', 'Cet article a été retiré'],
}

/** The page in place of a withdrawn article; `reason` is plain text. */
export function renderGone({ language, title, url }: SiteInfo, reason: string | undefined) {
  const known = language.split('-')[0]!
  const wordsLanguage = known in GONE ? known : 'en'
  const [name, heading] = GONE[wordsLanguage]!
  const isOther = wordsLanguage !== known
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
<h1${isOther ? html` lang="${wordsLanguage}" dir="ltr"` : ''}>${heading}</h1>
${reason === undefined ? '' : html`<p dir="auto">${reason}</p>\n`}<p><a href="${root}">${title}</a></p>
</main>
</body>
</html>
`
}
