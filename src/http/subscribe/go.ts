import type { Context, Hono } from 'hono'
import type { Instant } from '../../content/text/dates.ts'
import { FORMATS } from '../../feed/formats/formats.ts'
import { GO_PATH } from '../../pages/subscribe/addresses.ts'
import { renderGoPage } from '../../pages/subscribe/go-page.ts'
import { parseHost } from '../../pages/subscribe/host.ts'
import { HOSTED_READERS, linkInto } from '../../pages/subscribe/readers.ts'
import { isDocument, type Publication } from '../../publication/publication.ts'
import { SECURE_ANSWER, secureDocument } from '../security.ts'
import { answerShortly } from '../short-answer.ts'

/** The longest query that is read; no host and no path of ours is nearly as long. */
const MAX_QUERY = 4000

const NO_STORE = { 'Cache-Control': 'no-store' }
const PAGE_HEADERS = {
  ...NO_STORE,
  'X-Robots-Tag': 'noindex',
  ...secureDocument({ kind: 'page', path: GO_PATH, contentType: 'text/html' }),
}

/**
 * Registers the way from our form to a reader on somebody's own server. It leads to the fixed address of a known reader on the host that
 * was typed, with the address of one of our feeds, and to nothing else. A link from elsewhere is no form that somebody filled in: it gets a
 * page that names the host.
 */
export function registerGo(app: Hono, publication: Publication, now: () => Instant): void {
  app.get(`/${GO_PATH}`, async (context) => {
    const { search, searchParams } = new URL(context.req.url)
    const one = (name: string) => {
      const values = search.length > MAX_QUERY ? [] : searchParams.getAll(name)
      return values.length === 1 ? values[0]! : ''
    }
    const reader = HOSTED_READERS.find(({ id }) => id === one('reader'))
    if (!reader) return refuse(context, 'unknownReader')
    const feed = await findFeed(one('feed'))
    if (feed === undefined) return refuse(context, 'unknownFeed')
    const host = parseHost(one('host'))
    if (host === undefined) return refuse(context, 'wrongHost')
    const target = host.origin + linkInto(reader.path, feed)
    // Browsers that send nothing over http, where they trust no header, fill in the form as well.
    const site = context.req.header('sec-fetch-site') ?? 'same-origin'
    if (site === 'same-origin') {
      for (const [name, value] of Object.entries({ ...NO_STORE, ...SECURE_ANSWER }))
        context.header(name, value)
      context.header('Content-Length', '0')
      return context.redirect(target, 302)
    }
    const page = String(await renderGoPage(publication.site(), { target, host: host.origin }))
    return answerShortly(context, 'html', page, 200, PAGE_HEADERS)
  })

  async function findFeed(path: string): Promise<string | undefined> {
    const found = await publication.find(path, now())
    const isFeed =
      isDocument(found) && found.kind === 'feed' && FORMATS.some(({ name }) => name === found.format)
    return isFeed ? publication.site().url + found.path : undefined
  }

  async function refuse(
    context: Context,
    problem: 'unknownReader' | 'unknownFeed' | 'wrongHost',
  ): Promise<Response> {
    const page = String(await renderGoPage(publication.site(), problem))
    return answerShortly(context, 'html', page, 400, PAGE_HEADERS)
  }
}
