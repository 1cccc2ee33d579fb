import { html, raw } from 'hono/html'
import type { Person } from '../../content/front-matter/people.ts'
import type { Image } from '../../content/media/media.ts'
import type { Site } from '../../content/site/settings.ts'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import { toPageHtml } from '../content/page-html.ts'
import { formatDate } from '../words/formats.ts'
import type { Html } from './html.ts'
import { languageAttributes } from './layout.ts'
import { toRootPath } from './links.ts'
import type { ScopeLink } from './navigation.ts'

/** What a list shows of an article. */
export interface Card {
  permalink: string
  title?: string
  summary?: string
  /** The whole text of a note that is short and has nothing in it but text, links and pictures. */
  noteHtml?: string
  published: Instant
  authors: readonly Person[]
  language: string
  image?: Image
}

/** How a list shows a card. */
export interface CardPlace {
  site: Site
  /** The language of the list. */
  language: string
  /** The section of the article, where it is not that of the list. */
  section?: ScopeLink
  /** Whether it is the lead story of the list. */
  isLead: boolean
  /** Whether its picture is in view when the list opens. */
  isInView: boolean
}

/** The most cards in memory; each has some 500 bytes. */
const MAX_CARDS = 20_000
/** In characters of HTML. */
const MAX_NOTE = 1500
/** What a note in a list leaves to its own page: headings, which would stand among those of the list, ids, which could be there twice, and players. */
const NOT_IN_LISTS = /<(?:h\d|audio|video|iframe|section|table)\b|\sid="/

/** Creates the function that makes the card of an article once, however many lists show it: making an item renders its body. */
export function createCards(): (source: ItemSource) => Card {
  const cards = new Map<string, Card>()
  return (source) => {
    const known = cards.get(source.key())
    if (known) return known
    const { permalink, title, summary, published, authors, language, image, contentHtml } = source.make()
    const isShort =
      title === undefined &&
      contentHtml !== undefined &&
      contentHtml.length <= MAX_NOTE &&
      !NOT_IN_LISTS.test(contentHtml)
    const noteHtml = isShort ? contentHtml : undefined
    const card: Card = { permalink, title, summary, noteHtml, published, authors, language, image }
    if (cards.size >= MAX_CARDS) cards.delete(cards.keys().next().value!)
    cards.set(source.key(), card)
    return card
  }
}

/** A heading with a link, the summary and the date; a note without a title is its text with the date as the link. */
export function renderCard(card: Card, place: CardPlace): Html {
  const { title, summary, published, image, noteHtml } = card
  const { site, language, isLead } = place
  const href = toRootPath(card.permalink, site)
  const isPictured = image !== undefined && !noteHtml?.includes(`"${image.url}"`)
  const date = html`<time class="dt-published" datetime="${formatDateTime(published, site.timezone)}">${formatDate(published, card.language, site.timezone)}</time>`
  const classes = ['h-entry card', isLead && 'lead', isPictured && 'pictured', title === undefined && 'note']
  return html`<article class="${classes.filter(Boolean).join(' ')}"${languageAttributes(card.language, language)}>
${isPictured ? thumbnail(image, site, place.isInView) : ''}${kicker(place, card.language)}${
  title === undefined
    ? html`${noteText(card, site)}
<p class="meta"><a class="u-url" href="${href}">${date}</a></p>`
    : html`<h2 class="p-name"><a class="u-url" href="${href}">${title}</a></h2>
${summary === undefined ? '' : html`<p class="p-summary">${summary}</p>\n`}<p class="meta">${date}${byline(card, place)}</p>`
}
</article>
`
}

function kicker({ section, site }: CardPlace, around: string): Html {
  if (section === undefined) return ''
  const root = new URL(site.url).pathname
  return html`<p class="kicker"><a href="${root}${section.folder}"${languageAttributes(section.language, around)}>${section.title}</a></p>\n`
}

/** The authors, where they are not those of the whole site. */
function byline({ authors }: Card, { site }: CardPlace): Html {
  const usual = site.settings.authors.map(({ name }) => name).join()
  if (authors.length === 0 || authors.map(({ name }) => name).join() === usual) return ''
  return html` · ${authors.map(({ name }, index) => html`${index === 0 ? '' : ', '}<span class="p-author h-card"><bdi class="p-name">${name}</bdi></span>`)}`
}

function noteText({ noteHtml, summary, permalink }: Card, site: Site): Html {
  if (noteHtml === undefined)
    return html`<div class="text"><p class="p-summary p-name">${summary ?? ''}</p></div>`
  const content = toPageHtml(noteHtml, { siteUrl: site.url, permalink, eager: 0 })
  return html`<div class="text e-content p-name">${raw(content)}</div>`
}

/** A picture beside a title says nothing to those who do not see it. */
function thumbnail({ url, width, height }: Image, site: Site, isInView: boolean): Html {
  const size = width && height ? html` width="${width}" height="${height}"` : ''
  return html`<img class="u-photo" src="${toRootPath(url, site)}" alt=""${size}${isInView ? '' : html` loading="lazy"`} decoding="async">\n`
}
