import type { OutboundAnswer } from '../outbound.ts'
import { judgeStatus, messageAbout, type Rejection } from './destination.ts'
import type { IndexNowChoice, Made, Making } from './settings.ts'

const ENDPOINT = 'https://api.indexnow.org/indexnow'
/** The protocol allows 10,000. */
const MAX_URLS = 1000
const DEBOUNCE_MILLISECONDS = 10_000

/** What the protocol says of its answers; the last two lines may change without a new message. */
const REASONS = new Map<number, { error: string; isFinal: boolean }>([
  [400, { error: 'answered 400: the request is not what the search engine understands', isFinal: true }],
  [
    422,
    { error: 'answered 422: the addresses are not of this host, or the key is not theirs', isFinal: true },
  ],
  [403, { error: 'answered 403: the key file could not be read at its address', isFinal: false }],
  [429, { error: 'answered 429: too many requests', isFinal: false }],
])

/** Makes a destination that tells search engines which addresses have changed, and the key file that proves whose they are. */
export async function createIndexNow(choice: IndexNowChoice, making: Making): Promise<Made> {
  const { siteUrl } = making
  const key = await findKey(choice, making)
  if (key === undefined) return {}
  const endpoint = choice.url ?? ENDPOINT
  return {
    file: { path: `/${key}.txt`, text: key },
    destination: {
      name: choice.name ?? `indexnow ${new URL(endpoint).host}`,
      // A key is public, because the key file is.
      secrets: [],
      batch: MAX_URLS,
      debounceMilliseconds: DEBOUNCE_MILLISECONDS,
      judge,
      // The key file proves addresses in its own folder alone.
      messagesOf: (kind, item) =>
        item.url.startsWith(siteUrl) ? messageAbout(choice, kind, item, item.url) : [],
      request: async (messages) => ({
        url: endpoint,
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          host: new URL(siteUrl).host,
          key,
          keyLocation: `${siteUrl}${key}.txt`,
          urlList: [...new Set(messages.map(({ body }) => JSON.parse(body) as string))],
        }),
        maxBytes: 1000,
      }),
    },
  }
}

/** 200 is received, 202 is received while the key is still to be checked. */
function judge(answer: OutboundAnswer): Rejection | undefined {
  if (answer.status === 200 || answer.status === 202) return undefined
  const other = { error: `answered ${answer.status}`, isFinal: false }
  return REASONS.get(answer.status) ?? judgeStatus(answer) ?? other
}

/** The key, or one made of a secret: the same for every start, and for no other site. */
async function findKey(
  { key, secret, place }: IndexNowChoice,
  { siteUrl, read, reportFault }: Making,
): Promise<string | undefined> {
  const variable = key ?? secret ?? ''
  const value = read(variable, `${place}.${key === undefined ? 'secret' : 'key'}`)
  if (value === undefined) return undefined
  if (key === undefined) return deriveKey(value, siteUrl)
  if (/^[A-Za-z\d-]{8,128}$/.test(value)) return value
  reportFault(
    `${place}.key`,
    `The environment variable ${key} does not hold a key of IndexNow`,
    'Set it to 8 to 128 letters, digits and hyphens',
  )
  return undefined
}

async function deriveKey(secret: string, siteUrl: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(`indexnow ${siteUrl}`)))
  return [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
