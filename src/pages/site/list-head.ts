import { html } from 'hono/html'
import type { Person } from '../../content/front-matter/people.ts'
import { sectionSettings } from '../../content/library/library.ts'
import { folderOf, type Scope } from '../../feed/scope.ts'
import { toLocale } from '../machines/locale.ts'
import { LICENCE_PATH } from '../machines/paths.ts'
import { describeList } from '../machines/structured/list-data.ts'
import { toScript } from '../machines/structured/script.ts'
import { imageCard, meta } from './article-head.ts'
import type { Html } from './html.ts'
import type { PageFrame } from './layout.ts'

/** What machines read of a list: cards (Open Graph), lists in other languages, profiles of the people it is the page of, and JSON-LD. */
export function listHead(frame: Omit<PageFrame, 'head'>, scope: Scope, authors: readonly Person[]): Html {
  const { library, path, title, description, language } = frame
  const { url, settings, usageTerms } = library.site
  const isAuthor = scope.facet?.kind === 'author' && path === folderOf(scope)
  // A page with `rel="me"` claims to be the person's own: the front page, and the page of an author.
  const owners = path === '' ? settings.authors : isAuthor ? authors : []
  const section = sectionSettings(library, scope.section)
  const picture = section.podcast?.image ?? section.image
  const image = picture === undefined ? undefined : { url: picture }
  const page = { path, title, description, language, ...(isAuthor && authors[0] && { author: authors[0] }) }
  return html`${versions(frame)}${usageTerms ? html`<link rel="license" type="application/rsl+xml" href="${new URL(url).pathname}${LICENCE_PATH}">\n` : ''}${[...new Set(owners.flatMap(({ me = [] }) => me))].map((profile) => html`<link rel="me" href="${profile}">\n`)}${owners.map(({ fediverse }) => meta('name', 'fediverse:creator', fediverse))}<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${url}${path}">
<meta property="og:site_name" content="${settings.title}">
<meta property="og:locale" content="${toLocale(language)}">
${meta('property', 'og:description', description)}${imageCard(image)}${toScript(describeList(library, page))}`
}

/** The front page is for all languages, where each of several has a list of its own. */
function versions({ library, navigation: { languages }, path }: Omit<PageFrame, 'head'>): Html {
  const isVersion = path === '' || languages.some(({ folder }) => folder === path)
  if (languages.length === 0 || !isVersion) return ''
  const all = [...languages, { language: 'x-default', folder: '' }]
  return html`${all.map(({ language, folder }) => html`<link rel="alternate" hreflang="${language}" href="${library.site.url}${folder}">\n`)}`
}
