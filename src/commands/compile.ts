import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { type Compiled, compile } from '../cloudflare/compile.ts'
import { PRIVATE_FOLDER } from '../cloudflare/manifest.ts'
import { isError } from '../content/article/article.ts'
import { describeDoubts, formatProblem, type Problem } from '../content/problem.ts'
import { createEditions } from '../feed/editions/editions.ts'
import { codeVersion } from '../node/code-version.ts'
import { digest } from '../node/digest.ts'
import { addRemembered } from '../node/folder/cached-articles.ts'
import { type Folder, openFolder } from '../node/folder/folder.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { replaceFile } from '../node/replace-file.ts'
import { readCache, writeCache } from '../node/serving/cache.ts'
import { createMediaFiles, readPublished } from '../node/serving/media-files.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { cacheFile, EDGE_FOLDER, registerCopy } from '../node/wireroom-folder.ts'
import { VERSION } from '../version.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'

/** Cloudflare's limits for one deploy on the free plan. */
const MAX_ASSETS = 20_000
const MAX_ASSET_BYTES = 25 * 1024 * 1024

/** Compiles the folder for the Worker; `wrangler.toml` has Wrangler run it before each deploy and each local run. */
export const compileCommand = defineCommand({
  description: 'Compiles the folder for the Cloudflare Worker.\nFails if an article is broken.',
  options: {
    articles: ARTICLES_OPTION,
    output: { type: 'string', value: 'DIR', description: `the output folder; ${EDGE_FOLDER} unless given` },
    'allow-broken': { type: 'boolean', description: 'leaves out broken articles and compiles the rest' },
  },
  environment: {
    SITE_URL: 'the address that links start with; unless set, the one in wrangler.toml',
    ALLOW_BROKEN: 'set to anything, has the effect of --allow-broken',
    PORT: 'the port in links to localhost, where no address is set; 8787 unless set',
  },
  run({ values, env, logError: log, now: clock }) {
    const started = performance.now()
    const { articles, siteUrl = siteUrlOf('wrangler.toml') } = chooseArticles(values.articles, env)
    const cache = cacheFile('compile', articles)
    const version = codeVersion(VERSION)
    const now = clock()
    const remembered = readCache(cache, log).articles
    const ids = createRegisterFile(articles, registerCopy(articles), log)
    const folder = openFolder(articles, {
      defaultUrl: `http://localhost:${env.PORT || 8787}/`,
      siteUrl,
      version,
      remembered,
      ids: {
        ...ids,
        read() {
          const { register, problems } = ids.read()
          return { register: addRemembered(register, remembered, now), problems }
        },
      },
    })
    if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
    const library = folder.library()
    const report = (problem: Problem) => log(formatProblem(problem))
    library.problems.forEach(report)
    const errors = library.problems.filter(isError).length
    // `wrangler dev` leaves broken articles out, so that an author can preview the others while editing one.
    const allowsBroken =
      values['allow-broken'] || env.ALLOW_BROKEN !== undefined || env.WRANGLER_COMMAND === 'dev'
    if (errors > 0 && !allowsBroken) {
      const count = `${errors} ${errors === 1 ? 'error' : 'errors'}`
      log(`Nothing was compiled, because of ${count}. Fix them, or compile the rest with --allow-broken.`)
      return 1
    }
    const files = createMediaFiles(folder)
    const { small = [], large = [] } = Object.groupBy(files.paths(), (path) =>
      (folder.file(path)?.size ?? 0) > MAX_ASSET_BYTES ? 'large' : 'small',
    )
    for (const path of large)
      log(`${path}: warning: Cloudflare takes files of up to 25 MiB, so this one is left out.`)
    const compiled = compile({
      library,
      editions: createEditions(library, version, createFolderBodies(folder, report), digest),
      media: { find: files.find, paths: () => small },
      now,
      digest,
    })
    const register = folder.register(now)
    if (register.entries.length > 0) ids.write(register)
    const { assets, kibibytes } = writeCompiled(compiled, folder, values.output ?? EDGE_FOLDER)
    if (assets > MAX_ASSETS)
      log(`warning: ${assets} assets are more than the ${MAX_ASSETS} of Cloudflare's free plan.`)
    if (folder.hasNews()) writeCache(cache, { articles: folder.remember(), dates: [] })
    const milliseconds = Math.round(performance.now() - started)
    log(
      `Compiled ${library.articles.length} articles into ${assets} assets and a manifest of ${kibibytes} KiB in ${milliseconds} ms.`,
    )
    return 0
  },
})

/** Writes the manifest and the assets that are not there as they were written, and removes others; returns how many there are and the manifest's size. */
function writeCompiled({ manifest, assets, mediaAssets }: Compiled, folder: Folder, output: string) {
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  mkdirSync(directory, { recursive: true })
  const before = readDigests(join(output, DIGESTS_FILE))
  const digests = new Map<string, string>()
  for (const [name, make] of assets) place(name, make)
  for (const [path, name] of mediaAssets) place(name, () => readPublished(folder, path))
  replaceFile(join(output, 'manifest.json'), JSON.stringify(manifest))
  replaceFile(join(output, DIGESTS_FILE), JSON.stringify([...digests]))
  for (const name of readdirSync(directory)) if (!digests.has(name)) rmSync(join(directory, name))
  const { size } = statSync(join(output, 'manifest.json'))
  return { assets: digests.size, kibibytes: Math.ceil(size / 1024) }

  /** The name of an asset identifies what it is made of, and its digest that nobody changed it since. */
  function place(name: string, make: () => string | Uint8Array): void {
    const path = join(directory, name)
    const known = before.get(name)
    if (known !== undefined && existsSync(path) && digest(readFileSync(path)) === known) {
      digests.set(name, known)
      return
    }
    const content = make()
    replaceFile(path, content)
    digests.set(name, digest(content))
  }
}

/** The digests of the assets in the output folder, as they were written. */
const DIGESTS_FILE = 'digests.json'

/** Empty if the file cannot be read: every asset is then made again. */
function readDigests(path: string): ReadonlyMap<unknown, unknown> {
  try {
    return new Map(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return new Map()
  }
}

/** The address in wrangler.toml's `[vars]`, if there is one. */
function siteUrlOf(wranglerToml: string): string | undefined {
  if (!existsSync(wranglerToml)) return undefined
  const { vars } = parse(readFileSync(wranglerToml, 'utf8')) as { vars?: { SITE_URL?: unknown } }
  return typeof vars?.SITE_URL === 'string' && vars.SITE_URL !== '' ? vars.SITE_URL : undefined
}
