import { type Context, Hono } from 'hono'
import type { Instant } from '../content/dates.ts'
import { renderHome } from '../pages/home.ts'
import { canonicalFeedPath } from './addresses.ts'
import { createEncodings, type Encoder } from './encoding.ts'
import type { Publication, Status } from './publication.ts'
import { respond } from './respond.ts'

export interface AppOptions {
  publication: Publication
  /** The clock. */
  now(): Instant
  /** Content codings, best first; none where the platform compresses by itself. */
  encoders?: readonly Encoder[]
}

/** The whole service, the same on every runtime. */
export function createApp({ publication, now, encoders = [] }: AppOptions): Hono {
  const app = new Hono()
  const encodings = createEncodings(encoders)
  app.get('/', async (context) =>
    context.html(renderHome(publication.site(), await publication.feeds(now()))),
  )
  app.get('/healthz', async (context) =>
    context.json(health(await publication.status(now())), 200, { 'Cache-Control': 'no-store' }),
  )
  app.get('*', async (context) => {
    const path = pathOf(context)
    const document = await publication.find(path, now())
    if (document) return respond(context.req.raw, document, publication, encodings, now())
    const feed = canonicalFeedPath(path)
    if (feed !== undefined && (await publication.find(feed, now())))
      return context.redirect(new URL(feed, publication.site().url).pathname, 301)
    return notFound(context)
  })
  app.all('*', async (context) => {
    const path = pathOf(context)
    const isDocument = (await publication.find(path, now())) !== undefined
    if (isDocument && context.req.method === 'OPTIONS') return context.body(null, 204, PREFLIGHT)
    const known = isDocument || path === '' || path === 'healthz'
    return known
      ? context.text('This address answers GET and HEAD only.\n', 405, { Allow: 'GET, HEAD' })
      : notFound(context)
  })
  return app
}

/** What readers that run in a browser ask before they send a conditional request (Fetch section 3.3). */
const PREFLIGHT = {
  Allow: 'GET, HEAD',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'If-None-Match, If-Modified-Since',
  'Access-Control-Max-Age': '86400',
}

function pathOf(context: Context): string {
  return new URL(context.req.url).pathname.slice(1)
}

function notFound(context: Context): Response {
  return context.text('There is nothing here. The feeds are listed at /.\n', 404)
}

/** Problems by place and code only: their messages may quote what is not public. */
function health({ articles, problems }: Status): object {
  return {
    status: problems.some(({ severity }) => severity === 'error') ? 'degraded' : 'ok',
    articles,
    problems: problems.map(({ severity, code, path, line }) => ({ severity, code, path, line })),
  }
}
