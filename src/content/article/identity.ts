/** The identity of an article, which never changes. */
export interface Identity {
  /** The stable identifier, copied byte for byte into every format. */
  id: string
  /** An absolute URI to use instead where `id` is not a URI. */
  uri?: string
}

/** The key of an id that may be meant for a whole show or folder, as several articles have it. */
export interface IdKey {
  name: string
  /** The line of the file (1-based); 1 where a folder hands it down. */
  line: number
  /** The id that it gives. */
  id: string
  /** The identity that the article has without it. */
  otherwise: Identity
}

/** An identity, and whether it is the author's own. */
export interface OwnedIdentity extends Identity {
  hasOwnId?: true
}

/** The id for formats that require an absolute URI (RFC 4287 4.2.6). */
export function uriOf({ id, uri }: Identity): string {
  return uri ?? id
}
