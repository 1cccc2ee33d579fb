import { isPlayable } from '../../content/media/media-types.ts'
import { formatDateTime } from '../../content/text/dates.ts'
import { CACHE_SECONDS, type Feed, generatorOf, unlessSame } from '../feed.ts'
import { type Item, summaryOf } from '../item.ts'
import { feedLinkElements, linkElement } from './feed-links.ts'
import type { Format } from './format.ts'
import { mediaElements } from './media-rss.ts'
import { alternateElement, episodeElements, showElements } from './podcast.ts'
import { contentElement } from './rsl.ts'
import { createSkeleton, dateIn, Layout, type Skeleton } from './skeleton.ts'
import { cdata, escapeXml, layoutOfElements, textElement, xmlElement } from './xml.ts'

/** RSS 2.0 with the content, dc, atom, media, itunes and podcast modules; lists of feeds link to this format. */
export const RSS: Format = {
  name: 'rss',
  title: 'RSS',
  file: 'feed.xml',
  mediaType: 'application/rss+xml',
  contentType: 'application/rss+xml; charset=utf-8',
  formerFiles: ['rss', 'rss.xml', 'index.xml', 'feed', 'feed.rss'],
  render: renderRss,
  layout: layoutOfElements('item', '\n        '),
}

function renderRss(feed: Feed): string {
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
    updated: dateIn(feed.timezone, feed.updated),
    generator: generatorOf(feed),
    docs: 'https://www.rssboard.org/rss-specification',
    ...(!feed.history.isArchive && ttlOf(feed)),
  })
  for (const item of feed.items) layout.addItem(layOut(item, feed, skeleton))
  return `${skeleton.fill(layout.rss2(), '<rss version="2.0"')}\n`
}

/** RSS 2.0: minutes for which a reader may keep it. A longer setting does not lengthen them, because what is to come would be late. */
function ttlOf({ maxAgeSeconds = CACHE_SECONDS }: Feed): { ttl?: number } {
  const ttl = Math.floor(Math.min(maxAgeSeconds, CACHE_SECONDS) / 60)
  return ttl > 0 ? { ttl } : {}
}

function channelElements(feed: Feed): string[] {
  const editor = feed.authors.find(({ email }) => email !== undefined)
  return [
    textElement('description', feed.description),
    ...feedLinkElements(feed, RSS, 'atom:link'),
    // RSS 2.0 requires an e-mail address.
    textElement('managingEditor', editor && `${editor.email} (${editor.name})`),
    ...showElements(feed.podcast),
  ]
}

function layOut(item: Item, feed: Feed, skeleton: Skeleton): Parameters<Layout['addItem']>[0] {
  const { text, html } = skeleton
  const media = skeleton.elements(mediaElements(withoutPlayed(item)))
  return {
    title: item.title === undefined ? '' : text(item.title),
    link: text(item.permalink),
    // RSS 2.0: a guid without `isPermaLink` is a permalink. `feed` writes it from the link.
    id: item.id === item.permalink ? undefined : text(item.id),
    date: dateIn(feed.timezone, item.published),
    description: skeleton.elements(itemElements(item, feed)),
    content: item.contentHtml === undefined ? undefined : html(item.contentHtml),
    // `feed` writes this last. Some readers would take a media:description before the content for the content.
    category: media === '' ? undefined : [{ name: media }],
  }
}

function itemElements(item: Item, feed: Feed): string[] {
  return [
    // The description is HTML and the summary is text, so it is escaped as HTML first.
    xmlElement('description', {}, cdata(escapeXml(summaryOf(item)))),
    ...item.authors.map(({ name }) => textElement('dc:creator', name)),
    ...item.categories.map(({ term, scheme }) => textElement('category', term, { domain: scheme })),
    textElement('dc:language', unlessSame(item.language, feed.language)),
    textElement('dc:source', item.agency),
    textElement('dc:rights', unlessSame(item.copyright, feed.copyright)),
    ...updatedElements(item, feed),
    linkElement('atom:link', 'license', unlessSame(item.licence, feed.licence)),
    linkElement('atom:link', 'related', item.externalUrl),
    // Readers would take an atom:link with rel="alternate" for the item's own permalink.
    ...item.translations.map(({ permalink }) => textElement('dc:relation', permalink)),
    ...enclosureElements(item, feed),
    ...episodeElements(item),
    licenceElement(item, feed),
  ]
}

/** Podcast apps refuse an item with several enclosures, or take the last: an episode has its first one. RSS 2.0 requires a length; 0 means unknown. */
function enclosureElements({ enclosures, episode }: Item, { podcast }: Feed): string[] {
  const plain = podcast || episode ? enclosures.slice(0, 1) : enclosures
  return [
    ...plain.map(({ url, type, length }) => xmlElement('enclosure', { url, length: length ?? 0, type })),
    ...enclosures.slice(plain.length).map(alternateElement),
  ]
}

/** The item for Media RSS: podcast apps list what an episode plays once for its enclosure, and again for each media:content. */
function withoutPlayed(item: Item): Item {
  return item.episode ? { ...item, enclosures: item.enclosures.filter((file) => !isPlayable(file)) } : item
}

/** RSL 1.0 section 4: a feed licenses only what is of its own origin. */
function licenceElement({ permalink, licence }: Item, { usageTerms, folderUrl }: Feed): string {
  if (!usageTerms || new URL(permalink).origin !== new URL(folderUrl).origin) return ''
  return contentElement(permalink, usageTerms, licence, 'rsl:')
}

/** SimplePie before 1.8, used by older WordPress, prefers atom:updated to pubDate as the date of an item, and atom:published to both. */
function updatedElements({ published, updated }: Item, { timezone }: Feed): string[] {
  if (updated === published) return []
  return [
    textElement('atom:published', formatDateTime(published, timezone)),
    textElement('atom:updated', formatDateTime(updated, timezone)),
  ]
}
