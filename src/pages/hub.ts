import { html, raw } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { FeedEntry, SiteInfo } from '../publication/publication.ts'
import { STYLE } from './style.ts'

/** The page that a person finds at the address of the hub, `path` from the root of the site. */
export function renderHub(site: SiteInfo, path: string, feeds: FeedEntry[]) {
  const hub = site.url + path
  const example = site.url + (feeds[0]?.path ?? '')
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Hub – ${site.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>The hub of <a href="${site.url}"${dirOf(site)}>${site.title}</a></h1>
<p>This address is for programs. It is a <a href="https://www.w3.org/TR/websub/">WebSub</a> hub: a feed reader that subscribes here gets each new article within seconds, and need not ask for it. To read the articles, give the address of a feed to your reader: it finds the hub by itself.</p>
<h2>Topics</h2>
<p>Every feed of this site is a topic, those of tags and authors too, and so is the <a type="text/x-opml" href="${site.url}feeds.opml">list of all feeds</a>. Feeds of other sites are not.</p>
<ul>${feeds.map(({ mediaType, path }) => html`<li><a type="${mediaType}" href="${site.url}${path}">${site.url}${path}</a></li>`)}</ul>
<h2>Subscribe</h2>
<pre><code>curl ${hub} \\
  -d hub.mode=subscribe \\
  --data-urlencode hub.topic=${example} \\
  --data-urlencode hub.callback=https://reader.example/callback \\
  --data-urlencode hub.secret=something-long</code></pre>
<p>The answer is 202, or a reason why not. The hub then asks the callback with GET to confirm: it must answer 200 with the value of <code>hub.challenge</code>, and nothing else. From then on, each new version of the feed is sent to the callback with POST: the whole document, with its content type, and signed in <code>X-Hub-Signature</code> (SHA-256) where there is a secret.</p>
<p>A subscription lasts ten days unless <code>hub.lease_seconds</code> asks for another time between five minutes and thirty days. Subscribe again before it ends to renew it; <code>hub.mode=unsubscribe</code> ends it.</p>
<h2>If nothing arrives</h2>
<p>What a callback does not take with a 2xx answer is sent again, for up to three days and with each new version. A callback that answers 410 is not sent anything any more. Redirects are not followed.</p>
</body>
</html>
`
}

function dirOf({ language }: SiteInfo) {
  return html` lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}"`
}
