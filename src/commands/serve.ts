import { MIN_TOKEN_LENGTH } from '../http/push/admin-token.ts'
import type { InsiderRule } from '../node/operation/insiders.ts'
import { cacheFile, registerCopy, statsFile } from '../node/wireroom-folder.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from './command.ts'
import { paintLine, withPaint } from './program/paint.ts'
import { choosePushPlace, PUSH_ENVIRONMENT } from './push/open-push-store.ts'

/** Serves the folder until a signal stops the process. */
export const serveCommand = defineCommand({
  description:
    'Serves the folder of articles as feeds.\nFiles that are edited, added, renamed or deleted change the feeds within a second.',
  options: {
    articles: ARTICLES_OPTION,
    port: {
      type: 'string',
      value: 'NUMBER',
      description: 'the port, 8787 unless given; 0 chooses a free one',
    },
    host: { type: 'string', value: 'ADDRESS', description: 'the interface to listen on; all unless given' },
    open: { type: 'boolean', description: 'opens the page in a browser' },
  },
  examples: [
    ['', 'serves the folder `articles`'],
    ['serve content/posts --open', 'serves another one, and opens the page in a browser'],
    ['serve --port 8000 --host 127.0.0.1', 'for this machine alone'],
  ],
  environment: {
    PORT: 'the same as --port',
    HOST: 'the same as --host',
    SITE_URL: 'the address that links start with, such as https://example.org/',
    LOG: 'the format of the line for each request: text unless set, json, or off for no lines',
    METRICS:
      'who gets /metrics and the details of /healthz: on, this machine, unless set; off, nobody; token:SECRET, whoever sends it',
    ...PUSH_ENVIRONMENT,
    WIREROOM_PUSH_ALLOW:
      'hosts that callbacks may name although they are not public, such as 127.0.0.1:9000, for development',
    ADMIN_TOKEN:
      'the password of /admin, which shows what was pushed, of 16 characters or more; without it there is no such page',
    TRUST_PROXY: '1 if a proxy of yours is in front of the server; 0 unless set',
  },
  async run({ values, env, log, logError, hasColors }) {
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    const { port, host, form, insiders, adminToken, trustProxy } = readChoices(values, env)
    const { accessLog, flush } = form === 'off' ? {} : await openLog(form, hasColors)
    const { startServer } = await import('../server.ts')
    const server = await startServer({
      articles,
      port,
      host,
      siteUrl,
      cache: cacheFile('serve', articles),
      register: registerCopy(articles),
      stats: statsFile(articles),
      insiders,
      adminToken,
      trustProxy,
      accessLog,
      push: choosePushPlace(articles, env),
      log: accessLog?.say ?? withPaint(log, hasColors),
      onListening: ({ stop }) =>
        stopOnSignal(async () => {
          await stop()
          await flush?.()
        }, logError),
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error
      throw new Error(
        `Port ${port} is in use. Stop the process that uses it, or choose another with --port ${port + 1}.`,
      )
    })
    if (values.open) await openInBrowser(`${server.url}/`, logError)
    return undefined
  },
})

/** Throws if an option or a variable has a value that is not allowed. */
function readChoices(options: { port?: string; host?: string }, env: NodeJS.ProcessEnv) {
  const { LOG = 'text', METRICS = 'on', TRUST_PROXY = '0' } = env
  const { port: text = env.PORT ?? '8787', host = env.HOST } = options
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535)
    throw new UsageError(
      `${options.port === undefined ? 'PORT' : '--port'} is "${text}". Set it to a number from 0 to 65535.`,
    )
  return {
    port,
    host: host || undefined,
    form: oneOf('LOG', LOG, ['json', 'text', 'off']),
    insiders: readInsiders(METRICS),
    adminToken: readAdminToken(env.ADMIN_TOKEN),
    trustProxy: oneOf('TRUST_PROXY', TRUST_PROXY, ['1', '0']) === '1',
  }
}

/** The message does not repeat the value, which may hold a secret. */
function readInsiders(text: string): InsiderRule {
  if (text === 'on') return 'loopback'
  if (text === 'off') return 'nobody'
  const token = /^token:\s*(\S+)\s*$/.exec(text)?.[1]
  if (token === undefined)
    throw new UsageError(
      'METRICS cannot be read. Set it to on, off or token:SECRET, without blanks in the secret.',
    )
  return { token }
}

/** The message does not repeat the value, which is a secret. */
function readAdminToken(text: string | undefined): string | undefined {
  const token = text?.trim()
  if (!token) return undefined
  if (token.length < MIN_TOKEN_LENGTH)
    throw new UsageError(
      `ADMIN_TOKEN has fewer than ${MIN_TOKEN_LENGTH} characters, so that it could be guessed. Make one with \`openssl rand -base64 24\`.`,
    )
  return token
}

function oneOf<const V extends string>(variable: string, value: string, allowed: readonly V[]): V {
  const found = allowed.find((one) => one === value)
  if (found !== undefined) return found
  throw new UsageError(
    `${variable} is "${value}". Set it to ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}.`,
  )
}

async function openLog(form: 'json' | 'text', hasColors = false) {
  const { createAccessLog } = await import('../node/operation/access-log.ts')
  const { createLines } = await import('../node/operation/lines.ts')
  const lines = createLines(process.stdout.fd)
  const write =
    hasColors && form === 'text'
      ? (line: string) => lines.write(`${paintLine(line.slice(0, -1))}\n`)
      : lines.write
  return { accessLog: await createAccessLog({ form, write, now: Date.now }), flush: lines.flush }
}

/** Opens an address with the program that the system has for it; where there is none, or it finds no browser, the address stands in the log all the same. */
async function openInBrowser(address: string, logError: (line: string) => void): Promise<void> {
  const { spawn } = await import('node:child_process')
  const [program, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[
    process.platform as string
  ] ?? ['xdg-open']
  const tell = () => logError(`No browser could be opened. Open ${address} yourself.`)
  spawn(program!, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', tell)
    .on('exit', (code) => code !== 0 && tell())
    .unref()
}

/** A terminal signals every process it runs, and npm passes the signal on, so one key press arrives twice. */
const SAME_SIGNAL_MILLISECONDS = 300

/** The first signal stops the server gracefully, a later one ends the process at once. */
function stopOnSignal(stop: () => Promise<void>, logError: (line: string) => void): void {
  let stoppingSince: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const now = performance.now()
      if (stoppingSince !== undefined && now - stoppingSince < SAME_SIGNAL_MILLISECONDS) return
      if (stoppingSince !== undefined) process.exit(1)
      stoppingSince = now
      // A terminal shows ^C, and the prompt of the shell would stand behind it.
      if (signal === 'SIGINT' && process.stdout.isTTY) process.stdout.write('\n')
      stop().then(
        () => process.exit(0),
        (error: Error) => {
          logError(error.message)
          process.exit(1)
        },
      )
    })
}
