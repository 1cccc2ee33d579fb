import { LARGE_BYTES } from '../content/media/elsewhere.ts'
import type { Problem } from '../content/problem.ts'

/** Cloudflare's limit for one asset. */
export const MAX_ASSET_BYTES = LARGE_BYTES

/** How many assets Cloudflare takes on the free plan; 100,000 on the paid plan. */
export const MAX_ASSETS = 20_000

/** Far below what Cloudflare takes for a Worker, because each start of one reads the manifest. */
const MAX_MANIFEST_BYTES = 512 * 1024

/** What an asset holds: the document at a path, or articles of feeds that have no document of their own. */
export interface AssetOwner {
  path: string
  /** The section of the feed; absent where it is not a feed. */
  section?: string
}

/** An error where Cloudflare refuses an asset because of its size. */
export function checkAssetSize({ path, section }: AssetOwner, bytes: number): Problem | undefined {
  if (bytes <= MAX_ASSET_BYTES) return undefined
  const size = `has ${toMebibytes(bytes)} MiB, and Cloudflare takes files of up to ${toMebibytes(MAX_ASSET_BYTES)} MiB`
  if (section === undefined) return limitError(path, `This ${size}`, 'Make it smaller, or serve it from Node')
  const settings = section === '' ? '_index.md' : `${section}/_index.md`
  const hint =
    'Set a lower `feedLimit`, or a `feedBytes`, here; the archives keep what the feed no longer shows'
  return limitError(settings, `The feed ${path} ${size}`, hint)
}

/** An error where there are more assets than Cloudflare takes; `files` is how many of them are files beside the articles. */
export function checkAssetCount(assets: number, files: number, maxAssets: number): Problem | undefined {
  if (assets <= maxAssets) return undefined
  return limitError(
    '_index.md',
    `The folder makes ${assets} assets, ${files} of them files beside the articles, and Cloudflare takes ${maxAssets}`,
    'Move files elsewhere, or set a higher `feedLimit`, which makes fewer archives; the paid plan takes 100000: compile with `--max-assets 100000`, or MAX_ASSETS=100000',
  )
}

/** An error where the Worker would start slowly, or not at all, because of what every request needs of the site. */
export function checkManifestSize(bytes: number): Problem | undefined {
  if (bytes <= MAX_MANIFEST_BYTES) return undefined
  const message = `The Worker's manifest has ${Math.ceil(bytes / 1024)} KiB, and ${MAX_MANIFEST_BYTES / 1024} are the most`
  return limitError('_index.md', message, 'Shorten `title` and `description` here')
}

function limitError(path: string, message: string, hint: string): Problem {
  return { severity: 'error', code: 'edge-limit', path, message, hint }
}

function toMebibytes(bytes: number): number {
  return Math.ceil((bytes / 1024 / 1024) * 10) / 10
}
