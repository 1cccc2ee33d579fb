import { Parser } from 'htmlparser2'
import type { Format } from '../feed/formats/format.ts'
import { JSON_FEED } from '../feed/formats/json-feed.ts'
import { DIALECTS, type FeedDialect, toAbsolute } from './dialects.ts'
import type { PublishedFeed } from './published.ts'

/** The result of reading a document: a feed with our closest format, or the reason why it is not a feed. */
export type Reading =
  | { kind: 'feed'; format: Format; title: string; feed: PublishedFeed }
  | { kind: 'unreadable'; reason: string }

/** Reads a feed from any publisher. Relative addresses resolve against `address`, where it was found. */
export function readFeed(text: string, address?: string): Reading {
  const root = rootOf(text)
  const dialect = root === undefined ? undefined : DIALECTS[root]
  if (!dialect) return { kind: 'unreadable', reason: describeOther(text, root, address) }
  const flaw = dialect.format === JSON_FEED ? flawOfJson(text) : flawOfXml(text, root!)
  if (flaw !== undefined) return broken(dialect, flaw)
  try {
    const { format, title, read } = dialect
    return { kind: 'feed', format, title, feed: read(text, address) }
  } catch (error) {
    const { cause, message } = error as Error
    return broken(dialect, cause instanceof Error ? cause.message : message)
  }
}

/** Whether our feeds in a format can be read back for comparison. */
export function canRead(format: Format): boolean {
  return Object.values(DIALECTS).some((dialect) => dialect.format === format)
}

/** The name of the root element without its prefix, or `json` for an object. */
function rootOf(text: string): string | undefined {
  const rest = withoutProlog(text)
  if (rest.startsWith('{')) return 'json'
  return /^<(?:[\w.-]+:)?([\w.-]+)/.exec(rest)?.[1]
}

/** What may stand before the root element, each with its end. */
const PROLOG = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
] as const

function withoutProlog(text: string): string {
  let rest = text.trimStart()
  for (let part = partOf(rest); part; part = partOf(rest)) {
    const subset = part[0] === '<!' ? rest.slice(0, rest.indexOf('>')).indexOf('[') : -1
    const end = rest.indexOf(part[1], subset < 0 ? part[0].length : Math.max(0, rest.indexOf(']')))
    if (end < 0) return rest
    rest = rest.slice(end + part[1].length).trimStart()
  }
  return rest
}

function partOf(rest: string) {
  return PROLOG.find(([start]) => rest.startsWith(start))
}

/** Detects a document that was cut off, which the parser may accept. */
function flawOfXml(text: string, root: string): string | undefined {
  return new RegExp(`</(?:[\\w.-]+:)?${root}\\s*>`).test(text.slice(-4000))
    ? undefined
    : `the end tag of <${root}> is missing, so it was cut off`
}

function flawOfJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray((value as { items?: unknown }).items) ? undefined : 'it has no list of `items`'
  } catch (error) {
    return (error as Error).message
  }
}

function broken({ title }: FeedDialect, flaw: string): Reading {
  return {
    kind: 'unreadable',
    reason: `It should be ${title} but is broken: ${flaw}. Repair it, or compare with a copy that is well-formed.`,
  }
}

function describeOther(text: string, root: string | undefined, address: string | undefined): string {
  if (text.trim() === '') return 'It is empty.'
  if (root?.toLowerCase() !== 'html') return 'It is neither RSS nor Atom nor JSON Feed.'
  const feed = findFeed(text, address)
  return feed === undefined
    ? 'It is an HTML page without a link to a feed.'
    : `It is an HTML page. The feed that it links to is ${feed}`
}

/** The address of the first feed that a page links to for autodiscovery. */
function findFeed(html: string, address: string | undefined): string | undefined {
  let feed: string | undefined
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href }) {
      if (name !== 'link' || href === undefined || !/(?:^|\s)alternate(?:\s|$)/i.test(rel)) return
      if (/^application\/(?:rss\+xml|atom\+xml|feed\+json)\b/i.test(type))
        feed ??= toAbsolute(href, address) ?? href
    },
  })
  parser.end(html)
  return feed
}
