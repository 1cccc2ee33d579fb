import { Feed as Layout } from 'feed'
import type { Person } from '../content/people.ts'
import type { Feed } from './feed.ts'
import { type Item, summaryOf } from './item.ts'
import { mediaElements } from './rss.ts'
import { createSkeleton, type Skeleton } from './skeleton.ts'
import { cdata, escapeXml, xmlElement } from './xml.ts'

const NAMESPACES = { dc: 'http://purl.org/dc/elements/1.1/', media: 'http://search.yahoo.com/mrss/' }

/** Atom 1.0 (RFC 4287), titles and summaries as text, content as HTML. */
export function renderAtom(feed: Feed): string {
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
    updated: new Date(feed.updated),
    generator: 'Wireroom',
  })
  for (const item of feed.items) layout.addItem(layOut(item, feed, skeleton))
  const document = skeleton.fill(layout.atom1())
  const used = Object.entries(NAMESPACES).filter(([prefix]) => document.includes(`<${prefix}:`))
  const declarations = used.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')
  return `${document.replace(/<feed [^>]*>/, `<feed xmlns="http://www.w3.org/2005/Atom"${declarations} xml:lang="${escapeXml(feed.language)}">`)}\n`
}

function feedElements(feed: Feed): string[] {
  return [
    xmlElement('subtitle', {}, escapeXml(feed.description)),
    ...feed.authors.map((person) => personElement('author', person)),
    xmlElement('link', { rel: 'self', type: 'application/atom+xml', href: feed.addresses.atom }),
    ...feed.hubs.map((href) => xmlElement('link', { rel: 'hub', href })),
    ...(feed.licence ? [xmlElement('link', { rel: 'license', href: feed.licence })] : []),
  ]
}

function layOut(item: Item, feed: Feed, skeleton: Skeleton): Parameters<Layout['addItem']>[0] {
  const { text } = skeleton
  return {
    // RFC 4287 4.2.14: every entry has a title; without a type it is plain text.
    title: skeleton.elements([xmlElement('title', {}, escapeXml(item.title ?? ''))]),
    id: text(item.id),
    link: text(item.permalink),
    date: new Date(item.updated),
    published: new Date(item.published),
    content: skeleton.elements(entryElements(item, feed)),
    copyright: item.copyright && item.copyright !== feed.copyright ? text(item.copyright) : undefined,
  }
}

function entryElements(item: Item, feed: Feed): string[] {
  const language = item.language === feed.language ? undefined : item.language
  return [
    ...(item.summary === undefined && item.contentHtml !== undefined
      ? []
      : [xmlElement('summary', { 'xml:lang': language }, escapeXml(summaryOf(item)))]),
    ...(item.contentHtml === undefined
      ? []
      : [xmlElement('content', { type: 'html', 'xml:lang': language }, cdata(item.contentHtml))]),
    ...item.authors.map((person) => personElement('author', person)),
    ...item.categories.map(({ term, scheme }) => xmlElement('category', { term, scheme, label: term })),
    ...(item.agency ? [xmlElement('dc:source', {}, escapeXml(item.agency))] : []),
    ...(item.licence && item.licence !== feed.licence
      ? [xmlElement('link', { rel: 'license', href: item.licence })]
      : []),
    ...(item.externalUrl ? [xmlElement('link', { rel: 'related', href: item.externalUrl })] : []),
    // RFC 4287 4.1.2: alternates differ in type or hreflang.
    ...item.translations.map(({ language, permalink }) =>
      xmlElement('link', { rel: 'alternate', hreflang: language, href: permalink }),
    ),
    ...item.enclosures.map(({ url, type, length, title }) =>
      xmlElement('link', { rel: 'enclosure', type, length, title, href: url }),
    ),
    ...mediaElements(item),
  ]
}

function personElement(name: string, { name: called, email, url }: Person): string {
  const uri = url === undefined ? '' : xmlElement('uri', {}, escapeXml(url))
  const address = email === undefined ? '' : xmlElement('email', {}, escapeXml(email))
  return xmlElement(name, {}, xmlElement('name', {}, escapeXml(called)) + uri + address)
}
