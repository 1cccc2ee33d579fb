import type { Library } from '../../content/library/library.ts'
import type { Editions } from '../editions/editions.ts'
import type { Documents } from './document.ts'
import { createItemDocuments } from './item-documents.ts'
import { createSiteDocuments } from './site-documents.ts'

/** All documents that are not feeds. `digest` shortens any text to letters and digits. */
export function createDocuments(
  library: Library,
  editions: Editions,
  digest: (text: string) => string,
): Documents {
  const kinds = [createSiteDocuments(library, editions, digest), createItemDocuments(library, editions)]
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
