import { type Context, Hono } from 'hono'
import type { Instant } from '../content/text/dates.ts'
import { renderGone } from '../pages/gone.ts'
import { renderHome } from '../pages/home.ts'
import type { Answer, Document, Publication, Status } from '../publication/publication.ts'
import { createEncodings, type Encoder } from './encoding.ts'
import { type Asked, askedBy, createResponder } from './respond.ts'
import { respell } from './spellings.ts'

/** Seconds for which caches may keep where an address leads, or that it is gone. */
const FORWARDING_SECONDS = 600

export interface AppOptions {
  publication: Publication
  /** The clock. */
  now(): Instant
  /** Content codings, best first; none where the platform compresses by itself. */
  encoders?: readonly Encoder[]
  /** What is asked, where the platform has it at less cost than the standard `Request`. */
  readAsked?(environment: unknown): Asked
  /** Hears why a request could not be answered; the console does where this is absent. */
  log?(text: string): void
}

/** The whole service, the same on every runtime. */
export function createApp({
  publication,
  now,
  encoders = [],
  readAsked,
  log = console.error,
}: AppOptions): Hono {
  const app = new Hono()
  const respond = createResponder(publication, createEncodings(encoders))
  app.get('/', async (context) =>
    context.html(renderHome(publication.site(), await publication.feeds(now()))),
  )
  app.get('/healthz', async (context) =>
    context.json(health(await publication.status(now())), 200, { 'Cache-Control': 'no-store' }),
  )
  app.get('*', (context): Response | Promise<Response> => {
    const time = now()
    const answer = publication.find(plainPathOf(context), time)
    if (answer instanceof Promise) return answer.then((found) => reply(context, found, time))
    return reply(context, answer, time)
  })
  // A second handler for all methods would put every GET through a chain of them.
  app.notFound(async (context) => {
    const path = pathOf(context)
    const answer = await findSpelling(path, now())
    if (answer && context.req.method === 'OPTIONS') return context.body(null, 204, PREFLIGHT)
    const known = answer || path === '' || path === 'healthz'
    return known
      ? context.text('This address answers GET and HEAD only.\n', 405, { Allow: 'GET, HEAD' })
      : notFound(context)
  })
  app.onError((error, context) => {
    const isBug = BUGS.has(error.name)
    log(`/${pathOf(context)} could not be answered: ${isBug ? error.stack : error.message}`)
    return isBug ? context.text('This is a mistake of the server.\n', 500, FAILED) : unavailable(context)
  })
  return app

  /** Answers without waiting for anything where nothing has to be waited for. */
  function reply(context: Context, answer: Answer | undefined, time: Instant): Response | Promise<Response> {
    if (answer?.kind !== 'document') return lead(context)
    return respond(askedIn(context), answer, time)
  }

  function askedIn({ env, req }: Context): Asked {
    return readAsked ? readAsked(env) : askedBy(req.raw)
  }

  /** Answers for what is no document: an old address, another spelling, something withdrawn, or nothing. */
  async function lead(context: Context): Promise<Response> {
    const time = now()
    const answer = await findSpelling(pathOf(context), time)
    if (answer?.kind === 'document') return respond(askedIn(context), answer, time)
    // Fetch section 4.10: a reader in a browser follows no redirect, and sees no status, without it.
    context.header('Access-Control-Allow-Origin', '*')
    if (!answer) return notFound(context)
    context.header('Cache-Control', cacheControl(answer, time))
    if (answer.kind === 'gone') return context.html(renderGone(publication.site(), answer.reason), 410)
    if (answer.kind === 'moved') return context.redirect(answer.to, 301)
    const { pathname } = new URL(answer.path, publication.site().url)
    return context.redirect(pathname, isForNow(answer) ? 307 : 301)
  }

  /** What the path leads to, or the one spelling of it that leads somewhere. */
  async function findSpelling(path: string, time: Instant): Promise<Answer | undefined> {
    const answer = await publication.find(path, time)
    if (answer) return answer
    for (const spelling of respell(path, publication.site().formerFolders)) {
      const other = await publication.find(spelling, time)
      if (other?.kind === 'document') return { kind: 'elsewhere', path: other.path, isPermanent: true }
      if (other) return other
    }
    return undefined
  }
}

/** What readers that run in a browser ask before they send a conditional request (Fetch section 3.3). */
const PREFLIGHT = {
  Allow: 'GET, HEAD',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'If-None-Match, If-Modified-Since, If-Range, Range, A-IM',
  'Access-Control-Max-Age': '86400',
}

/** What a programmer's mistake throws. Anything else could not be read just now, as a file that is being replaced. */
const BUGS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])

const FAILED = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' }

/** RFC 9110 15.6.4. */
function unavailable(context: Context): Response {
  return context.text('This cannot be read just now; try again shortly.\n', 503, {
    ...FAILED,
    'Retry-After': '5',
  })
}

function isForNow(answer: Answer): boolean {
  return answer.kind === 'elsewhere' && !answer.isPermanent
}

function pathOf(context: Context): string {
  return new URL(context.req.url).pathname.slice(1)
}

/** The same for a URL in which nothing has to be normalized, which is nearly every one, at a fraction of the cost. */
function plainPathOf(context: Context): string {
  const { url } = context.req
  const start = url.indexOf('/', 'https://'.length) + 1
  const query = url.indexOf('?', start)
  const path = query < 0 ? url.slice(start) : url.slice(start, query)
  return start > 0 && /^[\w./-]*$/.test(path) ? path : pathOf(context)
}

/** What an embargo keeps back is there the second it lifts. */
function notFound(context: Context): Response {
  return context.text('There is nothing here. The feeds are listed at /.\n', 404, {
    'Cache-Control': 'no-cache',
  })
}

/** RFC 9110 15.1: without a word, a cache may keep a 301, a 404 or a 410 for as long as it likes. */
function cacheControl(answer: Exclude<Answer, Document>, time: Instant): string {
  if (isForNow(answer)) return 'no-cache'
  const left =
    answer.kind === 'moved' && answer.validUntil !== undefined
      ? answer.validUntil - time
      : Number.POSITIVE_INFINITY
  return `public, max-age=${Math.min(FORWARDING_SECONDS, Math.floor(left / 1000))}`
}

/** Problems by place and code only: their messages may quote what is not public. */
function health({ articles, problems }: Status): object {
  return {
    status: problems.some(({ severity }) => severity === 'error') ? 'degraded' : 'ok',
    articles,
    problems: problems.map(({ severity, code, path, line }) => ({ severity, code, path, line })),
  }
}
