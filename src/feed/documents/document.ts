import type { Instant } from '../../content/text/dates.ts'
import type { ItemSource } from '../editions/item-source.ts'
import type { ItemFormat } from '../formats/format.ts'

/** A document that is not a feed, as it is at an instant. All but its text is known before it is rendered. */
export interface OtherDocument {
  /** From the site's root, percent-encoded, without a leading slash. */
  path: string
  contentType: string
  /** Later whenever the bytes differ. */
  lastModified: Instant
  /** Equal fingerprints mean equal bytes. */
  fingerprint: string
  /** About how many characters the text has, of one of many documents alike: at the edge, these share assets. May read the article's file. */
  size?(): number
  /** The item that it is rendered from, if there is exactly one. */
  made?: { from: ItemSource; format: ItemFormat }
  render(): string
  /** The text in pieces, of a long document that changes by a few of them; pieces that stay are the same strings. */
  pieces?(): readonly string[]
}

/** Documents of one kind: those of single articles, or those of the whole site. */
export interface Documents {
  /** The paths of all documents that exist at `now` or later. */
  paths(now: Instant): string[]
  find(path: string, now: Instant): OtherDocument | undefined
  /** The instants after `now` at which the document may change by itself; undefined for a path that never has a document. */
  changes(path: string, now: Instant): Instant[] | undefined
}

/** All documents of several kinds; the first kind that has a document at a path takes it. */
export function firstOf(kinds: readonly Documents[]): Documents {
  return {
    paths: (now) => kinds.flatMap((kind) => kind.paths(now)),
    find: (path, now) => first((kind) => kind.find(path, now)),
    changes: (path, now) => first((kind) => kind.changes(path, now)),
  }

  function first<T>(ask: (kind: Documents) => T | undefined): T | undefined {
    for (const kind of kinds) {
      const answer = ask(kind)
      if (answer !== undefined) return answer
    }
    return undefined
  }
}
