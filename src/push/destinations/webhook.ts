import type { ClaimedMessage, EventKind } from '../outbox.ts'
import { type Announced, announce, describeEvent } from './announcement.ts'
import {
  type Destination,
  isWithin,
  judgeStatus,
  messageAbout,
  type PushedItem,
  type Rejection,
} from './destination.ts'
import { renderDiscord } from './discord.ts'
import type { Made, Making, WebhookChoice } from './settings.ts'
import { renderSlack } from './slack.ts'
import { createHeaderSigner, readSecrets } from './standard-webhooks.ts'
import { renderTelegram } from './telegram.ts'

/** The names of events; `lifted` and `restored` are releases to whoever listens. */
const TYPES: Record<EventKind, string> = {
  released: 'article.released',
  lifted: 'article.released',
  restored: 'article.released',
  updated: 'article.updated',
  withdrawn: 'article.withdrawn',
}

/** Where a webhook posts, and what. */
interface Hook {
  url: string
  secrets: string[]
  render(message: ClaimedMessage, item: Announced): object
  sign?(message: ClaimedMessage, now: number, body: string): Promise<Record<string, string>>
  judge?: Destination['judge']
}

/** Makes a webhook: signed JSON, or the message of a chat room. */
export async function createWebhook(choice: WebhookChoice, making: Making): Promise<Made> {
  const address = findAddress(choice, making)
  const hook = await createHook(choice, address, making)
  if (!hook || address === undefined) return {}
  const place = address === choice.url ? new URL(address).host : choice.url
  const { url, secrets, render, sign, judge = judgeStatus } = hook
  return {
    destination: {
      name: choice.name ?? `${choice.format === 'json' ? 'webhook' : choice.format} ${place}`,
      secrets: address === choice.url ? secrets : [address, ...secrets],
      judge,
      messagesOf: (kind, item) =>
        choice.format !== 'json' && isOldNews(choice, item)
          ? []
          : messageAbout(choice, kind, item, announce(kind, item)),
      async request([message], now) {
        const body = JSON.stringify(render(message!, JSON.parse(message!.body)))
        const signed = await sign?.(message!, now, body)
        return {
          url,
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8', ...signed },
          body,
          maxBytes: 2000,
        }
      },
    },
  }
}

/** Whether people in a room have read an article: whole folders are moved at once, and the text is the same. */
function isOldNews({ sections }: WebhookChoice, { section, moved }: PushedItem): boolean {
  const isListed = (section: string) => sections?.some((path) => isWithin(section, path)) ?? true
  return moved?.hasSameText === true && isListed(moved.section) && isListed(section)
}

/** The address, which may stand in an environment variable. */
function findAddress({ url, place }: WebhookChoice, { read, reportFault }: Making): string | undefined {
  if (!/^[A-Z][A-Z\d_]*$/.test(url)) return url
  const value = read(url, `${place}.webhook`)
  if (value === undefined) return undefined
  const parsed = URL.parse(value)
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.username === '') return parsed.href
  reportFault(
    `${place}.webhook`,
    `The environment variable ${url} does not hold an http or https address`,
    'Set it to the address of the webhook as the chat room shows it',
  )
  return undefined
}

/** Reads all secrets, so that everything that is missing is reported at once. */
async function createHook(
  choice: WebhookChoice,
  url: string | undefined,
  { read, reportFault }: Making,
): Promise<Hook | undefined> {
  if (choice.format === 'json') {
    const text = read(choice.secret, `${choice.place}.secret`)
    const keys = text === undefined ? undefined : readSecrets(text)
    if (text !== undefined && !keys)
      reportFault(
        `${choice.place}.secret`,
        `The environment variable ${choice.secret} does not hold the secret of a webhook`,
        'Set it to `whsec_` and the base64 of 24 to 64 random bytes; to two of them, with a blank between, while you exchange it',
      )
    if (!keys || url === undefined) return undefined
    const signHeaders = await createHeaderSigner(keys)
    return {
      url,
      secrets: text!.trim().split(/\s+/),
      render: renderJson,
      sign: ({ id, created }, now, body) => signHeaders(`msg_${id}_${created}`, Math.floor(now / 1000), body),
    }
  }
  if (choice.format === 'telegram') {
    const token = read(choice.token, `${choice.place}.token`)
    if (token !== undefined && !/^\d{1,20}:[\w-]{20,100}$/.test(token)) {
      reportFault(
        `${choice.place}.token`,
        `The environment variable ${choice.token} does not hold the token of a bot`,
        'Set it to what @BotFather gave you: a number, a colon, and letters',
      )
      return undefined
    }
    if (token === undefined || url === undefined) return undefined
    return {
      url: `${url.replace(/\/$/, '')}/bot${token}/sendMessage`,
      secrets: [token],
      render: ({ kind }, item) => renderTelegram(choice.chat, describeEvent(kind, item)),
      judge: judgeTelegram,
    }
  }
  if (url === undefined) return undefined
  const render = choice.format === 'slack' ? renderSlack : renderDiscord
  return {
    url,
    secrets: [],
    render: ({ kind }, item) => render(describeEvent(kind, item)),
    judge: judgeRoom,
  }
}

/** The body of a signed webhook; times as RFC 3339. */
function renderJson({ kind, created }: ClaimedMessage, item: Announced): object {
  const toTime = (milliseconds: number) => new Date(milliseconds).toISOString()
  const data =
    'published' in item
      ? { ...item, published: toTime(item.published), updated: toTime(item.updated) }
      : { ...item, updated: toTime(item.updated) }
  return { type: TYPES[kind], timestamp: toTime(created), data }
}

/** Rooms say in a few words what they do not like: `invalid_blocks`, or JSON with a `message`. */
function judgeRoom(answer: Parameters<Destination['judge']>[0]): Rejection | undefined {
  return judgeStatus({ ...answer, body: readField(answer.body, 'message') ?? answer.body })
}

/** Telegram says `ok` in the body, and there too how long to wait. */
function judgeTelegram(answer: Parameters<Destination['judge']>[0]): Rejection | undefined {
  const rejection = judgeStatus({ ...answer, body: readField(answer.body, 'description') ?? answer.body })
  if (!rejection && /"ok":\s?true/.test(answer.body)) return undefined
  const { error, isFinal } = rejection ?? { error: 'answered without `ok`', isFinal: false }
  const [, retryAfter] = /"retry_after":\s?(\d{1,6})/.exec(answer.body) ?? []
  return { error, isFinal, ...(retryAfter && { retryAfter }) }
}

function readField(body: string, name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body)?.[name]
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
