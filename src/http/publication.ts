import type { Instant } from '../content/dates.ts'
import type { Problem } from '../content/problem.ts'
import type { State } from '../content/visibility.ts'

/** What can be fetched under an address, known without reading or rendering it. */
export interface Document {
  /** From the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  contentType: string
  /** Opaque text that differs whenever the bytes do. */
  version: string
  lastModified: Instant
  /** The moment at which the document changes by itself, where one is known. */
  validUntil?: Instant
  /** A person's words for it. */
  title: string
}

/** One line of the list of feeds. */
export interface FeedEntry {
  section: string
  title: string
  format: string
  mediaType: string
  path: string
}

export interface Status {
  /** How many articles are in each state. */
  articles: Record<State, number>
  problems: readonly Problem[]
}

/** Where the app finds what it serves. `node/` fills it from a folder, `cloudflare/` from what was compiled of one. */
export interface Publication {
  site(): { url: string; title: string; description: string; language: string }
  /** The document at a path as it is at `now`, or undefined. */
  find(path: string, now: Instant): Document | undefined
  /** The document's bytes; a stream only for what is too large to hold. */
  read(document: Document, now: Instant): Promise<Bytes> | Bytes
  feeds(now: Instant): FeedEntry[]
  status(now: Instant): Status
}

export type Bytes = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
