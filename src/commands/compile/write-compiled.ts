import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Compiled } from '../../cloudflare/compiled.ts'
import {
  type AssetOwner,
  checkAssetCount,
  checkAssetSize,
  checkManifestSize,
} from '../../cloudflare/limits.ts'
import { PRIVATE_FOLDER } from '../../cloudflare/manifest.ts'
import type { Problem } from '../../content/problem.ts'
import { digest } from '../../node/digest.ts'
import { replaceFile, replaceFileMeanwhile } from '../../node/replace-file.ts'
import { type CompileThread, type FileToMake, type MadeFile, writeMade } from './write-file.ts'

type Make = () => string | Uint8Array

/** The folder into which a library is compiled. */
export interface Output {
  /** Reads a shard of items that was written, or found as it was written, since this was opened. */
  readShard(name: string): string | undefined
  write(compiled: Compiled, options: WriteOptions): Promise<Written>
}

interface WriteOptions {
  maxAssets: number
  /** Reads what is published of a file beside the articles. */
  readMedia(path: string): Uint8Array
  /** Starts a thread that makes what is ordered, when there is something to make; unless given, all is made here. */
  startThread?(items: string): CompileThread
  /** Called after each file. */
  onPlaced?(count: number, total: number): void
}

/** How many assets were written, and the manifest's size; or the limits of Cloudflare that keep anything from being replaced. */
export type Written = { assets: number; kibibytes: number } | { problems: Problem[] }

/** How many files are written while the next ones are made: creating a file takes as long as making it. */
const AT_ONCE = 16

/** The digests of the files in the output folder, as they were written. */
const DIGESTS_FILE = 'digests.json'

/** Opens the output folder, in which only what the same `version` of the compiler has written is used again. */
export function openOutput(output: string, version: string): Output {
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  const itemDirectory = join(output, 'items')
  const digests = new Map<string, string>()
  return {
    readShard: (name) => (digests.has(name) ? readFileSync(join(itemDirectory, name), 'utf8') : undefined),
    write,
  }

  /** Writes the assets that are not there as they were written, then the manifest, and removes other assets. */
  async function write(
    { manifest, assets, itemShards, orders, mediaAssets, owners }: Compiled,
    { maxAssets, readMedia, startThread, onPlaced }: WriteOptions,
  ): Promise<Written> {
    const text = JSON.stringify(manifest)
    const problems = [
      checkAssetCount(assets.size + mediaAssets.size, mediaAssets.size, maxAssets),
      checkManifestSize(Buffer.byteLength(text)),
    ].filter((problem) => problem !== undefined)
    if (problems.length > 0) return { problems }
    for (const folder of [directory, itemDirectory]) mkdirSync(folder, { recursive: true })
    const before = readDigests(join(output, DIGESTS_FILE), version)
    let thread: CompileThread | undefined
    // Where all is there already, none is needed.
    const send =
      startThread &&
      ((file: FileToMake) => {
        thread ??= startThread(itemDirectory)
        return thread.send(file)
      })
    let placed = 0
    const place = async (path: string, name: string, make: Make, send?: CompileThread['send']) => {
      const order = send && orders.get(name)
      const makeThere = order && (() => send({ path, order: order() }))
      const problem = await placeFile(path, name, make, makeThere, before.get(name), owners.get(name))
      if (problem) problems.push(problem)
      onPlaced?.(++placed, itemShards.size + assets.size + mediaAssets.size)
    }
    const placeAsset =
      (send?: CompileThread['send']) =>
      ([name, make]: [string, Make]) =>
        place(join(directory, name), name, make, send)
    const work = createLanes()
    try {
      // Assets are made of items.
      await work(itemShards, ([name, make]) => place(join(itemDirectory, name), name, make, send))
      const ordered = Iterator.from([...assets].filter(([name]) => orders.has(name)))
      const others = [...assets].filter(([name]) => !orders.has(name))
      await Promise.all([
        send && work(ordered, placeAsset(send)),
        // What the thread has not begun then is made here, too.
        work(others, placeAsset()).then(() => work(ordered, placeAsset())),
      ])
    } finally {
      thread?.stop()
    }
    await work(mediaAssets, ([path, name]) => place(join(directory, name), name, () => readMedia(path)))
    if (problems.length > 0) return { problems }
    replaceFile(join(output, 'manifest.json'), text)
    replaceFile(join(output, DIGESTS_FILE), JSON.stringify({ version, digests: [...digests].sort() }))
    for (const folder of [directory, itemDirectory])
      for (const name of readdirSync(folder)) if (!digests.has(name)) rmSync(join(folder, name))
    return { assets: digests.size - itemShards.size, kibibytes: Math.ceil(Buffer.byteLength(text) / 1024) }
  }

  /** The name of a file identifies what it is made of, and its digest that nobody changed it since. */
  async function placeFile(
    path: string,
    name: string,
    make: Make,
    makeThere: (() => Promise<MadeFile | undefined>) | undefined,
    known: unknown,
    owner: AssetOwner = { path: name },
  ): Promise<Problem | undefined> {
    if (typeof known === 'string' && existsSync(path) && digest(readFileSync(path)) === known) {
      digests.set(name, known)
      return undefined
    }
    const made =
      (await makeThere?.()) ?? (await writeMade(make(), (content) => replaceFileMeanwhile(path, content)))
    const problem = checkAssetSize(owner, made.bytes)
    if (!problem) digests.set(name, made.digest)
    return problem
  }
}

/** Empty if the file cannot be read or is of another version: every asset is then made again. */
function readDigests(path: string, version: string): ReadonlyMap<unknown, unknown> {
  try {
    const known = JSON.parse(readFileSync(path, 'utf8'))
    return known.version === version ? new Map(known.digests) : new Map()
  } catch {
    return new Map()
  }
}

/** Does work on one after the other, at most so many at a time in each call; after a failure it begins no more, and rejects. */
function createLanes() {
  let hasFailed = false
  return async function work<T>(all: Iterable<T>, workOn: (one: T) => Promise<void>): Promise<void> {
    const rest = Iterator.from(all)
    const runLane = async () => {
      for (const one of rest) {
        if (hasFailed) return
        await workOn(one).catch((error) => {
          hasFailed = true
          throw error
        })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, runLane))
  }
}
