import type { Instant } from '../content/text/dates.ts'

/** The text of a file that is not an article yet. */
export interface Source {
  text: string
  /** When it was received; the date of an article that names none. */
  received: Instant
  /** The date that the person gave instead, as typed. */
  date?: string
  /** Whether the article is to be published, unless something in it forbids that. */
  publish: boolean
  /** Identifies the text, in letters and digits; written into the draft, so that it is made once. */
  digest: string
}

/** An article that was made of a source. */
export interface Draft {
  /** The name of its file without the ending, such as `2019-10-14-talks`. */
  name: string
  markdown: string
  isPublished: boolean
  /** What the person has to look at: whole sentences. */
  warnings: string[]
}

/** A kind of source that becomes articles. */
export interface Importer {
  name: string
  /** Whether a text, and the name of its file, are of this kind; the first importer that says so converts it. */
  recognises(text: string, path: string): boolean
  convert(source: Source): Draft
}

/** The key that names the text which a draft was made of. */
export const DIGEST_KEY = 'wire_digest'
