import { html, raw } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { FeedEntry, SiteInfo } from '../publication/publication.ts'
import { STYLE } from './style.ts'

/** The front page, which lists all feeds for people and announces those of the site for autodiscovery. */
export function renderHome(site: SiteInfo, feeds: FeedEntry[]) {
  const folders = Map.groupBy(feeds, ({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
  // Readers offer the first feed that they find, so a language must not be among these.
  const siteFeeds = feeds.filter(({ section, facet }) => section === '' && facet === undefined)
  return html`<!doctype html>
<html lang="${site.language}" dir="${isRightToLeft(site.language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${site.title}</title>
${siteFeeds.map(({ mediaType, title, path }) => html`<link rel="alternate" type="${mediaType}" title="${title}" href="${site.url}${path}">\n`)}
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>${site.title}</h1>
${site.description === site.title ? '' : html`<p>${site.description}</p>`}
<p>Copy one of these addresses into your feed reader:</p>
${[...folders.values()].map(
  (entries) => html`<h2 dir="auto">${entries[0]!.title}</h2>
<ul>${entries.map(({ path, format, mediaType }) => html`<li><a type="${mediaType}" href="${site.url}${path}">${format}</a></li>`)}</ul>
`,
)}<p>Every tag and author has feeds too: <a type="text/x-opml" href="${site.url}feeds.opml">all feeds as one list (OPML)</a></p>
</body>
</html>
`
}
