import type { Person } from '../../content/front-matter/people.ts'
import type { Instant } from '../../content/text/dates.ts'
import { escapeXml, textElement, xmlElement } from './xml.ts'

/** The media type of a list of feeds. */
export const OPML_TYPE = 'text/x-opml; charset=utf-8'

/** A list of feeds that a reader can import. */
export interface FeedList {
  /** Plain text. */
  title: string
  /** When the newest feed appeared, never the clock. */
  updated: Instant
  owner?: Person
  groups: FeedGroup[]
}

/** Feeds in a folder; without a title they are at the top level. */
export interface FeedGroup {
  /** Plain text. */
  title?: string
  feeds: ListedFeed[]
}

/** A feed as RSS, the only format that OPML has a version for. */
export interface ListedFeed {
  /** Plain text. */
  title: string
  /** Plain text. */
  description?: string
  /** Absolute. */
  xmlUrl: string
  /** Absolute. */
  htmlUrl?: string
  /** BCP 47. */
  language?: string
}

/** Renders a subscription list in OPML 2.0, without empty groups. */
export function renderOpml(list: FeedList): string {
  return opmlPieces(list).join('')
}

/** The same in pieces, each line one of them. */
export function opmlPieces({ title, updated, owner, groups }: FeedList): string[] {
  const head = [
    textElement('title', title),
    // RFC 822, with a year of four digits.
    textElement('dateModified', new Date(updated).toUTCString()),
    textElement('ownerName', owner?.name),
    textElement('ownerEmail', owner?.email),
    textElement('ownerId', owner?.url),
  ].filter((element) => element !== '')
  const body = groups.filter(({ feeds }) => feeds.length > 0).flatMap(groupLines)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<opml version="2.0">',
    '  <head>',
    ...head.map((line) => `    ${line}`),
    '  </head>',
    '  <body>',
    ...body.map((line) => `    ${line}`),
    '  </body>',
    '</opml>',
  ].map((line) => `${line}\n`)
}

function groupLines({ title, feeds }: FeedGroup): string[] {
  const outlines = feeds.map(feedOutline)
  if (title === undefined) return outlines
  const text = escapeXml(title)
  return [`<outline text="${text}" title="${text}">`, ...outlines.map((line) => `  ${line}`), '</outline>']
}

/** Has the title twice, because some readers take it from `text` and some from `title`. */
function feedOutline({ title, description, xmlUrl, htmlUrl, language }: ListedFeed): string {
  return xmlElement('outline', {
    type: 'rss',
    text: title,
    title,
    description,
    xmlUrl,
    htmlUrl,
    language,
    version: 'RSS2',
  })
}
