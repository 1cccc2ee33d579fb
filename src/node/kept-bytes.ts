/** How much is kept of what was rendered: enough for all the feeds of a large site, and for the archives that somebody walks through. */
const MAX_BYTES = 48 * 1024 * 1024

/** The last version of each document that was rendered; those that nobody has asked for the longest go first. */
export interface KeptBytes {
  get(path: string, version: string, render: () => Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>
}

export function createKeptBytes(maxBytes = MAX_BYTES): KeptBytes {
  const kept = new Map<string, { version: string; bytes: Uint8Array<ArrayBuffer> }>()
  let total = 0
  let newest = ''
  const drop = (path: string) => {
    total -= kept.get(path)?.bytes.byteLength ?? 0
    kept.delete(path)
  }
  return {
    get(path, version, render) {
      const known = kept.get(path)
      const isKnown = known?.version === version
      // Nearly always: then nothing moves.
      if (isKnown && path === newest) return known.bytes
      const bytes = isKnown ? known.bytes : render()
      newest = path
      drop(path)
      kept.set(path, { version, bytes })
      total += bytes.byteLength
      while (total > maxBytes && kept.size > 1) drop(kept.keys().next().value!)
      return bytes
    },
  }
}
