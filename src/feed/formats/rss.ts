import { Feed as Layout } from 'feed'
import type { Feed } from '../feed.ts'
import { type Item, summaryOf } from '../item.ts'
import type { Format } from './format.ts'
import { historyElements, historyLinks } from './history.ts'
import { mediaElements } from './media-rss.ts'
import { episodeElements, showElements } from './podcast.ts'
import { createSkeleton, type Skeleton } from './skeleton.ts'
import { cdata, escapeXml, xmlElement } from './xml.ts'

/** RSS 2.0, the format in which lists name their feeds. */
export const RSS: Format = {
  name: 'rss',
  title: 'RSS',
  file: 'feed.xml',
  mediaType: 'application/rss+xml',
  contentType: 'application/rss+xml; charset=utf-8',
  formerFiles: ['rss', 'rss.xml', 'index.xml', 'feed', 'feed.rss'],
  isForReaders: true,
  render: renderRss,
}

/** RSS 2.0 with the content, dc, atom, media, itunes and podcast modules. */
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
  return `${skeleton.fill(layout.rss2(), '<rss version="2.0"')}\n`
}

function channelElements(feed: Feed): string[] {
  const editor = feed.authors.find(({ email }) => email !== undefined)
  return [
    xmlElement('description', {}, escapeXml(feed.description)),
    xmlElement('atom:link', { rel: 'self', type: RSS.mediaType, href: feed.folderUrl + RSS.file }),
    ...feed.hubs.map((href) => xmlElement('atom:link', { rel: 'hub', href })),
    ...historyLinks(feed.history, RSS.file).map(({ rel, href }) =>
      xmlElement('atom:link', { rel, type: RSS.mediaType, href }),
    ),
    ...historyElements(feed.history),
    // RFC 4946 2
    ...(feed.licence ? [xmlElement('atom:link', { rel: 'license', href: feed.licence })] : []),
    // RSS 2.0: an e-mail address, so a name alone will not do.
    ...(editor ? [xmlElement('managingEditor', {}, escapeXml(`${editor.email} (${editor.name})`))] : []),
    ...showElements(feed.podcast),
  ]
}

function layOut(item: Item, feed: Feed, skeleton: Skeleton): Parameters<Layout['addItem']>[0] {
  const { text, html } = skeleton
  const media = mediaElements(item)
  return {
    title: item.title === undefined ? '' : text(item.title),
    link: text(item.permalink),
    // RSS 2.0: a guid without `isPermaLink` is an address, which `feed` makes of the link.
    id: item.id === item.permalink ? undefined : text(item.id),
    date: new Date(item.published),
    description: skeleton.elements(itemElements(item, feed)),
    content: item.contentHtml === undefined ? undefined : html(item.contentHtml),
    // The last that `feed` writes: some readers take a media:description that comes first for the content.
    category: media.length > 0 ? [{ name: skeleton.elements(media) }] : undefined,
  }
}

function itemElements(item: Item, feed: Feed): string[] {
  return [
    // The description is HTML, the summary is text: escaped as HTML first.
    xmlElement('description', {}, cdata(escapeXml(summaryOf(item)))),
    ...item.authors.map(({ name }) => xmlElement('dc:creator', {}, escapeXml(name))),
    ...item.categories.map(({ term, scheme }) => xmlElement('category', { domain: scheme }, escapeXml(term))),
    ...(item.language === feed.language ? [] : [xmlElement('dc:language', {}, escapeXml(item.language))]),
    ...(item.agency ? [xmlElement('dc:source', {}, escapeXml(item.agency))] : []),
    ...(item.copyright && item.copyright !== feed.copyright
      ? [xmlElement('dc:rights', {}, escapeXml(item.copyright))]
      : []),
    ...updatedElements(item),
    ...(item.licence && item.licence !== feed.licence
      ? [xmlElement('atom:link', { rel: 'license', href: item.licence })]
      : []),
    ...(item.externalUrl ? [xmlElement('atom:link', { rel: 'related', href: item.externalUrl })] : []),
    // Readers take an atom:link with rel="alternate" for the item's own address.
    ...item.translations.map(({ permalink }) => xmlElement('dc:relation', {}, escapeXml(permalink))),
    // RSS 2.0 wants a length; 0 is how one says that it is unknown.
    ...item.enclosures.map(({ url, type, length }) =>
      xmlElement('enclosure', { url, length: length ?? 0, type }),
    ),
    ...episodeElements(item),
  ]
}

/** SimplePie before 1.8, and so older WordPress, dates an item by atom:updated before pubDate, but by atom:published before both. */
function updatedElements({ published, updated }: Item): string[] {
  if (updated === published) return []
  // As exact as pubDate, so that it is one date however often the item changes.
  const second = Math.floor(published / 1000) * 1000
  return [
    xmlElement('atom:published', {}, new Date(second).toISOString()),
    xmlElement('atom:updated', {}, new Date(updated).toISOString()),
  ]
}
