import { html } from 'hono/html'
import type { SiteInfo } from '../../publication/publication.ts'
import { renderFrame } from '../message.ts'
import { SUBSCRIBE_FOLDER } from './addresses.ts'
import { goWordsFor } from './words/go-words.ts'

/** The page in place of the redirect to somebody's own reader: it says what is wrong with the form, or asks whether to go to `target`. */
export function renderGoPage(
  site: SiteInfo,
  answer: 'unknownReader' | 'unknownFeed' | 'wrongHost' | { target: string; host: string },
) {
  const { words, language } = goWordsFor(site.language)
  const heading = typeof answer === 'string' ? words.cannotOpen : words.leaving
  return renderFrame(
    site,
    language,
    heading,
    html`<main id="main">
<h1>${heading}</h1>
${
  typeof answer === 'string'
    ? html`<p>${words[answer]}</p>`
    : html`<p>${words.leavingTo} <a rel="nofollow" href="${answer.target}"><bdi dir="ltr">${answer.host}</bdi></a></p>`
}
<p><a href="${new URL(site.url).pathname}${SUBSCRIBE_FOLDER}">${words.back}</a></p>
</main>`,
  )
}
