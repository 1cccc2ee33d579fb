import type { Instant } from '../../content/text/dates.ts'
import type { Document, Publication } from '../../publication/publication.ts'
import type { KeptBytes } from './kept-bytes.ts'
import type { Remembered } from './remembered.ts'

export interface EarlyOptions {
  remembered: Remembered
  rendered: KeptBytes
  /** The publication of the folder, once it is loaded. */
  loaded(): Publication | undefined
  load(): Promise<Publication>
}

/** Serves what is remembered, for the first readers after a start not to wait until the folder is loaded; who asks for more does. */
export function createEarlyPublication({ remembered, rendered, loaded, load }: EarlyOptions): Publication {
  const { site, documents, from, until } = remembered
  const byPath = new Map(documents.map((document) => [document.path, document]))
  const bytes = new WeakMap<Document, Uint8Array<ArrayBuffer>>()
  return {
    site: () => loaded()?.site() ?? site,
    find(path, now) {
      const publication = loaded()
      if (publication) return publication.find(path, now)
      return findEarly(path, now) ?? load().then((publication) => publication.find(path, now))
    },
    read: (document, range) => bytes.get(document) ?? loaded()!.read(document, range),
    readSince: (document, versions) => loaded()?.readSince?.(document, versions),
    feeds: async (now) => (loaded() ?? (await load())).feeds(now),
    status: async (now) => (loaded() ?? (await load())).status(now),
  }

  function findEarly(path: string, now: Instant): Document | undefined {
    const document = byPath.get(path)
    const hasEnded = [until, document?.validUntil].some((end) => end !== undefined && end <= now)
    const isTrue = from <= now && !hasEnded
    const kept = isTrue && document && rendered.find(path, document.version)
    if (!kept) return undefined
    bytes.set(document, kept)
    return document
  }
}
