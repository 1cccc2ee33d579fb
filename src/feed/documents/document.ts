import type { Instant } from '../../content/text/dates.ts'
import type { ItemSource } from '../editions/item-source.ts'
import type { ItemFormat } from '../formats/format.ts'

/** A document that is no feed, as it is at an instant. All but the text is known before anything is rendered. */
export interface OtherDocument {
  /** From the site's root, percent-encoded, without a leading slash. */
  path: string
  contentType: string
  /** Moves whenever the bytes do. */
  lastModified: Instant
  /** Equal fingerprints have equal bytes. */
  fingerprint: string
  /** What it is made of, where that is a single item. */
  made?: { from: ItemSource; format: ItemFormat }
  render(): string
}

/** Documents of one kind: those of single articles, or those of the whole site. */
export interface Documents {
  /** Of all that there are at `now` or later. */
  paths(now: Instant): string[]
  find(path: string, now: Instant): OtherDocument | undefined
  /** The instants after `now` at which the document may change by itself; undefined for what is none of these at any time. */
  changes(path: string, now: Instant): Instant[] | undefined
}
