import type { EventKind } from '../outbox.ts'
import type { PushedItem } from './destination.ts'

/** What is kept of an article for a message: of one that is withdrawn, nothing of its text. */
export type Announced = Omit<PushedItem, 'moved'> | Tombstone

/** What may still be said of a withdrawn article. */
interface Tombstone {
  id: string
  url: string
  updated: number
  site: { title: string; url: string }
}

const MAX_TITLE = 1000
const MAX_SUMMARY = 3000
const MAX_NAMES = 30
const MAX_NAME = 100

/** Cuts an item to what a message carries: at most some 20 KB, as Standard Webhooks advises, and no lone surrogates, which receivers of JSON refuse. */
export function announce(kind: EventKind, item: PushedItem): Announced {
  const { id, url, updated } = item
  const site = { title: shorten(item.site.title, MAX_NAME), url: item.site.url }
  if (kind === 'withdrawn') return { id, url, updated, site }
  const cutNames = (names: string[]) => names.slice(0, MAX_NAMES).map((name) => shorten(name, MAX_NAME))
  const { moved: _, ...told } = item
  return {
    ...told,
    title: shorten(item.title, MAX_TITLE),
    ...(item.summary !== undefined && { summary: shorten(item.summary, MAX_SUMMARY) }),
    tags: cutNames(item.tags),
    authors: cutNames(item.authors),
    feeds: item.feeds.slice(0, MAX_NAMES),
    site,
  }
}

/** An announcement in words for a chat room: one line each, plain text. */
export interface ChatWords {
  /** Such as `Corrected: `; empty for a release. */
  label: string
  title: string
  summary: string
  /** The site, then the tags. */
  footer: string
  url: string
  image?: string
  updated: number
  isWithdrawn: boolean
}

const LABELS: Record<EventKind, string> = {
  released: '',
  lifted: '',
  restored: 'Published again: ',
  updated: 'Corrected: ',
  withdrawn: 'Withdrawn: ',
}

/** Puts an event into words. */
export function describeEvent(kind: EventKind, item: Announced): ChatWords {
  const { url, updated } = item
  const label = LABELS[kind]
  if (!('title' in item))
    return {
      label,
      title: url,
      summary: 'The article at this address has been withdrawn.',
      footer: toLine(item.site.title),
      url,
      updated,
      isWithdrawn: true,
    }
  const tags = item.tags.map((tag) => `#${toLine(tag).replaceAll(' ', '')}`)
  const title = toLine(item.title)
  const summary = toLine(item.summary ?? '')
  return {
    label,
    title: title || summary || url,
    summary: title === '' ? '' : summary,
    footer: [toLine(item.site.title), ...tags].join(' · '),
    url,
    updated,
    isWithdrawn: false,
    ...(item.image && { image: item.image }),
  }
}

/** Text on one line, without marks that would turn around what stands beside it (U+202A to U+202E, U+2066 to U+2069). */
function toLine(text: string): string {
  return text
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Cuts a text to a length that is measured after escaping, never within a character, and marks the cut with `…`. */
export function shorten(text: string, max: number, escapeText: (text: string) => string = String): string {
  // No escaping makes a text shorter.
  const clean = text.slice(0, max + 1).toWellFormed()
  const whole = escapeText(clean)
  if (text.length <= max && whole.length <= max) return whole
  let escaped = ''
  for (const character of clean) {
    const next = escapeText(character)
    if (escaped.length + next.length >= max) break
    escaped += next
  }
  return max < 1 ? '' : `${escaped}…`
}
