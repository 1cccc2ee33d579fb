import { existsSync, realpathSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isError } from '../../content/article/article.ts'
import { comingChanges } from '../../content/library/library.ts'
import { describeDoubts, formatProblem, type Problem } from '../../content/problem.ts'
import { dropAtEnd } from '../../content/text/characters.ts'
import { cacheDocument } from '../../http/cache-control.ts'
import { describeProblems } from '../../node/serving/describe-problems.ts'
import { cacheFile } from '../../node/wireroom-folder.ts'
import { ARTICLES_OPTION, type CommandContext, chooseArticles, defineCommand } from '../command.ts'
import { describeUnwritten } from '../describe-unwritten.ts'
import { withOutputLock } from '../output-lock.ts'
import { buildSite } from './build-site.ts'
import { createStateFile } from './built-state.ts'
import { openSite } from './open-site.ts'
import { type BuildThread, startBuildThread } from './threads.ts'

/** Writes the whole site as files for a static host. */
export const buildCommand = defineCommand({
  description:
    'Writes every page, feed and file as the server sends it, for a static host.\nA second build writes what has changed alone; no file is ever half written. Build again when an embargo ends: the output names the moment.',
  options: {
    articles: ARTICLES_OPTION,
    out: { type: 'string', value: 'DIR', description: 'the folder to write into; `dist` unless given' },
    'allow-broken': { type: 'boolean', description: 'leaves out broken articles and builds the rest' },
  },
  examples: [
    ['build --out dist', 'writes the site into dist/'],
    ['build blog --out /srv/www', 'of the articles in blog/, where a web server serves it'],
    ['build --out dist --allow-broken', 'builds the rest where an article has errors'],
  ],
  environment: { SITE_URL: 'the address that links start with, such as https://example.org/' },
  run({ values, ...context }) {
    const { articles, out = 'dist', 'allow-broken': allowsBroken = false } = values
    return withOutputLock(out, context.logError, () => build(articles, out, allowsBroken, context))
  },
})

async function build(
  option: string | undefined,
  out: string,
  allowsBroken: boolean,
  { env, log, logError, now: clock, showProgress }: CommandContext,
): Promise<number> {
  const started = performance.now()
  const { articles, siteUrl } = chooseArticles(option, env)
  if (isInside(out, articles) || isInside(articles, out))
    throw new Error(
      `${out} and ${articles} are one in the other, so that what is built would be read as articles. Name another folder with --out.`,
    )
  const now = clock()
  const source = { articles, siteUrl, now }
  const met: Problem[] = []
  const site = openSite(source, logError, (problem) => met.push(problem))
  const { folder, publication } = site
  if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
  await folder.readDurations()
  const library = folder.library()
  for (const line of describeProblems(library.problems)) logError(line)
  const errors = library.problems.filter(isError).length
  if (errors > 0 && !allowsBroken) {
    const count = `${errors} ${errors === 1 ? 'error' : 'errors'}`
    logError(`Nothing was built, because of ${count}. Fix them, or build the rest with --allow-broken.`)
    return 1
  }
  const { url } = library.site
  const key = site.key()
  const [next] = comingChanges(library, now)
  const built = await buildSite({
    out,
    paths: () => publication.paths(now),
    basePath: new URL(url).pathname,
    find: (path) => publication.find(path, now),
    request: site.request,
    caching: (document) => cacheDocument(document, publication.site()),
    showProgress,
    source: { key, now, next, state: createStateFile(cacheFile('built', articles)) },
    startThreads(documents) {
      const count = Math.min(availableParallelism(), MAX_THREADS, Math.ceil(documents / PER_THREAD)) - 1
      // They recall what was parsed and looked up here.
      if (count > 0) site.remember()
      return Array.from(
        { length: Math.max(0, count) },
        (_, index): BuildThread =>
          startBuildThread({ ...source, out, key, number: index + 1 }, (problem) => met.push(problem)),
      )
    },
  })
    .catch((error) => {
      throw describeUnwritten(error, out, '--out')
    })
    .finally(() => {
      // A thread may meet what another one has met.
      const unique = new Map(met.map((problem) => [formatProblem(problem), problem]))
      for (const line of describeProblems([...unique.values()])) logError(line)
    })
  folder.register(now)
  site.remember()
  for (const warning of built.warnings) logError(warning)
  if (library.site.hubs.includes(`${url}hub`))
    logError(
      `warning: feeds name the hub ${url}hub, which no static host has. Set \`hub: false\` in _index.md, unless a server answers there.`,
    )
  if (isLocal(url))
    logError(
      `warning: links lead to this machine (${url}). Set \`url\` in _index.md, or SITE_URL, to the address of the site.`,
    )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  log(
    `Built ${built.files} files in ${dropAtEnd(out, '/')}/ in ${seconds} s: ${built.written} written, ${built.removed} removed.`,
  )
  if (next !== undefined)
    log(`The site changes by itself at ${new Date(next).toISOString()}; build it again then.`)
  return 0
}

/** More would wait for the disk. */
const MAX_THREADS = 8

/** A thread is of use for more documents than it renders in the time that it takes to start. */
const PER_THREAD = 500

/** Whether a folder is the other, or stands in it, whatever links lead there. */
function isInside(folder: string, other: string): boolean {
  const way = relative(realPath(other), realPath(folder))
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

/** The path without links, of a folder that need not be there yet. */
function realPath(path: string): string {
  const whole = resolve(path)
  if (existsSync(whole)) return realpathSync(whole)
  return join(realPath(dirname(whole)), basename(whole))
}

function isLocal(url: string): boolean {
  return /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname)
}
