import { type Context, Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import type { Gone, Redirect } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import { renderFailure } from '../pages/failure.ts'
import { renderGone } from '../pages/gone.ts'
import { GO_PATH } from '../pages/subscribe/addresses.ts'
import { formerFeedPaths, isFeedOfComments } from '../publication/former-feeds.ts'
import { createPathWithin } from '../publication/path-within.ts'
import { type Answer, isDocument, type Publication, redirectTo } from '../publication/publication.ts'
import type { Hub } from '../push/hub/hub.ts'
import type { PushStatus } from '../push/overview.ts'
import { cacheOther } from './cache-control.ts'
import { createEncodings, type Encoder } from './encoding.ts'
import { DEAD_PUSH, health, type PushHealth, pushHealth } from './health.ts'
import { registerHub } from './hub.ts'
import { type RequestHead, requestHeadOf } from './request-head.ts'
import { createResponder } from './respond.ts'
import { SECURE_ANSWER, secureDocument } from './security.ts'
import { answerShortly } from './short-answer.ts'
import { respell } from './spellings.ts'
import { isNavigation, isOpenedInBrowser } from './subscribe/browser-view.ts'
import { createFeedOpener } from './subscribe/feed-as-page.ts'
import { registerGo } from './subscribe/go.ts'
import { feedInQuery, noComments } from './subscribe/old-feeds.ts'

export interface AppOptions {
  publication: Publication
  /** The clock. */
  now(): Instant
  /** Content codings, best first; none if the platform compresses responses itself. */
  encoders?: readonly Encoder[]
  /** Reads the request head from the platform's own request, if that costs less than the standard `Request`. */
  readHead?(environment: unknown): RequestHead
  /** Whether who asks may know the files with problems and the number of articles that are not public; by default nobody may. Gets what the platform tells of the request. */
  mayKnow?(environment: unknown): boolean
  /** Takes subscriptions at /hub; without one, nothing is there. */
  hub?: Hub
  /** The address that a request comes from, for the limits of the hub. Gets what the platform tells of the request. */
  clientOf?(request: Request, environment: unknown): string
  /** Adds the routes that this runtime alone has. */
  addRoutes?(app: Hono): void
  /** How push fares; undefined while the site pushes nothing. */
  pushStatus?(): Promise<PushStatus | undefined>
  /** Small files that prove to services of others that the site is ours, by path with a slash before it. */
  proofs?(): ReadonlyMap<string, string>
  /** Logs why a request failed; `console.error` unless given. */
  log?(text: string): void
}

/** Creates the app with all its routes, the same on every runtime. */
export function createApp({
  publication,
  now,
  encoders = [],
  readHead,
  mayKnow = () => false,
  hub,
  clientOf = () => '',
  addRoutes,
  pushStatus,
  proofs,
  log = console.error,
}: AppOptions): Hono {
  const within = createPathWithin(publication)
  const app = new Hono({ getPath: (request) => within(getPath(request)) })
  const respond = createResponder(publication.site, createEncodings(encoders))
  const openFeed = createFeedOpener(publication, respond)
  app.get('/', async (context, next) => {
    const asked = feedInQuery(context)
    if (asked !== undefined) return answerOther(context, redirectTo(asked, 301, publication.site().url))
    return next()
  })
  app.get('/healthz', async (context) => {
    const text = JSON.stringify(
      health(await publication.status(now()), mayKnow(context.env), await readPush()),
    )
    return answerShortly(context, 'json', text, 200, { 'Cache-Control': 'no-store', ...SECURE_ANSWER })
  })
  if (hub) registerHub(app, { hub, publication, now, clientOf })
  registerGo(app, publication, now)
  addRoutes?.(app)
  app.get('*', (context): Response | Promise<Response> => {
    const time = now()
    const outer = plainPathOf(context)
    const path = within(`/${outer}`).slice(1)
    const answer = find(path, outer, time)
    if (answer instanceof Promise) return answer.then((found) => reply(context, path, found, time))
    return reply(context, path, answer, time)
  })
  // A second handler for all methods would send every GET through a chain of handlers.
  app.notFound(async (context) => {
    const path = within(`/${pathOf(context)}`).slice(1)
    const time = now()
    const answer = (await publication.find(path, time)) ?? (await findSpelling(path, time))
    if (answer && context.req.method === 'OPTIONS') return context.body(null, 204, PREFLIGHT)
    if (!answer && path !== '' && path !== 'healthz' && path !== GO_PATH) return notFound(context, time)
    const headers = { Allow: 'GET, HEAD', ...SECURE_ANSWER }
    return answerShortly(context, 'text', 'This address answers GET and HEAD only.\n', 405, headers)
  })
  app.onError(async (error, context) => {
    const isBug = BUGS.has(error.name)
    log(`/${pathOf(context)} failed: ${isBug ? error.stack : error.message}`)
    // RFC 9110 15.6.4
    const [status, more] = isBug ? ([500, {}] as const) : ([503, { 'Retry-After': '5' }] as const)
    if (isNavigation(requestHeadOf(context.req.raw)))
      return answerShortly(context, 'html', String(await renderFailure(publication.site())), status, {
        ...FAILED,
        ...SECURE_PAGE,
        ...more,
      })
    const text = isBug
      ? 'The server has a bug here, and logged it.\n'
      : 'This is unavailable for a moment; try again shortly.\n'
    return answerShortly(context, 'text', text, status, { ...FAILED, ...more })
  })
  return app

  /** Answers synchronously if the answer and its bytes are in memory. */
  function reply(
    context: Context,
    path: string,
    answer: Answer | undefined,
    time: Instant,
  ): Response | Promise<Response> {
    const head = readHead?.(context.env) ?? requestHeadOf(context.req.raw)
    if (isDocument(answer))
      return isOpenedInBrowser(head, answer)
        ? openFeed(head, answer, context.req.url, time)
        : respond(head, answer, time)
    if (answer) return answerOther(context, answer)
    const proof = proofs?.().get(`/${path}`)
    if (proof !== undefined)
      return context.text(proof, 200, { 'Cache-Control': 'no-cache', ...SECURE_ANSWER })
    return findSpelling(path, time, context.req.query('alt')).then((other) => {
      if (other) return answerOther(context, other)
      if (path === 'favicon.ico') return context.body(null, 204, NO_ICON)
      return isFeedOfComments(path) ? noComments(context) : notFound(context, time)
    })
  }

  /** A section may have the name of the folder that the site is in, and the proxy before it may take that folder away. */
  function find(
    path: string,
    outer: string,
    time: Instant,
  ): Promise<Answer | undefined> | Answer | undefined {
    const found = publication.find(path, time)
    if (path === outer) return found
    if (found instanceof Promise) return found.then((one) => one ?? publication.find(outer, time))
    return found ?? publication.find(outer, time)
  }

  async function readPush(): Promise<PushHealth | undefined> {
    try {
      const status = await pushStatus?.()
      return status && pushHealth(status, now())
    } catch {
      return DEAD_PUSH
    }
  }

  /** Answers with a redirect, or for a withdrawn article. */
  async function answerOther(context: Context, answer: Redirect | Gone): Promise<Response> {
    context.header('Cache-Control', cacheOther(answer))
    // Fetch section 4.10: without it, a reader in a browser neither follows a redirect nor sees a status.
    context.header('Access-Control-Allow-Origin', '*')
    if (answer.kind === 'gone') {
      const page = String(await renderGone(publication.site(), answer.reason))
      return answerShortly(context, 'html', page, 410, SECURE_PAGE)
    }
    for (const [name, value] of Object.entries(SECURE_ANSWER)) context.header(name, value)
    context.header('Content-Length', '0')
    return context.redirect(answer.to, answer.status)
  }

  /** The page for people that leads on, rendered ahead like all others; without one, a line of text. */
  async function notFound(context: Context, time: Instant): Promise<Response> {
    const page = await publication.find(MISSING_PAGE, time)
    if (!isDocument(page)) {
      const text = 'There is nothing here. The feeds are listed at /.\n'
      return answerShortly(context, 'text', text, 404, { ...NOT_FOUND, ...SECURE_ANSWER })
    }
    const bytes = new Uint8Array(await new Response(await page.read()).arrayBuffer())
    return answerShortly(context, 'html', bytes, 404, { ...NOT_FOUND, ...secureDocument(page) })
  }

  /** The redirect to the first other spelling of a path that has a document, or what that spelling leads to. */
  async function findSpelling(
    path: string,
    time: Instant,
    alternative?: string,
  ): Promise<Redirect | Gone | undefined> {
    const { url } = publication.site()
    const former = formerFeedPaths(path, await publication.formerFeeds?.(), alternative)
    for (const spelling of new Set([...respell(path, await publication.formerFolders()), ...former])) {
      const other = await publication.find(spelling, time)
      if (other) return isDocument(other) ? redirectTo(other.path, 301, url) : other
    }
    return undefined
  }
}

/** Browsers ask each site for an icon, and log what is not found; one without an icon may have one some day. */
const NO_ICON = { 'Cache-Control': 'public, max-age=3600', ...SECURE_ANSWER }

/** The answer to the CORS preflight of a conditional request (Fetch section 3.3). */
const PREFLIGHT = {
  Allow: 'GET, HEAD',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD',
  // Readers in browsers send the last three of themselves, and a header that is not listed stops the whole request.
  'Access-Control-Allow-Headers':
    'If-None-Match, If-Modified-Since, If-Range, Range, A-IM, Cache-Control, Pragma, X-Requested-With',
  'Access-Control-Max-Age': '86400',
  ...SECURE_ANSWER,
}

/** Errors that bugs throw. Any other error is taken for a temporary failure, such as a file that is being replaced. */
const BUGS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])

const FAILED = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*', ...SECURE_ANSWER }

/** The page for an address where nothing is, if the publication has pages. */
const MISSING_PAGE = '404.html'

const SECURE_PAGE = secureDocument({ kind: 'page', path: MISSING_PAGE, contentType: 'text/html' })

function pathOf(context: Context): string {
  return new URL(context.req.url).pathname.slice(1)
}

/** The same for a URL in which nothing has to be normalized, as nearly every one: parsing it takes a tenth of the CPU of a 304. */
function plainPathOf(context: Context): string {
  const { url } = context.req
  const start = url.indexOf('/', 'https://'.length) + 1
  const query = url.indexOf('?', start)
  const path = query < 0 ? url.slice(start) : url.slice(start, query)
  return start > 0 && /^[\w./-]*$/.test(path) ? path : pathOf(context)
}

/** Caches must revalidate it, because an article may be released at this address at any second. */
const NOT_FOUND = { 'Cache-Control': 'no-cache', 'Access-Control-Allow-Origin': '*' }
