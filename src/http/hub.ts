import type { Context, Hono } from 'hono'
import { HUB_PATH } from '../content/site/hub-path.ts'
import type { Instant } from '../content/text/dates.ts'
import { renderHub } from '../pages/hub.ts'
import { STYLE_HASH } from '../pages/style.ts'
import type { Publication } from '../publication/publication.ts'
import type { Hub } from '../push/hub/hub.ts'
import { SECURE_ANSWER, securePage } from './security.ts'
import { answerShortly } from './short-answer.ts'

export interface HubRouteOptions {
  hub: Hub
  publication: Publication
  now(): Instant
  /** The address that a request comes from, for the limits of the hub. */
  clientOf(request: Request, environment: unknown): string
}

/** Enough for the longest callback, topic and secret, and a ping of a hundred feeds. */
const MAX_BODY_BYTES = 16_384

const FORM = 'application/x-www-form-urlencoded'

/** Adds the routes of the hub: subscribers and publishers POST forms, and people get a page that explains it. */
export function registerHub(app: Hono, { hub, publication, now, clientOf }: HubRouteOptions): void {
  // A site may leave its subscribers to the hubs of others.
  app.use(`/${HUB_PATH}`, (context, next) => {
    const { url, hubs } = publication.site()
    return hubs?.includes(url + HUB_PATH) ? next() : Promise.resolve(context.notFound())
  })
  app.get(`/${HUB_PATH}`, async (context) =>
    answerShortly(
      context,
      'html',
      String(await renderHub(publication.site(), HUB_PATH, await publication.feeds(now()))),
      200,
      PAGE,
    ),
  )
  app.post(`/${HUB_PATH}`, async (context) => {
    const { raw } = context.req
    if (!isForm(raw.headers)) return answer(context, 415, `Send the request as ${FORM}, in UTF-8.`)
    const body = await readBody(raw)
    if (!body) return answer(context, 413, `The request has more than ${MAX_BODY_BYTES} bytes.`)
    const text = decode(body)
    if (text === undefined) return answer(context, 400, 'The request is not in UTF-8.')
    const found = await hub.post(new URLSearchParams(text), clientOf(raw, context.env))
    if (found.retryAfterSeconds !== undefined) context.header('Retry-After', String(found.retryAfterSeconds))
    return answer(context, found.status, found.text)
  })
  app.all(`/${HUB_PATH}`, (context) => {
    context.header('Allow', 'GET, HEAD, POST')
    return answer(context, 405, 'The hub answers GET, HEAD and POST only.')
  })
}

/** A page in a browser is no subscriber, so that there is no CORS header. */
const PLAIN = { 'Cache-Control': 'no-store', ...SECURE_ANSWER }

const PAGE = { 'Cache-Control': 'no-cache', ...securePage(STYLE_HASH) }

function answer(context: Context, status: 202 | 204 | 400 | 404 | 405 | 413 | 415 | 429, text: string) {
  return status === 204 ? context.body(null, 204, PLAIN) : context.text(`${text}\n`, status, PLAIN)
}

/** WebSub section 3.1: a form in UTF-8, with or without saying so. */
function isForm(headers: Headers): boolean {
  const [type = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='))
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  const coding = headers.get('Content-Encoding') ?? 'identity'
  return type.trim() === FORM && isUtf8 && coding.toLowerCase() === 'identity'
}

/** The body; undefined as soon as it is too long, whatever length was announced. */
async function readBody({ body, headers }: Request): Promise<Uint8Array | undefined> {
  if (Number(headers.get('Content-Length') ?? 0) > MAX_BODY_BYTES) return undefined
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    if (length > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
