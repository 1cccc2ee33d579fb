/** What identifies an article for ever. */
export interface Identity {
  /** What subscribers know it by; copied byte for byte. */
  id: string
  /** An absolute URI in its place, where it is none itself. */
  uri?: string
}

/** The id for what takes nothing but an absolute URI (RFC 4287 4.2.6). */
export function uriOf({ id, uri }: Identity): string {
  return uri ?? id
}
