/** The identity of an article, which never changes. */
export interface Identity {
  /** The stable identifier, copied byte for byte into every format. */
  id: string
  /** An absolute URI to use instead where `id` is not a URI. */
  uri?: string
}

/** The id for formats that require an absolute URI (RFC 4287 4.2.6). */
export function uriOf({ id, uri }: Identity): string {
  return uri ?? id
}
