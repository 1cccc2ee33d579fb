import { html, raw } from 'hono/html'
import { isRightToLeft } from '../content/text/language.ts'
import type { SiteInfo } from '../publication/publication.ts'
import { STYLE } from './style.ts'

/** The page in place of a withdrawn article; `reason` is plain text. */
export function renderGone(site: SiteInfo, reason: string | undefined) {
  return html`<!doctype html>
<html lang="${site.language}" dir="${isRightToLeft(site.language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Withdrawn – ${site.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>This article has been withdrawn</h1>
${reason === undefined ? '' : html`<p dir="auto">${reason}</p>`}
<p><a href="${site.url}">${site.title}</a></p>
</body>
</html>
`
}
