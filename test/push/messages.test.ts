import { describe, expect, it } from 'vitest'
import type { Rejection } from '../../src/push/destinations/destination.ts'
import type { OutboundAnswer } from '../../src/push/outbound.ts'
import type { ClaimedMessage, LedgerEntry, Look, MessageOutcome } from '../../src/push/outbox.ts'
import type { PushStore } from '../../src/push/store/store.ts'
import { createLooker } from '../../src/push/work/look.ts'
import { createWorker } from '../../src/push/work/worker.ts'
import { claim, createOne, ITEM, NOW } from './destinations/item.ts'

/** Sends one message whose destination judges the answer; resolves to what the outbox is told. */
async function settle(answer: OutboundAnswer | Error, rejection?: Rejection): Promise<MessageOutcome> {
  const plain = await createOne({ place: 'push.0', kind: 'indexnow', key: 'KEY' }, { KEY: '12345678' })
  const destination = { ...plain, secrets: ['hunter2'], judge: () => rejection }
  const settled: MessageOutcome[] = []
  const outbox = {
    claimMessages: async (): Promise<ClaimedMessage[]> => claim(destination),
    claim: async () => undefined,
    settleMessages: async (outcomes: MessageOutcome[]) => void settled.push(...outcomes),
  }
  const worker = createWorker({
    store: { outbox, subscriptions: { claimIntents: async () => [] } } as unknown as PushStore,
    owner: 'a',
    destinations: () => [destination],
    dial: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    now: () => NOW,
    random: () => 0,
    baseline: async () => undefined,
    look: () => {},
    challenge: () => 'x',
    signerOf: () => Promise.reject(new Error('nothing is signed')),
    pageSize: 1,
    perHost: 1,
  })
  expect(await worker.step()).toBe(true)
  expect(settled).toHaveLength(1)
  return settled[0]!
}

describe('a message to a destination', () => {
  const answer = { status: 200, body: 'no', retryAfter: '7' }

  it('has arrived if the destination says so', async () => {
    expect(await settle(answer)).toMatchObject({ id: 7, result: 'delivered', status: 200 })
  })

  it('is tried again after the time that the answer asks for in its header or otherwise', async () => {
    expect(await settle(answer, { error: 'no', isFinal: false })).toMatchObject({
      result: 'failed',
      error: 'no',
      due: NOW + 7000,
    })
    expect((await settle(answer, { error: 'no', isFinal: false, retryAfter: '35' })).due).toBe(NOW + 35_000)
  })

  it('is not tried again if it will never arrive', async () => {
    const outcome = await settle(answer, { error: 'no', isFinal: true })
    expect(outcome.result).toBe('failed')
    expect(outcome.due).toBeUndefined()
  })

  it('keeps no secret of the destination in its error', async () => {
    const errors = [
      await settle(answer, { error: 'no hunter2', isFinal: true }),
      await settle(new Error('cannot reach https://x.example/hunter2')),
    ].map(({ error }) => error)
    expect(errors).toEqual(['no (hidden)', 'cannot reach https://x.example/(hidden)'])
  })
})

it('the outbox keeps the kind that a destination gives its message', async () => {
  const entry: LedgerEntry = {
    ...{ id: ITEM.id, path: 'news/hello.md', hash: 'a', title: 'Hello', url: ITEM.url },
    ...{ released: NOW - 5000, updated: NOW - 5000 },
  }
  const kinds: string[] = []
  const outbox = {
    ledger: async () => new Map(),
    lastLook: async () => ({ number: 0, at: NOW - 1000 }),
    topics: async () => [],
    noteGone: async () => [],
    async record({ events, messagesOf }: Look) {
      kinds.push(...messagesOf(events).map(({ article, kind }) => `${article} ${kind}`))
      return events
    },
  }
  const destination = await createOne({ place: 'push.0', kind: 'indexnow', key: 'KEY' }, { KEY: '12345678' })
  const looker = createLooker({
    outbox: outbox as never,
    published: {
      entries: async () => [entry],
      findTopic: async () => undefined,
      content: async () => undefined,
      item: async () => ITEM,
      topics: async () => [],
    },
    destinations: () => [
      destination,
      {
        ...destination,
        messagesOf: () => [{ about: 'a feed', body: '""', kind: 'updated' }],
      },
    ],
    now: () => NOW,
    wake: () => {},
    log: () => {},
  })
  await looker.look()
  expect(kinds).toEqual([`${ITEM.id} released`, 'a feed updated'])
})
