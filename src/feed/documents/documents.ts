import type { Library } from '../../content/library/library.ts'
import type { Editions } from '../editions/editions.ts'
import { type Documents, firstOf } from './document.ts'
import { createItemDocuments } from './item-documents.ts'
import { createSiteDocuments } from './site-documents.ts'

/** All documents that are neither feeds nor pages. `digest` shortens any text to letters and digits. */
export function createDocuments(
  library: Library,
  editions: Editions,
  digest: (text: string) => string,
): Documents {
  return firstOf([createSiteDocuments(library, editions, digest), createItemDocuments(library, editions)])
}
