import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { compile } from '../cloudflare/compile.ts'
import { PRIVATE_FOLDER } from '../cloudflare/manifest.ts'
import { isError } from '../content/article/article.ts'
import { formatProblem } from '../content/problem.ts'
import { createEditions } from '../feed/editions/editions.ts'
import { codeVersion } from '../node/code-version.ts'
import { digest } from '../node/digest.ts'
import { openFolder } from '../node/folder/folder.ts'
import { replaceFile } from '../node/replace-file.ts'
import { readCache, writeCache } from '../node/serving/cache.ts'
import { createMediaFiles } from '../node/serving/media-files.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import type { MediaFiles } from '../publication/catalogue.ts'
import { VERSION } from '../version.ts'

/** Cloudflare's limits for one deploy on the free plan. */
const MAX_ASSETS = 20_000
const MAX_ASSET_BYTES = 25 * 1024 * 1024

export interface CompileFolderOptions {
  articles: string
  /** Where the manifest and the assets go. */
  output: string
  /** Used when the folder's settings name no `url`. */
  defaultUrl: string
  /** Wins over it. */
  siteUrl?: string
  /** File in which to remember what was parsed, for the next time. */
  cache?: string
  /** Ships what is not broken. */
  allowBroken: boolean
  now: number
  log(line: string): void
}

/** Compiles a folder for the Worker; returns the exit code, 1 where an article is broken and nothing was written. */
export function compileFolder({
  articles,
  output,
  defaultUrl,
  siteUrl,
  cache,
  allowBroken,
  now,
  log,
}: CompileFolderOptions): number {
  const started = performance.now()
  const version = codeVersion(VERSION)
  const folder = openFolder(articles, {
    defaultUrl,
    siteUrl,
    version,
    remembered: cache === undefined ? undefined : readCache(cache).articles,
  })
  const library = folder.library()
  for (const problem of library.problems) log(formatProblem(problem))
  const errors = library.problems.filter(isError).length
  if (errors > 0 && !allowBroken) {
    log(
      `Nothing was compiled, because of ${errors} ${errors === 1 ? 'error' : 'errors'}. Mend them, or ship the rest with --allow-broken.`,
    )
    return 1
  }
  const files = createMediaFiles(folder)
  const media: MediaFiles = {
    find: files.find,
    paths: () => [...files.paths()].filter((path) => (folder.file(path)?.size ?? 0) <= MAX_ASSET_BYTES),
  }
  for (const path of files.paths())
    if ((folder.file(path)?.size ?? 0) > MAX_ASSET_BYTES)
      log(`${path}: warning: Cloudflare takes files of up to 25 MiB, so this one is not shipped.`)
  const editions = createEditions(
    library,
    version,
    createFolderBodies(folder, (problem) => log(formatProblem(problem))),
    digest,
  )
  const { manifest, assets, mediaAssets } = compile({ library, editions, media, now, digest })
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  mkdirSync(directory, { recursive: true })
  // The name of an asset stands for its content.
  for (const [name, make] of assets)
    if (!existsSync(join(directory, name))) replaceFile(join(directory, name), make())
  for (const [path, name] of mediaAssets)
    if (!existsSync(join(directory, name))) copyFileSync(join(folder.directory, path), join(directory, name))
  replaceFile(join(output, 'manifest.json'), JSON.stringify(manifest))
  const wanted = new Set([...assets.keys(), ...mediaAssets.values()])
  for (const name of readdirSync(directory)) if (!wanted.has(name)) rmSync(join(directory, name))
  if (wanted.size > MAX_ASSETS)
    log(`warning: ${wanted.size} assets are more than the ${MAX_ASSETS} of Cloudflare's free plan.`)
  if (cache !== undefined && folder.hasNews()) writeCache(cache, { articles: folder.remember(), dates: [] })
  const size = Math.ceil(statSync(join(output, 'manifest.json')).size / 1024)
  log(
    `Compiled ${library.articles.length} articles into ${wanted.size} assets and a manifest of ${size} KiB in ${Math.round(performance.now() - started)} ms.`,
  )
  return 0
}

/** The address in wrangler.toml's `[vars]`, if there is one. */
export function siteUrlOf(wranglerToml: string): string | undefined {
  if (!existsSync(wranglerToml)) return undefined
  const { vars } = parse(readFileSync(wranglerToml, 'utf8')) as { vars?: { SITE_URL?: unknown } }
  return typeof vars?.SITE_URL === 'string' && vars.SITE_URL !== '' ? vars.SITE_URL : undefined
}
