import type { Library } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Editions } from '../editions/edition.ts'
import type { ItemSource } from '../editions/item-source.ts'
import { createItemDocuments } from './item-documents.ts'
import type { ItemFormat } from './item-formats.ts'
import { createSiteDocuments } from './site-documents.ts'

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

/** All of them, whatever their kind. */
export function createDocuments(library: Library, editions: Editions): Documents {
  const kinds = [createSiteDocuments(library, editions), createItemDocuments(library, editions)]
  return {
    paths: (now) => kinds.flatMap((kind) => kind.paths(now)),
    find: (path, now) => firstOf((kind) => kind.find(path, now)),
    changes: (path, now) => firstOf((kind) => kind.changes(path, now)),
  }

  function firstOf<T>(ask: (kind: Documents) => T | undefined): T | undefined {
    for (const kind of kinds) {
      const answer = ask(kind)
      if (answer !== undefined) return answer
    }
    return undefined
  }
}
