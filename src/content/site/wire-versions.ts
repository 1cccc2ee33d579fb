/** Which older versions of ninjs a site is served in, beside the newest. */
export interface WireVersions {
  /** The major versions, in ascending order; absent where `_index.md` asks for none. */
  ninjs?: readonly OlderNinjs[]
}

/** The major versions before the newest that IPTC keeps current. */
export const OLDER_NINJS = [1, 2] as const

export type OlderNinjs = (typeof OLDER_NINJS)[number]

/** What `_index.md` says of older versions. */
export function toWireVersions(ninjs: readonly OlderNinjs[] = []): WireVersions {
  return ninjs.length === 0 ? {} : { ninjs }
}
