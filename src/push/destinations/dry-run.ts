import type { EventKind } from '../outbox.ts'
import { type Destination, hideSecrets, type PushedItem } from './destination.ts'

/** What only the receiver may know: whoever has it could send it again. */
const HIDDEN_HEADERS = new Set(['webhook-signature', 'authorization'])

/** Tells a person what would be sent of an event, without sending it and without secrets. */
export async function dryRun(
  destination: Destination,
  kind: EventKind,
  item: PushedItem,
  topics: readonly string[],
): Promise<string> {
  const messages = destination.messagesOf(kind, item, topics)
  if (messages.length === 0)
    return `${destination.name}: nothing, because its settings leave the article out.\n`
  const size = destination.batch ?? 1
  const requests: string[] = []
  for (let at = 0; at < messages.length; at += size) {
    const claimed = messages.slice(at, at + size).map(({ about, body, kind: ownKind = kind }, index) => ({
      ...{ id: at + index, attempts: 0, created: item.updated },
      ...{ destination: destination.name, article: about, kind: ownKind, body },
    }))
    const { method, url, headers, body } = await destination.request(claimed, item.updated)
    const lines = Object.entries(headers).map(
      ([name, value]) => `${name}: ${HIDDEN_HEADERS.has(name) ? '(hidden)' : value}`,
    )
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    requests.push([`${method} ${url}`, ...lines, '', layOut(text), ''].join('\n'))
  }
  const condition = messages.every(({ needsEarlier }) => needsEarlier) ? ', if it was told of it before' : ''
  return hideSecrets(destination, `${destination.name}${condition}:\n\n${requests.join('\n')}`)
}

/** JSON with line breaks, and a form with one field a line. */
function layOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return [...new URLSearchParams(body)].map(([name, value]) => `${name}: ${value}`).join('\n')
  }
}
