import type { Context, Hono } from 'hono'
import type { Instant } from '../../content/text/dates.ts'
import { renderAdmin } from '../../pages/admin.ts'
import { firstDay } from '../../pages/admin-charts.ts'
import { ADMIN_STYLE_HASH } from '../../pages/admin-style.ts'
import type { Publication } from '../../publication/publication.ts'
import { removeSubscriptions } from '../../push/hub/remove.ts'
import type { Dial } from '../../push/outbound.ts'
import type { Overview } from '../../push/overview.ts'
import type { Subscriptions } from '../../push/subscriptions.ts'
import { SECURE_ANSWER, securePage } from '../security.ts'

/** What the page for the publisher shows and changes. */
export interface AdminPush {
  overview: Overview
  subscriptions: Subscriptions
  /** Tells callbacks that their subscription has ended. */
  dial: Dial
}

export interface AdminOptions {
  /** The password: it lets people see and change everything. */
  token: string
  /** Resolves to undefined while the site pushes nothing. */
  open(): Promise<AdminPush | undefined>
}

/** Where the page is, from the root of the site. */
const ADMIN_PATH = 'admin'

const LATEST = 20
const ALL_OF_ONE = 100

/** Adds the page for the publisher, which asks for the token as a password, and does what its forms ask for. Programs get it as JSON. */
export function registerAdmin(
  app: Hono,
  { token, open, publication, now }: AdminOptions & { publication: Publication; now(): Instant },
): void {
  app.all(`/${ADMIN_PATH}`, async (context) => {
    const { method } = context.req
    if (!(await isAllowed(context.req.header('Authorization'), token)))
      return answer(context, 401, 'Any name will do; the password is the value of ADMIN_TOKEN.', {
        'WWW-Authenticate': 'Basic realm="Wireroom", charset="UTF-8"',
      })
    if (method === 'GET' || method === 'HEAD') return show(context)
    if (method !== 'POST') return answer(context, 405, 'This page answers GET, HEAD and POST only.', ALLOW)
    if (!isFromHere(context.req, publication.site().url))
      return answer(context, 403, 'This request came from another site, so that nothing was done.')
    return act(context)
  })

  async function show(context: Context): Promise<Response> {
    const push = await open()
    const time = now()
    const article = context.req.query('article')
    const view = push && {
      now: time,
      status: await push.overview.status(time),
      subscriptions: await push.subscriptions.list(time),
      articles: await push.overview.articles(article, article === undefined ? LATEST : ALL_OF_ONE),
      days: await push.overview.days(firstDay(time)),
      said: sentenceOf(context.req.query('done'), context.req.query('count')),
    }
    if (context.req.header('Accept')?.startsWith('application/json'))
      return context.json(view ?? null, 200, PLAIN)
    return context.html(renderAdmin(publication.site(), view), 200, PAGE)
  }

  async function act(context: Context): Promise<Response> {
    const form = new URLSearchParams(await context.req.text())
    const push = await open()
    if (!push) return answer(context, 409, 'This site pushes nothing.')
    const count = await perform(form, push, now())
    if (count === undefined) return answer(context, 400, 'The form is not one of this page.')
    // RFC 9110 15.4.4: the page is loaded again with GET, so that loading it once more does nothing twice.
    const location = `${new URL(publication.site().url).pathname}${ADMIN_PATH}?done=${form.get('action')}&count=${count}`
    return context.body(null, 303, { ...PLAIN, Location: location })
  }
}

/** Does what a form asks for; resolves to how much of it there was, or to undefined for what no form of ours asks. */
async function perform(
  form: URLSearchParams,
  { overview, subscriptions, dial }: AdminPush,
  now: number,
): Promise<number | undefined> {
  const action = form.get('action')
  if (action === 'again') return overview.sendAgain(form.get('article') ?? '', now)
  if (action !== 'retry' && action !== 'remove') return undefined
  const id = form.get('id')
  if (id === null) return action === 'retry' ? subscriptions.retry(undefined, now) : undefined
  const chosen = (await subscriptions.list(now)).filter((one) => String(one.id) === id)
  if (action === 'remove') return (await removeSubscriptions(subscriptions, chosen, dial)).length
  return chosen.length === 0 ? 0 : subscriptions.retry(chosen[0]!.callback, now)
}

/** What was done, from the address after a form: whoever else writes such an address gets no other words in. */
function sentenceOf(done: string | undefined, counted: string | undefined): string | undefined {
  const count = /^\d{1,9}$/.test(counted ?? '') ? Number(counted) : 0
  if (done === 'again')
    return count === 0
      ? 'There was nothing to send again.'
      : `Sent again to ${count === 1 ? 'one destination' : `${count} destinations`} within seconds.`
  if (done === 'retry')
    return count === 0
      ? 'There was nothing to try again.'
      : `${count === 1 ? 'One delivery is' : `${count} deliveries are`} tried again within seconds.`
  if (done === 'remove')
    return count === 0 ? 'It was removed before.' : 'Removed. The callback was told, if it could be reached.'
  return undefined
}

const PLAIN = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', ...SECURE_ANSWER }

const PAGE = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  // Without the origin of our own forms, `isFromHere` could not know them where a browser sends no `Sec-Fetch-Site`.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...securePage(ADMIN_STYLE_HASH, 'self'),
}

const ALLOW = { Allow: 'GET, HEAD, POST' }

function answer(
  context: Context,
  status: 400 | 401 | 403 | 405 | 409,
  text: string,
  headers: Record<string, string> = {},
) {
  return context.text(`${text}\n`, status, { ...PLAIN, ...headers })
}

/** Whether the header has the token, as `Bearer` or as the password of `Basic` (RFC 7617). */
async function isAllowed(authorization: string | undefined, token: string): Promise<boolean> {
  const [, scheme = '', value = ''] = /^(\w+) +(\S.*)$/.exec(authorization ?? '') ?? []
  const given = scheme.toLowerCase() === 'bearer' ? value : passwordIn(scheme, value)
  const [one, other] = await Promise.all([given ?? '', token].map(hashOf))
  let difference = given === undefined || token === '' ? 1 : 0
  // Takes as long for a token that begins right as for any other.
  for (const [index, byte] of one!.entries()) difference |= byte ^ other![index]!
  return difference === 0
}

function passwordIn(scheme: string, value: string): string | undefined {
  if (scheme.toLowerCase() !== 'basic') return undefined
  try {
    const bytes = Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0))
    const pair = new TextDecoder().decode(bytes)
    return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined
  } catch {
    return undefined
  }
}

async function hashOf(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

/** Whether a form was sent by our own page: a browser sends the password with the forms of any site. A program that is no browser sends neither header. */
function isFromHere(request: Context['req'], siteUrl: string): boolean {
  const site = request.header('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin'
  const origin = request.header('Origin')
  if (origin === undefined) return true
  // A proxy may have taken off TLS, or ask for another host, so that the scheme is not compared, and the host of the site will do.
  const hosts = [request.url, siteUrl].map((known) => URL.parse(known)?.host)
  return hosts.includes(URL.parse(origin)?.host ?? '')
}
