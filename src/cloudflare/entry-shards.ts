import { type Entry, entryShardOf } from './manifest.ts'

/** Average size of a shard, at most; the Worker parses one shard for a request. */
const SHARD_BYTES = 32 * 1024

/** Divides entries into those for the manifest, up to `maxBundledBytes` of JSON, and shards of all others, as JSON. */
export function divideEntries(
  entries: ReadonlyMap<string, Entry>,
  maxBundledBytes: number,
): { bundled: [string, Entry][]; shards: string[] } {
  const bundled: [string, Entry][] = []
  const others: [string, string][] = []
  let bytes = 0
  for (const [path, entry] of entries) {
    const text = JSON.stringify(entry)
    // With the quotes, the colon and the comma.
    const size = path.length + text.length + 4
    if (isRequestedMost(entry) && bytes + size <= maxBundledBytes) {
      bundled.push([path, entry])
      bytes += size
    } else others.push([path, text])
  }
  return { bundled, shards: toShards(others) }
}

/** Whether the entry is of a document that is an asset by itself, or a media file; old archives may be many redirects. */
function isRequestedMost(entry: Entry): boolean {
  if ('folder' in entry) return entry.folder.some((state) => 'version' in state && !state.text)
  return entry.path.some(({ asset }) => asset !== undefined)
}

/** The number of shards is a power of 2, so that it rarely changes, which moves every entry. */
function toShards(entries: readonly [string, string][]): string[] {
  if (entries.length === 0) return []
  const bytes = entries.reduce((sum, [path, text]) => sum + path.length + text.length, 0)
  const count = 2 ** Math.max(0, Math.ceil(Math.log2(bytes / SHARD_BYTES)))
  const shards = Array.from({ length: count }, (): string[] => [])
  for (const [path, text] of entries)
    shards[entryShardOf(path, count)]!.push(`${JSON.stringify(path)}:${text}`)
  return shards.map((shard) => `{${shard.join()}}`)
}
