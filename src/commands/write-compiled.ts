import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Compiled } from '../cloudflare/compile.ts'
import { checkAssetCount, checkAssetSize, checkManifestSize } from '../cloudflare/limits.ts'
import { PRIVATE_FOLDER } from '../cloudflare/manifest.ts'
import type { Problem } from '../content/problem.ts'
import { digest } from '../node/digest.ts'
import { replaceFile } from '../node/replace-file.ts'

interface WriteOptions {
  /** The output folder. */
  output: string
  maxAssets: number
  /** Reads what is published of a file beside the articles. */
  readMedia(path: string): Uint8Array
}

/** How many assets were written, and the manifest's size; or the limits of Cloudflare that keep anything from being replaced. */
export type Written = { assets: number; kibibytes: number } | { problems: Problem[] }

/** The digests of the assets in the output folder, as they were written. */
const DIGESTS_FILE = 'digests.json'

/** Writes the assets that are not there as they were written, then the manifest, and removes other assets. */
export function writeCompiled(
  { manifest, assets, mediaAssets, owners }: Compiled,
  { output, maxAssets, readMedia }: WriteOptions,
): Written {
  const text = JSON.stringify(manifest)
  const problems = [
    checkAssetCount(assets.size + mediaAssets.size, mediaAssets.size, maxAssets),
    checkManifestSize(Buffer.byteLength(text)),
  ].filter((problem) => problem !== undefined)
  if (problems.length > 0) return { problems }
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  mkdirSync(directory, { recursive: true })
  const before = readDigests(join(output, DIGESTS_FILE))
  const digests = new Map<string, string>()
  for (const [name, make] of assets) place(name, make)
  for (const [path, name] of mediaAssets) place(name, () => readMedia(path))
  if (problems.length > 0) return { problems }
  replaceFile(join(output, 'manifest.json'), text)
  replaceFile(join(output, DIGESTS_FILE), JSON.stringify([...digests]))
  for (const name of readdirSync(directory)) if (!digests.has(name)) rmSync(join(directory, name))
  return { assets: digests.size, kibibytes: Math.ceil(Buffer.byteLength(text) / 1024) }

  /** The name of an asset identifies what it is made of, and its digest that nobody changed it since. */
  function place(name: string, make: () => string | Uint8Array): void {
    const path = join(directory, name)
    const known = before.get(name)
    if (known !== undefined && existsSync(path) && digest(readFileSync(path)) === known) {
      digests.set(name, known)
      return
    }
    const content = make()
    const problem = checkAssetSize(owners.get(name) ?? { path: name }, Buffer.byteLength(content))
    if (problem) problems.push(problem)
    else replaceFile(path, content)
    digests.set(name, digest(content))
  }
}

/** Empty if the file cannot be read: every asset is then made again. */
function readDigests(path: string): ReadonlyMap<unknown, unknown> {
  try {
    return new Map(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return new Map()
  }
}
