/** How much is kept of what was rendered: enough for all the feeds of a large site, and for the archives that somebody walks through. */
const MAX_BYTES = 48 * 1024 * 1024

type Rendered = Uint8Array<ArrayBuffer>

/** The last version of each document that was rendered; those that nobody has asked for the longest go first. */
export interface KeptBytes {
  /** `onNew` gets bytes that had to be rendered. */
  get(path: string, version: string, render: () => Rendered, onNew?: (bytes: Rendered) => void): Rendered
}

export function createKeptBytes(maxBytes = MAX_BYTES): KeptBytes {
  const kept = new Map<string, { version: string; bytes: Rendered }>()
  let total = 0
  let newest = ''
  return {
    get(path, version, render, onNew) {
      const known = kept.get(path)
      // Nearly always: then nothing moves.
      if (known?.version === version && path === newest) return known.bytes
      const bytes = known?.version === version ? known.bytes : render()
      if (bytes !== known?.bytes) onNew?.(bytes)
      newest = path
      drop(path)
      kept.set(path, { version, bytes })
      total += bytes.byteLength
      while (total > maxBytes && kept.size > 1) drop(kept.keys().next().value!)
      return bytes
    },
  }

  function drop(path: string): void {
    total -= kept.get(path)?.bytes.byteLength ?? 0
    kept.delete(path)
  }
}
