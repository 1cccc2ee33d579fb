import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { parse } from 'smol-toml'
import { compile } from '../../cloudflare/compile.ts'
import { MAX_ASSET_BYTES, MAX_ASSETS } from '../../cloudflare/limits.ts'
import { isError } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { describeDoubts, formatProblem, type Problem } from '../../content/problem.ts'
import { createEditions } from '../../feed/editions/editions.ts'
import { codeVersion, compilerVersion } from '../../node/code-version.ts'
import { digest } from '../../node/digest.ts'
import { addRemembered } from '../../node/folder/cached-articles.ts'
import { MANY_ARTICLES, openFolder } from '../../node/folder/folder.ts'
import { createHighlight } from '../../node/highlight.ts'
import { createRegisterFile } from '../../node/register-file.ts'
import { readCache, writeCache } from '../../node/serving/cache.ts'
import { createContentDigests } from '../../node/serving/content-digests.ts'
import { createMediaFiles, readPublished } from '../../node/serving/media-files.ts'
import { createFolderBodies } from '../../node/serving/publication.ts'
import { cacheFile, EDGE_FOLDER, registerCopy } from '../../node/wireroom-folder.ts'
import { createPages } from '../../pages/pages.ts'
import { countOf } from '../../push/words.ts'
import { VERSION } from '../../version.ts'
import { ARTICLES_OPTION, type CommandContext, chooseArticles, defineCommand } from '../command.ts'
import { describeUnwritten } from '../describe-unwritten.ts'
import { withOutputLock } from '../output-lock.ts'
import { BUCKET, describeElsewhere, divideFiles } from './large-files.ts'
import { openOutput } from './write-compiled.ts'
import { compressAsset, startCompileThread } from './write-file.ts'

/** Compiles the folder for the Worker; `wrangler.toml` has Wrangler run it before each deploy and each local run. */
export const compileCommand = defineCommand({
  description: 'Compiles the folder for the Cloudflare Worker.\nFails if an article is broken.',
  options: {
    articles: ARTICLES_OPTION,
    output: { type: 'string', value: 'DIR', description: `the output folder; ${EDGE_FOLDER} unless given` },
    'allow-broken': { type: 'boolean', description: 'leaves out broken articles and compiles the rest' },
    'max-assets': {
      type: 'string',
      value: 'NUMBER',
      description: `how many assets your plan takes; ${MAX_ASSETS} unless given, as on the free plan`,
    },
  },
  environment: {
    SITE_URL: 'the address that links start with; unless set, the one in wrangler.toml',
    ALLOW_BROKEN: 'set to anything, has the effect of --allow-broken',
    MAX_ASSETS: 'the same as --max-assets',
    PORT: 'the port in links to localhost, where no address is set; 8787 unless set',
  },
  run({ values, ...context }) {
    const { output = EDGE_FOLDER } = values
    return withOutputLock(output, context.logError, () => compileInto(output, values, context))
  },
})

interface Choices {
  articles?: string
  'allow-broken'?: boolean
  'max-assets'?: string
}

async function compileInto(
  outputFolder: string,
  values: Choices,
  { env, logError: log, now: clock, showProgress = () => {} }: CommandContext,
): Promise<number> {
  // V8 lets a heap grow to several times what lives in it: 8,000 articles took half as much memory again, and as much time.
  setFlagsFromString('--heap-growing-percent=60')
  const started = performance.now()
  const maxAssets = toCount(values['max-assets'] ?? env.MAX_ASSETS)
  const { articles, siteUrl = siteUrlOf('wrangler.toml') } = chooseArticles(values.articles, env)
  const cache = cacheFile('compile', articles)
  const version = codeVersion(VERSION)
  const now = clock()
  showProgress(`Reading ${articles}`)
  const { articles: remembered, digests: rows } = readCache(cache, log)
  const ids = createRegisterFile(articles, registerCopy(articles), log)
  const folder = openFolder(articles, {
    defaultUrl: `http://localhost:${env.PORT || 8787}/`,
    siteUrl,
    version,
    remembered,
    leavesTextsAbove: MANY_ARTICLES,
    ids: {
      ...ids,
      read() {
        const { register, problems } = ids.read()
        return { register: addRemembered(register, remembered, now), problems }
      },
    },
  })
  if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
  await folder.readDurations()
  showProgress('')
  const library = canPush('wrangler.toml') ? folder.library() : withoutPush(folder.library())
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
  const digests = createContentDigests(folder.directory, rows, MAX_ASSET_BYTES)
  const files = createMediaFiles(folder, digests)
  const divided = divideFiles(folder, now, hasBucket('wrangler.toml'))
  divided.problems.forEach(report)
  if (divided.problems.some(isError) && env.WRANGLER_COMMAND !== 'dev') {
    log('Nothing was compiled, because feeds would name files that are not there.')
    return 1
  }
  for (const line of describeElsewhere(folder, divided)) log(line)
  // The compiler waits for nothing, and the content of large files is read in parts.
  for (const path of divided.objects) await files.find(path)?.identify()
  const output = openOutput(outputFolder, compilerVersion(VERSION))
  const bodies = createFolderBodies(folder, report)
  showProgress(`Compiling ${countOf(library.articles.length, 'article')}`)
  const editions = createEditions(library, version, bodies, digest)
  const compiled = compile({
    library,
    editions,
    pages: (kept) => createPages(createHighlight())(library, kept, bodies),
    media: {
      ...files,
      paths: () => [...divided.assets, ...divided.objects, ...divided.moved],
      objects: new Set(divided.objects),
    },
    now,
    digest,
    compress: compressAsset,
    readShard: output.readShard,
    maxAssets,
  })
  // With fewer articles, a thread costs more memory and CPU than the time is worth.
  const hasThread = library.articles.length >= MANY_ARTICLES && availableParallelism() > 1
  const written = await output
    .write(compiled, {
      maxAssets,
      readMedia: (path) => readPublished(folder, path),
      ...(hasThread && { startThread: (items) => startCompileThread({ items }) }),
      onPlaced: (count, total) => showProgress(`${count} of ${total} assets`),
    })
    .catch((error) => {
      throw describeUnwritten(error, outputFolder, '--output')
    })
  showProgress('')
  if (folder.hasNews() || digests.hasNews())
    writeCache(cache, {
      articles: folder.remember(),
      dates: [],
      digests: digests.rows((path) => folder.file(path.normalize('NFC')) !== undefined),
    })
  if ('problems' in written) {
    written.problems.forEach(report)
    log('Nothing was replaced, because Cloudflare would refuse it.')
    return 1
  }
  const { assets, kibibytes } = written
  const register = folder.register(now)
  if (register.entries.length > 0) ids.write(register)
  const milliseconds = Math.round(performance.now() - started)
  log(
    `Compiled ${countOf(library.articles.length, 'article')} into ${countOf(assets, 'asset')} and a manifest of ${kibibytes} KiB in ${milliseconds} ms.`,
  )
  return 0
}

/** The limit of the free plan unless one is given. */
function toCount(value: string | undefined): number {
  if (value === undefined || value === '') return MAX_ASSETS
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new Error(`--max-assets is "${value}". Give it a number, such as 100000.`)
  return Number(value)
}

/** Whether wrangler.toml binds the object that pushes; a site without that file has its own way to deploy, and is taken at its word. */
function canPush(wranglerToml: string): boolean {
  const { durable_objects: objects } = readToml(wranglerToml) as {
    durable_objects?: { bindings?: { name?: unknown }[] }
  }
  return !existsSync(wranglerToml) || objects?.bindings?.some(({ name }) => name === 'PUSH') === true
}

/** Whether wrangler.toml binds the bucket of files that are too large for assets. */
export function hasBucket(wranglerToml: string): boolean {
  const { r2_buckets: buckets } = readToml(wranglerToml) as { r2_buckets?: { binding?: unknown }[] }
  return Array.isArray(buckets) && buckets.some(({ binding }) => binding === BUCKET)
}

/** Nobody would answer at the hub, or send anything. */
function withoutPush(library: Library): Library {
  const { push: _, ...site } = library.site
  return { ...library, site: { ...site, hubs: [] } }
}

/** The address in wrangler.toml's `[vars]`, if there is one. */
function siteUrlOf(wranglerToml: string): string | undefined {
  const { vars } = readToml(wranglerToml) as { vars?: { SITE_URL?: unknown } }
  return typeof vars?.SITE_URL === 'string' && vars.SITE_URL !== '' ? vars.SITE_URL : undefined
}

function readToml(path: string): object {
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : {}
}
