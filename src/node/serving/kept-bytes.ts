import { readFileSync } from 'node:fs'
import { digest } from '../digest.ts'
import { rememberInFile } from '../replace-file.ts'

/** How much is kept of what was rendered: enough for all the feeds of a large site, and for the archives that somebody walks through. */
const MAX_BYTES = 48 * 1024 * 1024

/** How much of it is kept over a restart: the feeds that are asked for all day. */
const MAX_SAVED_BYTES = 4 * 1024 * 1024

type Rendered = Uint8Array<ArrayBuffer>

interface Copy {
  version: string
  bytes: Rendered
}

interface Kept extends Copy {
  /** Whether it comes from before a restart, and `onNew` has not been told of it: `find` tells nobody. */
  isUntold?: true
}

/** As it is in the file. */
interface Saved extends Copy {
  /** The digest of the bytes. */
  sum: string
}

/** The last version of each document that was rendered; those that nobody has asked for the longest go first. */
export interface KeptBytes {
  /** `onNew` is told of bytes that were not at hand before, whether they were rendered now or before a restart. */
  get(path: string, version: string, render: () => Rendered, onNew?: (bytes: Rendered) => void): Rendered
  /** What is at hand. */
  find(path: string, version: string): Rendered | undefined
  /** Writes down what was asked for last, if there is anything new to remember. */
  save(): void
}

/** With a `file`, what was rendered outlives a restart; it is read when the first document is asked for, and is safe to delete. */
export function createKeptBytes({
  maxBytes = MAX_BYTES,
  file,
}: {
  maxBytes?: number
  file?: string
} = {}): KeptBytes {
  const kept = new Map<string, Kept>()
  let total = 0
  let newest = ''
  let before: Map<string, Saved> | undefined
  let hasNews = false
  const drop = (path: string) => {
    total -= kept.get(path)?.bytes.byteLength ?? 0
    kept.delete(path)
  }
  const keep = (path: string, one: Kept) => {
    drop(path)
    before?.delete(path)
    kept.set(path, one)
    total += one.bytes.byteLength
    while (total > maxBytes && kept.size > 1) drop(kept.keys().next().value!)
    return one
  }
  const find = (path: string, version: string): Kept | undefined => {
    const known = kept.get(path)
    if (known?.version === version) return known
    before ??= file === undefined ? new Map() : load(file)
    const found = before.get(path)
    // A file may be whole by its length and still be broken, as after a power failure.
    const isGood = found?.version === version && digest(found.bytes) === found.sum
    return isGood ? keep(path, { version, bytes: found.bytes, isUntold: true }) : undefined
  }
  return {
    find: (path, version) => find(path, version)?.bytes,
    get(path, version, render, onNew) {
      // Nearly always: then nothing moves.
      if (path === newest) {
        const known = kept.get(path)
        if (known?.version === version && !known.isUntold) return known.bytes
      }
      const known = find(path, version)
      const bytes = known?.bytes ?? render()
      if (!known || known.isUntold) {
        hasNews = true
        onNew?.(bytes)
      }
      newest = path
      keep(path, { version, bytes })
      return bytes
    },
    save() {
      if (file === undefined || !hasNews) return
      hasNews = false
      write(file, newestOf([...(before ?? []), ...kept]))
    },
  }
}

/** In the order given. */
function newestOf(kept: [string, Copy][]): [string, Copy][] {
  let left = MAX_SAVED_BYTES
  const fitting = kept.toReversed().filter(([, { bytes }]) => {
    left -= bytes.byteLength
    return left >= 0
  })
  return fitting.reverse()
}

/** A line of JSON says whose bytes follow, how many, and their digest. Nothing where the file is missing or cut off. */
function load(file: string): Map<string, Saved> {
  const found = new Map<string, Saved>()
  try {
    const text = readFileSync(file)
    let start = text.indexOf('\n') + 1
    for (const [path, version, length, sum] of JSON.parse(text.toString('utf8', 0, start)) as Row[]) {
      found.set(path, { version, bytes: new Uint8Array(text.subarray(start, start + length)), sum })
      start += length
    }
    return start === text.length ? found : new Map()
  } catch {
    return new Map()
  }
}

type Row = [path: string, version: string, bytes: number, sum: string]

function write(file: string, kept: [string, Copy][]): void {
  const index = kept.map(
    ([path, { version, bytes }]): Row => [path, version, bytes.byteLength, digest(bytes)],
  )
  const bytes = kept.map(([, { bytes }]) => bytes)
  rememberInFile(file, Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...bytes]))
}
