import { uriOf } from '../../content/article/identity.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { formatDateTime } from '../../content/text/dates.ts'
import { dropSuperseded, type Feed, generatorOf, unlessSame } from '../feed.ts'
import { type Item, summaryOf } from '../item.ts'
import type { Tombstone } from '../tombstone.ts'
import { feedLinkElements, linkElement } from './feed-links.ts'
import type { Format } from './format.ts'
import { mediaElements } from './media-rss.ts'
import { createSkeleton, dateIn, Layout, type Skeleton } from './skeleton.ts'
import { escapeXml, layoutOfElements, textElement, xmlElement } from './xml.ts'

/** Atom 1.0 (RFC 4287): titles and summaries are text, content is HTML; withdrawn articles are tombstones (RFC 6721). */
export const ATOM: Format = {
  name: 'atom',
  title: 'Atom',
  file: 'atom.xml',
  mediaType: 'application/atom+xml',
  contentType: 'application/atom+xml; charset=utf-8',
  formerFiles: ['atom', 'feed.atom'],
  render: renderAtom,
  layout: layoutOfElements('entry', '\n    '),
}

function renderAtom(whole: Feed): string {
  const feed = dropSuperseded(whole.atomHasTombstones ? whole : { ...whole, tombstones: [] })
  const skeleton = createSkeleton()
  const { text } = skeleton
  const layout = new Layout({
    id: text(feed.id),
    title: text(feed.title),
    description: skeleton.elements(feedElements(feed)),
    link: text(feed.homeUrl),
    image: feed.image && text(feed.image),
    favicon: feed.icon && text(feed.icon),
    copyright: feed.copyright ? text(feed.copyright) : '',
    updated: dateIn(feed.timezone, feed.updated),
    generator: generatorOf(feed),
  })
  for (const item of feed.items) layout.addItem(layOut(item, feed, skeleton))
  const root = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}"`
  return `${skeleton.fill(addLanguages(nameAlternates(layout.atom1()), feed), root)}\n`
}

/** A link without `rel` is an alternate, too, but some readers look for the word or for the type, and would open another link. */
function nameAlternates(skeleton: string): string {
  return skeleton.replace(/<link (?:rel="alternate" )?href=/g, '<link rel="alternate" type="text/html" href=')
}

/** RFC 4287 section 2: the `xml:lang` of an entry applies to all its texts. */
function addLanguages(skeleton: string, { items, language }: Feed): string {
  const languages = items.map((item) => item.language).values()
  return skeleton.replaceAll('<entry>', (start) => {
    const own = unlessSame(languages.next().value, language)
    return own === undefined ? start : `<entry xml:lang="${escapeXml(own)}">`
  })
}

function feedElements(feed: Feed): string[] {
  return [
    textElement('subtitle', feed.description),
    ...feed.authors.map(authorElement),
    ...feedLinkElements(feed, ATOM, 'link'),
    // RFC 4287 Appendix B: all other elements come before the first entry.
    ...feed.tombstones.map((tombstone) => tombstoneElement(tombstone, feed)),
  ]
}

/** RFC 6721 section 3. */
function tombstoneElement(tombstone: Tombstone, feed: Feed): string {
  const { withdrawn, reason, language } = tombstone
  return xmlElement(
    'at:deleted-entry',
    { ref: uriOf(tombstone), when: formatDateTime(withdrawn, feed.timezone) },
    textElement('at:comment', reason, { 'xml:lang': unlessSame(language, feed.language) }),
  )
}

function layOut(item: Item, feed: Feed, skeleton: Skeleton): Parameters<Layout['addItem']>[0] {
  const { text, html } = skeleton
  return {
    // RFC 4287 4.2.14: every entry has a title; without a type it is plain text.
    title: skeleton.elements([textElement('title', item.title ?? '')]),
    id: text(uriOf(item)),
    link: text(item.permalink),
    date: dateIn(feed.timezone, item.updated),
    published: dateIn(feed.timezone, item.published),
    description: skeleton.elements(entryElements(item, feed)),
    content: item.contentHtml === undefined ? undefined : html(item.contentHtml),
    // `feed` writes this last. Some readers would take a media:description before the content for the content.
    copyright: skeleton.elements([
      textElement('rights', unlessSame(item.copyright, feed.copyright)),
      ...mediaElements(item),
    ]),
  }
}

function entryElements(item: Item, feed: Feed): string[] {
  return [
    textElement('summary', item.contentHtml === undefined ? summaryOf(item) : item.summary),
    ...item.authors.map(authorElement),
    ...item.categories.map(({ term, scheme }) => xmlElement('category', { term, scheme, label: term })),
    textElement('dc:source', item.agency),
    linkElement('link', 'license', unlessSame(item.licence, feed.licence)),
    linkElement('link', 'related', item.externalUrl),
    ...alternateLinks(item),
    ...item.enclosures.map(({ url, type, length, title }) =>
      xmlElement('link', { rel: 'enclosure', type, length, title, href: url }),
    ),
  ]
}

/**
 * RFC 4287 4.1.2: alternates differ in type or hreflang. Some readers open the first of them and some the last, so the article's own
 * permalink, which `feed` writes first, is last as well.
 */
function alternateLinks({ translations, language, permalink }: Item): string[] {
  if (translations.length === 0) return []
  return [...translations, { language, permalink }].map((version) =>
    xmlElement('link', { rel: 'alternate', hreflang: version.language, href: version.permalink }),
  )
}

function authorElement({ name, url, email }: Person): string {
  const elements = [textElement('name', name), textElement('uri', url), textElement('email', email)]
  return xmlElement('author', {}, elements.join(''))
}
