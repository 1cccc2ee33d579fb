import type { Destination, PushedItem } from '../../../src/push/destinations/destination.ts'
import type { PushChoices } from '../../../src/push/destinations/settings.ts'
import { createDestinations } from '../../../src/push/destinations/table.ts'
import type { ClaimedMessage, EventKind } from '../../../src/push/outbox.ts'

export const NOW = Date.UTC(2026, 6, 13, 10)
export const SITE = { url: 'https://example.org/' }

export const ITEM: PushedItem = {
  id: 'tag:example.org,2026:news/hello',
  url: 'https://example.org/news/hello/?a=1&b=2',
  title: 'Hello & <b>welcome</b>',
  summary: 'The first article',
  section: 'news/world',
  tags: ['Breaking', 'two words'],
  authors: ['Ada'],
  language: 'en',
  image: 'https://example.org/a.png',
  published: NOW - 5000,
  updated: NOW - 4000,
  feeds: ['https://example.org/feed.xml', 'https://example.org/news/feed.xml'],
  site: { title: 'Example', url: SITE.url },
}

/** Titles that people have broken chat rooms with, and texts that no parser likes. */
export const HOSTILE = [
  '@everyone @here',
  '<!channel> <@U123> <#C1> <https://evil.example|click>',
  '<script>alert(1)</script> &amp; </b></a>',
  '*bold* _it_ ~no~ `code` ```block``` [link](https://evil.example) ||spoiler|| # head',
  'سلام \u202E detrever \u2066 دنیا',
  '👩‍👩‍👧‍👦'.repeat(200),
  'x'.repeat(10_000),
  '&'.repeat(10_000),
  '<>"'.repeat(3000),
  '😀'.repeat(5000),
  'lone \uD800 and \uDC00 surrogates',
  '\u0000\u0007\u2028\n\r\t',
  '',
  '   ',
]

export async function createOne(
  choice: PushChoices['destinations'][number],
  environment: Record<string, string> = {},
): Promise<Destination> {
  const { destinations, faults } = await createDestinations(
    { hubs: [], destinations: [choice] },
    environment,
    SITE,
  )
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join())
  return destinations[0]!
}

/** The messages of an event as the outbox hands them out. */
export function claim(
  destination: Destination,
  kind: EventKind = 'released',
  item: PushedItem = ITEM,
  topics: readonly string[] = ITEM.feeds,
): ClaimedMessage[] {
  return destination.messagesOf(kind, item, topics).map(({ about, body, kind: ownKind = kind }, index) => ({
    ...{ id: 7 + index, destination: destination.name, article: about, kind: ownKind, body },
    ...{ attempts: 0, created: NOW },
  }))
}

export async function send(
  destination: Destination,
  kind: EventKind = 'released',
  item: PushedItem = ITEM,
  now = NOW,
) {
  const request = await destination.request(claim(destination, kind, item), now)
  return { ...request, body: String(request.body) }
}

export function answer(status: number, body = '') {
  return { status, body }
}
