import { type Entry, entryShardOf } from './manifest.ts'

/** Bytes of its JSON, on average at most: the Worker parses one shard for an address. */
const SHARD_BYTES = 128 * 1024

/** The entries that are bundled, as far as they fit into `bundledBytes`, and the JSON of the shards with all others. */
export function divideEntries(
  entries: ReadonlyMap<string, Entry>,
  bundledBytes: number,
): { bundled: [string, Entry][]; shards: string[] } {
  const bundled: [string, Entry][] = []
  const others: [string, string][] = []
  let bytes = 0
  for (const [path, entry] of entries) {
    const text = JSON.stringify(entry)
    if (isAskedMost(entry) && bytes + text.length <= bundledBytes) {
      bundled.push([path, entry])
      bytes += text.length
    } else others.push([path, text])
  }
  return { bundled, shards: toShards(others) }
}

/** Whether it is of what is rendered ahead, or of a file. */
function isAskedMost(entry: Entry): boolean {
  if ('folder' in entry) return !entry.folder.some((state) => 'recipe' in state && state.recipe)
  return entry.path.some(({ asset }) => asset !== undefined)
}

/** Their number is a power of 2, so that a few bytes more seldom move every entry. */
function toShards(entries: readonly [string, string][]): string[] {
  if (entries.length === 0) return []
  const bytes = entries.reduce((sum, [path, text]) => sum + path.length + text.length, 0)
  const count = 2 ** Math.max(0, Math.ceil(Math.log2(bytes / SHARD_BYTES)))
  const shards = Array.from({ length: count }, (): string[] => [])
  for (const [path, text] of entries)
    shards[entryShardOf(path, count)]!.push(`${JSON.stringify(path)}:${text}`)
  return shards.map((shard) => `{${shard.join()}}`)
}
