import { existsSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'

// Must come before the imports it speeds up, so those are made where they are used.
enableCompileCache()

const USAGE = `Usage: wireroom serve|check [--articles DIR]

  serve   serves the folder (PORT, HOST and SITE_URL in the environment change where)
  check   prints what is wrong in the folder; exits with 1 where there are errors
`

/** Runs a command; resolves to the exit code, or to undefined where the process goes on. */
async function run(args: string[]): Promise<number | undefined> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { articles: { type: 'string' }, help: { type: 'boolean' } },
  })
  const [command = 'serve'] = positionals
  if (values.help) return print(USAGE, 0)
  const articles = values.articles ?? 'articles'
  if (!existsSync(articles) || !statSync(articles).isDirectory())
    return fail(`There is no folder ${articles}. Name one with --articles DIR.`)
  if (command === 'serve') return serve(articles)
  if (command === 'check') return (await import('./check.ts')).check(articles, console.log)
  return fail(`There is no command ${command}.\n\n${USAGE}`)
}

async function serve(articles: string): Promise<number | undefined> {
  const { PORT = '8787', HOST, SITE_URL } = process.env
  const port = Number(PORT)
  if (!/^\d+$/.test(PORT) || port > 65535)
    return fail(`PORT is "${PORT}". Set it to a number from 0 to 65535.`)
  if (SITE_URL && !/^https?:$/.test(URL.parse(SITE_URL)?.protocol ?? ''))
    return fail(`SITE_URL is "${SITE_URL}". Set it to an address such as https://example.org/.`)
  try {
    const { startServer } = await import('./server.ts')
    const server = await startServer({
      articles,
      port,
      host: HOST || undefined,
      siteUrl: SITE_URL || undefined,
      log: console.log,
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => server.stop().then(() => process.exit(0)))
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      return fail(`Port ${port} is in use. Stop what uses it, or set PORT to another.`)
    throw error
  }
}

function print(text: string, code: number): number {
  console.log(text)
  return code
}

function fail(message: string): number {
  console.error(message)
  return 1
}

run(process.argv.slice(2)).then(
  (code) => {
    if (code !== undefined) process.exitCode = code
  },
  (error: Error) => {
    process.exitCode = fail(error.message)
  },
)
