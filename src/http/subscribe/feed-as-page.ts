import type { Instant } from '../../content/text/dates.ts'
import { SOURCE_QUERY, SUBSCRIBE_FOLDER } from '../../pages/subscribe/addresses.ts'
import { type Answer, type Document, isDocument, type Publication } from '../../publication/publication.ts'
import type { RequestHead } from '../request-head.ts'
import type { Responder } from '../respond.ts'
import { BROWSER_VIEW_HEADERS, hasBrowserView } from './browser-view.ts'

/** The headers of the page that belong to its own address, or would let a cache keep it at the feed's. */
const DROPPED = [
  'etag',
  'last-modified',
  'link',
  'access-control-allow-origin',
  'access-control-expose-headers',
]

/**
 * Creates the function that answers a person who opens a feed in a browser: with the feed's subscribe page, which no cache keeps, because
 * CDNs ignore `Vary`. `url` is the whole URL of the request, whose query may ask for the feed itself.
 */
export function createFeedOpener(publication: Publication, respond: Responder) {
  return (head: RequestHead, feed: Document, url: string, now: Instant): Response | Promise<Response> => {
    if (!hasBrowserView(feed, publication.site()) || asksForSource(url)) return respond(head, feed, now)
    const path = feed.path.slice(0, feed.path.lastIndexOf('/') + 1) + SUBSCRIBE_FOLDER
    const page = publication.find(path, now)
    return page instanceof Promise ? page.then(answer) : answer(page)

    async function answer(page: Answer | undefined): Promise<Response> {
      if (!isDocument(page) || page.kind !== 'page') return respond(head, feed, now)
      const response = await respond(onlyEncodings(head), page, now)
      const headers = new Headers(response.headers)
      for (const name of DROPPED) headers.delete(name)
      headers.set('cache-control', 'private, no-store')
      headers.set('vary', `Accept-Encoding, ${BROWSER_VIEW_HEADERS}`)
      headers.set('x-robots-tag', 'noindex')
      return new Response(response.body, { status: response.status, headers })
    }
  }
}

function asksForSource(url: string): boolean {
  const start = url.indexOf('?')
  return (
    start >= 0 &&
    url
      .slice(start + 1)
      .split('&')
      .includes(SOURCE_QUERY)
  )
}

/** What a browser has of the feed says nothing of the page: it is sent whole, whatever is asked. */
function onlyEncodings({ method, header }: RequestHead): RequestHead {
  return { method, header: (name) => (name === 'accept-encoding' ? header(name) : undefined) }
}
