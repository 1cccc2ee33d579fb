import { type Context, Hono } from 'hono'
import type { Instant } from '../content/dates.ts'
import { renderHome } from '../pages/home.ts'
import { canonicalFeedPath } from './addresses.ts'
import type { Publication } from './publication.ts'
import { respond } from './respond.ts'

export interface AppOptions {
  publication: Publication
  /** The clock. */
  now(): Instant
}

/** The whole service, the same on every runtime. */
export function createApp({ publication, now }: AppOptions): Hono {
  const app = new Hono()
  app.get('/', (context) => context.html(renderHome(publication.site(), publication.feeds(now()))))
  app.get('/healthz', (context) =>
    context.json(health(publication, now()), 200, { 'Cache-Control': 'no-store' }),
  )
  app.get('*', (context) => {
    const path = pathOf(context)
    const document = publication.find(path, now())
    if (document) return respond(context.req.raw, document, publication, now())
    const feed = canonicalFeedPath(path)
    if (feed !== undefined && publication.find(feed, now()))
      return context.redirect(new URL(feed, publication.site().url).pathname, 301)
    return notFound(context)
  })
  app.all('*', (context) => {
    const path = pathOf(context)
    const known = path === '' || path === 'healthz' || publication.find(path, now()) !== undefined
    return known
      ? context.text('This address answers GET and HEAD only.\n', 405, { Allow: 'GET, HEAD' })
      : notFound(context)
  })
  return app
}

function pathOf(context: Context): string {
  return new URL(context.req.url).pathname.slice(1)
}

function notFound(context: Context): Response {
  return context.text('There is nothing here. The feeds are listed at /.\n', 404)
}

/** Problems by place and code only: their messages may quote what is not public. */
function health(publication: Publication, now: Instant): object {
  const { articles, problems } = publication.status(now)
  return {
    status: problems.some(({ severity }) => severity === 'error') ? 'degraded' : 'ok',
    articles,
    problems: problems.map(({ severity, code, path, line }) => ({ severity, code, path, line })),
  }
}
