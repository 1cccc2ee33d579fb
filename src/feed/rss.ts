import { Feed as Layout } from 'feed'
import type { Feed } from './feed.ts'
import { type Item, summaryOf } from './item.ts'
import { createSkeleton, type Skeleton } from './skeleton.ts'
import { cdata, escapeXml, xmlElement } from './xml.ts'

const NAMESPACES = {
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
}

/** RSS 2.0 with the content, dc, atom and media modules; the namespaces declared are those used. */
export function renderRss(feed: Feed): string {
  const skeleton = createSkeleton()
  const { text } = skeleton
  const layout = new Layout({
    id: feed.id,
    title: text(feed.title),
    description: skeleton.elements(channelElements(feed)),
    link: text(feed.homeUrl),
    language: text(feed.language),
    image: feed.image && text(feed.image),
    copyright: feed.copyright ? text(feed.copyright) : '',
    updated: new Date(feed.updated),
    generator: 'Wireroom',
    docs: 'https://www.rssboard.org/rss-specification',
  })
  for (const item of feed.items) layout.addItem(layOut(item, feed, skeleton))
  const document = skeleton.fill(layout.rss2())
  const used = Object.entries(NAMESPACES).filter(([prefix]) => document.includes(`<${prefix}:`))
  const declarations = used.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')
  return `${document.replace(/<rss [^>]*>/, `<rss version="2.0"${declarations}>`)}\n`
}

function channelElements(feed: Feed): string[] {
  const [editor] = feed.authors
  return [
    xmlElement('description', {}, escapeXml(feed.description)),
    xmlElement('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.addresses.rss }),
    ...feed.hubs.map((href) => xmlElement('atom:link', { rel: 'hub', href })),
    // RFC 4946
    ...(feed.licence ? [xmlElement('atom:link', { rel: 'license', href: feed.licence })] : []),
    // RSS 2.0: an e-mail address, so a name alone will not do.
    ...(editor?.email
      ? [xmlElement('managingEditor', {}, escapeXml(`${editor.email} (${editor.name})`))]
      : []),
  ]
}

function layOut(item: Item, feed: Feed, skeleton: Skeleton): Parameters<Layout['addItem']>[0] {
  const { text, html } = skeleton
  return {
    title: item.title === undefined ? '' : text(item.title),
    link: text(item.permalink),
    id: text(item.id),
    date: new Date(item.published),
    description: skeleton.elements(itemElements(item, feed)),
    content: item.contentHtml === undefined ? undefined : html(item.contentHtml),
    category: item.categories.map(({ term, scheme }) => ({
      name: text(term),
      domain: scheme && text(scheme),
    })),
  }
}

function itemElements(item: Item, feed: Feed): string[] {
  return [
    // The description is HTML, the summary is text: escaped as HTML first.
    xmlElement('description', {}, cdata(escapeXml(summaryOf(item)))),
    ...item.authors.map(({ name }) => xmlElement('dc:creator', {}, escapeXml(name))),
    ...(item.language === feed.language ? [] : [xmlElement('dc:language', {}, escapeXml(item.language))]),
    ...(item.agency ? [xmlElement('dc:source', {}, escapeXml(item.agency))] : []),
    ...(item.copyright && item.copyright !== feed.copyright
      ? [xmlElement('dc:rights', {}, escapeXml(item.copyright))]
      : []),
    ...(item.updated === item.published
      ? []
      : [xmlElement('atom:updated', {}, new Date(item.updated).toISOString())]),
    ...(item.licence && item.licence !== feed.licence
      ? [xmlElement('atom:link', { rel: 'license', href: item.licence })]
      : []),
    ...(item.externalUrl ? [xmlElement('atom:link', { rel: 'related', href: item.externalUrl })] : []),
    ...item.translations.map(({ language, permalink }) =>
      xmlElement('atom:link', { rel: 'alternate', hreflang: language, href: permalink }),
    ),
    // RSS 2.0 wants a length; 0 is how one says that it is unknown.
    ...item.enclosures.map(({ url, type, length }) =>
      xmlElement('enclosure', { url, length: length ?? 0, type }),
    ),
    ...mediaElements(item),
  ]
}

/** Media RSS 1.5.1: the article's image. */
export function mediaElements({ image }: Item): string[] {
  if (!image) return []
  const { url, alt, width, height } = image
  const description =
    alt === undefined ? '' : xmlElement('media:description', { type: 'plain' }, escapeXml(alt))
  return [
    xmlElement(
      'media:content',
      { url, medium: 'image', width: width || undefined, height: height || undefined },
      description,
    ),
  ]
}
