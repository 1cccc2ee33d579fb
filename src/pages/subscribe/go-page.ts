import { html } from 'hono/html'
import { isRightToLeft } from '../../content/text/language.ts'
import type { SiteInfo } from '../../publication/publication.ts'
import { STYLESHEET_PATH } from '../look/stylesheet-path.ts'
import { SUBSCRIBE_FOLDER } from './addresses.ts'
import { goWordsFor } from './words/go-words.ts'

/** The page in place of the redirect to somebody's own reader: it says what is wrong with the form, or asks whether to go to `target`. */
export function renderGoPage(
  { url, title, language: siteLanguage }: SiteInfo,
  answer: 'unknownReader' | 'unknownFeed' | 'wrongHost' | { target: string; host: string },
) {
  const { words, language } = goWordsFor(siteLanguage)
  const root = new URL(url).pathname
  const heading = typeof answer === 'string' ? words.cannotOpen : words.leaving
  return html`<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading} – ${title}</title>
<link rel="stylesheet" href="${root}${STYLESHEET_PATH}">
<meta name="color-scheme" content="light dark">
</head>
<body class="message">
<main id="main">
<h1>${heading}</h1>
${
  typeof answer === 'string'
    ? html`<p>${words[answer]}</p>`
    : html`<p>${words.leavingTo} <a rel="nofollow" href="${answer.target}"><bdi dir="ltr">${answer.host}</bdi></a></p>`
}
<p><a href="${root}${SUBSCRIBE_FOLDER}">${words.back}</a></p>
</main>
</body>
</html>
`
}
