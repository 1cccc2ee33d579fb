/** How many rendered bytes are kept: all feeds of a large site, and the archives that a reader walks through. */
const MAX_BYTES = 48 * 1024 * 1024

type Rendered = Uint8Array<ArrayBuffer>

/**
 * Returns a function that renders a document unless it has kept the bytes of that version; `onNew` gets bytes that were rendered. Keeps one version
 * of each document, and drops the least recently used documents first.
 */
export function createKeptBytes(maxBytes = MAX_BYTES) {
  const kept = new Map<string, { version: string; bytes: Rendered }>()
  let total = 0
  return (path: string, version: string, render: () => Rendered, onNew?: (bytes: Rendered) => void) => {
    const known = kept.get(path)
    const bytes = known?.version === version ? known.bytes : render()
    if (bytes !== known?.bytes) onNew?.(bytes)
    drop(path)
    kept.set(path, { version, bytes })
    total += bytes.byteLength
    while (total > maxBytes && kept.size > 1) drop(kept.keys().next().value!)
    return bytes
  }

  function drop(path: string): void {
    total -= kept.get(path)?.bytes.byteLength ?? 0
    kept.delete(path)
  }
}
