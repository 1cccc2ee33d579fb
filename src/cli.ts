import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cacheFile, EDGE_FOLDER, STATS_FILE } from './node/wireroom-folder.ts'

const USAGE = `Usage: wireroom serve|check|stats|preview|compile|dev|deploy [--articles DIR]

  serve    serves the folder (PORT, HOST and SITE_URL in the environment change where; LOG=json|text|off, METRICS=off and
           TRUST_PROXY=1 what is noted of requests)
  check    prints what is wrong in the folder; exits with 1 where there are errors
  stats    prints how many follow each feed, as the server counted
  preview  compares the live feed, an address or a file, with what would be published (--feed news/feed.xml a section's; --verbose);
           exits with 1 where subscribers would get articles again, with 2 where it cannot compare
  compile  makes of the folder what the Cloudflare Worker serves, in .wireroom/edge or --output DIR; fails where an article
           is broken, unless --allow-broken
  dev      runs the Worker on this machine; arguments go to \`wrangler dev\`, such as --port 8790
  deploy   deploys the Worker; arguments go to \`wrangler deploy\`, such as --dry-run

ARTICLES in the environment names the folder as --articles does.
`

/** Runs a command; resolves to the exit code, or to undefined where the process goes on. */
async function run(args: string[]): Promise<number | undefined> {
  const [command = 'serve', ...rest] = args
  if (command === 'deploy' || command === 'dev') return runWrangler(command, rest)
  if (command === 'preview' && !rest.includes('--help')) return preview(rest)
  const options = {
    articles: { type: 'string' },
    'allow-broken': { type: 'boolean' },
    output: { type: 'string' },
    help: { type: 'boolean' },
  } as const
  const { values } = parseArgs({ args: rest, options })
  if (values.help || command === '--help') return print(USAGE, 0)
  if (command === 'stats')
    return (await import('./node/operation/stats.ts')).printStats(STATS_FILE, Date.now(), console.log)
  const articles = values.articles ?? process.env.ARTICLES ?? 'articles'
  if (!existsSync(articles) || !statSync(articles).isDirectory())
    return fail(`There is no folder ${articles}. Name one with --articles DIR.`)
  const { SITE_URL } = process.env
  if (SITE_URL && !/^https?:$/.test(URL.parse(SITE_URL)?.protocol ?? ''))
    return fail(`SITE_URL is "${SITE_URL}". Set it to an address such as https://example.org/.`)
  if (command === 'serve') return serve(articles)
  if (command === 'check') return (await import('./commands/check.ts')).check(articles, console.log)
  if (command === 'compile')
    return compile(articles, values.output ?? EDGE_FOLDER, values['allow-broken'] === true)
  return fail(`There is no command ${command}.\n\n${USAGE}`)
}

/** A deploy script tells by the code what would reach subscribers twice from what went wrong. */
async function preview(args: string[]): Promise<number> {
  try {
    const { preview } = await import('./commands/preview.ts')
    return await preview(args, { env: process.env, log: console.log, logError: console.error })
  } catch (error) {
    fail((error as Error).message)
    return 2
  }
}

async function compile(articles: string, output: string, allowBroken: boolean): Promise<number> {
  const cache = cacheFile('compile', articles)
  const { compileFolder, siteUrlOf } = await import('./commands/compile-folder.ts')
  const { SITE_URL, ALLOW_BROKEN, PORT, WRANGLER_COMMAND } = process.env
  return compileFolder({
    articles,
    output,
    defaultUrl: `http://localhost:${PORT || 8787}/`,
    siteUrl: SITE_URL || siteUrlOf('wrangler.toml'),
    cache,
    // While one is writing, a broken article must not stop the others from being looked at.
    allowBroken: allowBroken || ALLOW_BROKEN !== undefined || WRANGLER_COMMAND === 'dev',
    now: Date.now(),
    log: console.error,
  })
}

/** Runs Wrangler, which runs `compile`. It knows no flag of ours, so those reach the compiler through the environment. */
async function runWrangler(command: 'dev' | 'deploy', args: string[]): Promise<number> {
  const { spawnSync } = await import('node:child_process')
  const wrangler = fileURLToPath(
    import.meta.resolve('wrangler/package.json').replace('package.json', 'bin/wrangler.js'),
  )
  const port = args[args.indexOf('--port') + 1]
  const env = {
    // Asks the network for the properties of a request that nobody reads.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    ...process.env,
    ...(args.includes('--allow-broken') && { ALLOW_BROKEN: '1' }),
    ...(args.includes('--port') && { PORT: port }),
  }
  const rest = args.filter((argument) => argument !== '--allow-broken')
  const { status } = spawnSync(process.execPath, [wrangler, command, ...rest], { stdio: 'inherit', env })
  return status ?? 1
}

async function serve(articles: string): Promise<number | undefined> {
  const { PORT = '8787', HOST, SITE_URL, LOG = 'text', METRICS = 'on', TRUST_PROXY = '0' } = process.env
  const port = Number(PORT)
  if (!/^\d+$/.test(PORT) || port > 65535)
    return fail(`PORT is "${PORT}". Set it to a number from 0 to 65535.`)
  if (LOG !== 'json' && LOG !== 'text' && LOG !== 'off')
    return fail(`LOG is "${LOG}". Set it to json, text or off.`)
  if (METRICS !== 'on' && METRICS !== 'off') return fail(`METRICS is "${METRICS}". Set it to on or off.`)
  if (TRUST_PROXY !== '1' && TRUST_PROXY !== '0')
    return fail(`TRUST_PROXY is "${TRUST_PROXY}". Set it to 1 or 0.`)
  const cache = cacheFile('serve', articles)
  try {
    const { accessLog, flush } = LOG === 'off' ? {} : await openLog(LOG)
    const { startServer } = await import('./server.ts')
    const server = await startServer({
      articles,
      port,
      host: HOST || undefined,
      siteUrl: SITE_URL || undefined,
      cache,
      stats: STATS_FILE,
      metrics: METRICS === 'on',
      trustProxy: TRUST_PROXY === '1',
      accessLog,
      log: accessLog?.say ?? console.log,
    })
    stopOnSignal(async () => {
      await server.stop()
      await flush?.()
    })
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      return fail(`Port ${port} is in use. Stop what uses it, or set PORT to another.`)
    throw error
  }
}

async function openLog(form: 'json' | 'text') {
  const { createAccessLog } = await import('./node/operation/access-log.ts')
  const { createLines } = await import('./node/operation/lines.ts')
  const lines = createLines(process.stdout.fd)
  return { accessLog: await createAccessLog({ form, write: lines.write, now: Date.now }), flush: lines.flush }
}

/** A terminal signals all of its processes, and npm passes it on once more. */
const SAME_SIGNAL_MILLISECONDS = 300

/** The first signal stops in order, the second at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stoppingSince: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const now = performance.now()
      if (stoppingSince !== undefined && now - stoppingSince < SAME_SIGNAL_MILLISECONDS) return
      if (stoppingSince !== undefined) process.exit(1)
      stoppingSince = now
      stop().then(
        () => process.exit(0),
        (error: Error) => process.exit(fail(error.message)),
      )
    })
}

function print(text: string, code: number): number {
  console.log(text)
  return code
}

function fail(message: string): number {
  console.error(message)
  return 1
}

// That nobody reads any more what is printed is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
run(process.argv.slice(2)).then(
  (code) => {
    if (code !== undefined) process.exitCode = code
  },
  (error: Error) => {
    process.exitCode = fail(error.message)
  },
)
