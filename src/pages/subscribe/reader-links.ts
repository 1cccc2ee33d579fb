import { html } from 'hono/html'
import type { Html } from '../site/html.ts'
import type { PageWords } from '../words/table.ts'
import { GO_PATH } from './addresses.ts'
import {
  BY_MAIL,
  HOSTED_READERS,
  INSTALLED_READERS,
  linkInto,
  PODCAST_APPS,
  type Reader,
  WEB_READERS,
} from './readers.ts'
import type { SubscribeWords } from './words/en.ts'

/** The links that open a feed in a reader, and the form for those on servers of their own; `feedPath` is from the site's root. */
export function renderReaders({
  feedUrl,
  feedPath,
  root,
  isPodcast,
  words,
}: {
  feedUrl: string
  feedPath: string
  root: string
  isPodcast: boolean
  words: PageWords & SubscribeWords
}): Html {
  const apps = isPodcast
    ? html`<section class="readers">
<h2>${words.podcastApps}</h2>
${renderLinks(PODCAST_APPS)}</section>
`
    : ''
  return html`${apps}<section class="readers">
<h2>${words.openInReader}</h2>
<h3>${words.onWeb}</h3>
${renderLinks(WEB_READERS)}<h3>${words.onDevice}</h3>
${renderLinks(INSTALLED_READERS)}<h3>${words.byMail}</h3>
${renderLinks(BY_MAIL)}<h3>${words.selfHosted}</h3>
<form action="${root}${GO_PATH}" method="get">
<input type="hidden" name="feed" value="${feedPath}">
<p><label for="reader">${words.reader}</label> <select id="reader" name="reader">${HOSTED_READERS.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></p>
<p><label for="host">${words.host}</label> <input id="host" type="text" name="host" required dir="ltr" maxlength="270" inputmode="url" autocapitalize="none" spellcheck="false" aria-describedby="host-example"></p>
<p class="note" id="host-example">${words.hostExample}</p>
<p><button type="submit">${words.open}</button></p>
</form>
</section>
`

  function renderLinks(readers: readonly Reader[]): Html {
    return html`<ul>${readers.map(({ name, link }) => html`<li><a rel="nofollow" href="${linkInto(link, feedUrl)}"><bdi>${name}</bdi></a></li>`)}</ul>
`
  }
}
