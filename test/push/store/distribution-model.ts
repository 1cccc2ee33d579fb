import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Outcome, Page } from '../../../src/push/outbox.ts'
import type { PushStore } from '../../../src/push/store/store.ts'
import { HOUR, LEASE, MINUTE, makeContent, type OpenStore, SECOND, subscribe, T0 } from './make.ts'

const TOPICS = ['https://blog.example/one', 'https://blog.example/two']
const HOSTS = ['one.example', 'two.example']
const WORKERS = 3

/** What a subscriber knows, and what it must get. */
interface Subscriber {
  id: number
  topic: string
  leaseEnds: number
  /** The versions that were published while it was subscribed, the last of them. */
  wanted: number
  received: number
  /** It may get this version twice, because nobody has settled that it arrived. */
  mayRepeat: number
  /** No more attempts were to be made for this version. */
  given: number
  /** The page of the delivery under way, and when its lease ends. */
  busy?: { page: Page; owner: number; until: number }
}

interface Held {
  page: Page
  version: number
  until: number
  left: Page['deliveries']
}

const worker = fc.nat(WORKERS - 1)
const results = fc.array(fc.constantFrom('delivered', 'delivered', 'failed', 'gaveUp', 'ended', 'later'), {
  minLength: 5,
  maxLength: 5,
})
const action = fc.oneof(
  fc.record({ do: fc.constant('publish' as const), topics: fc.constantFrom([0], [1], [0, 1]) }),
  fc.record({ do: fc.constant('claim' as const), worker, limit: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('claim' as const), worker, limit: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('settle' as const), worker, results }),
  fc.record({ do: fc.constant('settle' as const), worker, results }),
  fc.record({
    do: fc.constant('subscribe' as const),
    topic: fc.nat(1),
    host: fc.nat(1),
    isShort: fc.boolean(),
  }),
  fc.record({ do: fc.constant('end' as const), which: fc.nat(30) }),
  // Its deliveries may have arrived, but it has not said so.
  fc.record({ do: fc.constant('die' as const), worker, isReleased: fc.boolean(), arrived: fc.nat(5) }),
  fc.record({ do: fc.constant('abandon' as const), worker }),
  fc.record({ do: fc.constant('wait' as const), milliseconds: fc.constantFrom(SECOND, MINUTE, LEASE, HOUR) }),
  fc.constant({ do: 'prune' as const }),
  fc.constant({ do: 'retry' as const }),
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** Random histories: every subscriber gets every version or a newer one, in order, and none twice unless something failed. */
export function describeModel(open: OpenStore, runs: number): void {
  it('takes every version or a newer one to every subscriber, in order, whatever happens', async () => {
    const actions = fc.array(action, { minLength: 5, maxLength: 60, size: 'max' })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 12 }), actions, async (count, history) => {
        const model = await createModel(await open())
        for (let n = 0; n < count; n++)
          await model.run({ do: 'subscribe', topic: n % 2, host: n % 2, isShort: false })
        for (const step of history) await model.run(step)
        await model.finish()
      }),
      { numRuns: runs },
    )
  })
}

async function createModel(store: PushStore) {
  const { outbox, subscriptions } = store
  let now = T0
  let [version, callbacks] = [0, 0]
  const subscribers = new Map<string, Subscriber>()
  const held: Held[][] = Array.from({ length: WORKERS }, () => [])
  const latest = new Map<string, number>()
  await outbox.begin([], now)
  return { run, finish }

  async function run(step: Action): Promise<void> {
    now += 1
    switch (step.do) {
      case 'publish':
        return publishVersion(step.topics.map((n) => TOPICS[n]!))
      case 'claim':
        await claim(step.worker, step.limit)
        return
      case 'settle':
        return settle(step.worker, step.results)
      case 'subscribe':
        return add(TOPICS[step.topic]!, HOSTS[step.host]!, step.isShort)
      case 'end': {
        const [callback, subscriber] = [...subscribers][step.which] ?? []
        if (callback === undefined) return
        subscribers.delete(callback)
        return subscriptions.end(subscriber!.id)
      }
      case 'die':
        return die(step.worker, step.isReleased, step.arrived)
      case 'abandon': {
        const stale = held[step.worker]!.findIndex((each) => latest.get(each.page.topic) !== each.version)
        if (stale < 0) return
        const [{ page, left } = { page: undefined, left: [] }] = held[step.worker]!.splice(stale, 1)
        for (const delivery of left) free(delivery.callback, page!)
        return outbox.abandon(page!)
      }
      case 'wait':
        now += step.milliseconds
        return
      case 'prune':
        return outbox.prune(now)
      case 'retry':
        await subscriptions.retry(undefined, now)
        for (const subscriber of subscribers.values()) subscriber.given = 0
    }
  }

  async function add(topic: string, host: string, isShort: boolean): Promise<void> {
    const callback = `https://${host}/${++callbacks}`
    const leaseSeconds = isShort ? 600 : 30 * 86_400
    await subscribe(store, callback, now, { topic, leaseSeconds })
    const { id } = (await subscriptions.list(now)).find((each) => each.callback === callback)!
    const leaseEnds = now + leaseSeconds * 1000
    subscribers.set(callback, { id, topic, leaseEnds, wanted: 0, received: 0, mayRepeat: 0, given: 0 })
  }

  async function publishVersion(topics: readonly string[]): Promise<void> {
    version++
    const contents = topics.map((topic) => ({ ...makeContent(version, topic), isForced: true }))
    const known = new Set((await outbox.topics()).map(({ url }) => url))
    await outbox.record({ at: now, events: [], quiet: [], topics: contents, messagesOf: () => [] })
    for (const topic of topics) if (known.has(topic)) latest.set(topic, version)
    for (const subscriber of subscribers.values())
      if (topics.includes(subscriber.topic)) subscriber.wanted = version
  }

  async function claim(number: number, limit: number): Promise<boolean> {
    const page = await outbox.claim(now, `worker ${number}`, limit)
    if (!page) return false
    const claimed = Number(page.digest.replace('digest ', ''))
    expect(claimed).toBe(latest.get(page.topic))
    expect(page.deliveries.length).toBeGreaterThan(0)
    const until = now + LEASE
    for (const { callback } of page.deliveries) {
      const subscriber = subscribers.get(callback)
      expect(subscriber, `${callback} is subscribed`).toBeDefined()
      expect(subscriber!.leaseEnds).toBeGreaterThan(now)
      if (subscriber!.busy) expect(subscriber!.busy.until, `${callback} is free`).toBeLessThanOrEqual(now)
      // Whoever subscribes while a version is on its way may get it, and then does.
      subscriber!.wanted = Math.max(subscriber!.wanted, claimed)
      subscriber!.busy = { page, owner: number, until }
    }
    held[number]!.push({ page, version: claimed, until, left: page.deliveries })
    return true
  }

  async function settle(number: number, how: readonly string[]): Promise<void> {
    const [work] = held[number]!
    if (!work) return
    const settled = work.left.filter((_, index) => (how[index % how.length] ?? 'later') !== 'later')
    const outcomes = work.left.flatMap((delivery, index): Outcome[] => {
      const result = how[index % how.length]!
      if (result === 'later') return []
      const failed = { delivery, result: 'failed', status: 500, error: 'no' } as const
      if (result === 'failed') return [{ ...failed, due: now + 30 * SECOND }]
      if (result === 'gaveUp') return [failed]
      // What comes after the lease may be ignored, so that nobody knows whether it has ended.
      return [{ delivery, result: result === 'ended' && work.until > now ? 'ended' : 'delivered' }]
    })
    for (const outcome of outcomes) note(work, outcome)
    await outbox.settle(work.page, outcomes, now)
    work.left = work.left.filter((delivery) => !settled.includes(delivery))
    if (work.left.length === 0) held[number]!.shift()
    if (work.until <= now) return
    // Settling a part gives the rest a new lease.
    work.until = now + LEASE
    for (const { callback } of work.left) {
      const busy = subscribers.get(callback)?.busy
      if (busy?.page === work.page) busy.until = work.until
    }
  }

  /** What a subscriber and the model make of an outcome; one that comes after the lease may be ignored by the store. */
  function note({ page, version: sent, until }: Held, { delivery, result, due }: Outcome): void {
    const subscriber = subscribers.get(delivery.callback)
    if (!subscriber) return
    const isOurs = subscriber.busy?.page === page
    if (isOurs && until > now) {
      if (result === 'delivered') receive(subscriber, sent)
      if (result === 'failed' && due === undefined) subscriber.given = Math.max(subscriber.given, sent)
      if (result === 'ended') subscribers.delete(delivery.callback)
      free(delivery.callback, page)
    } else if (isOurs) {
      // It arrived while the lease was good; whether the store still takes it does not matter for the order.
      if (result === 'delivered') receive(subscriber, sent)
      if (result === 'failed' && due === undefined) subscriber.given = Math.max(subscriber.given, sent)
      if (result === 'ended') subscribers.delete(delivery.callback)
      subscriber.mayRepeat = sent
    } else if (result === 'delivered') subscriber.mayRepeat = Math.max(subscriber.mayRepeat, sent)
  }

  function receive(subscriber: Subscriber, sent: number): void {
    expect(sent, 'in order').toBeGreaterThanOrEqual(subscriber.received)
    if (sent === subscriber.received) expect(sent, 'not twice').toBe(subscriber.mayRepeat)
    subscriber.received = sent
  }

  function free(callback: string, page: Page): void {
    const subscriber = subscribers.get(callback)
    if (subscriber?.busy?.page === page) subscriber.busy = undefined
  }

  async function die(number: number, isReleased: boolean, arrived: number): Promise<void> {
    for (const { page, version: sent, until, left } of held[number]!.splice(0))
      for (const [index, { callback }] of left.entries()) {
        const subscriber = subscribers.get(callback)
        if (subscriber?.busy?.page !== page) continue
        if (index < arrived && until > now) {
          receive(subscriber, sent)
          subscriber.mayRepeat = sent
        }
      }
    if (!isReleased) return
    for (const subscriber of subscribers.values())
      if (subscriber.busy?.owner === number) subscriber.busy = undefined
    await outbox.release(`worker ${number}`, now)
  }

  /** All works well from here: nothing may be left in the end. */
  async function finish(): Promise<void> {
    for (let steps = 0; steps < 1000; steps++) {
      while (await claim(0, 45)) await settle(0, ['delivered'])
      for (let number = 0; number < WORKERS; number++)
        while (held[number]!.length > 0) await settle(number, ['delivered'])
      const due = await outbox.nextDue(now)
      if (due === undefined) break
      now = Math.max(now, due)
    }
    expect(await outbox.nextDue(now)).toBeUndefined()
    expect((await store.overview.status(now)).waiting).toBe(0)
    for (const [callback, { leaseEnds, wanted, received, given }] of subscribers)
      if (leaseEnds > now && wanted !== given) expect(received, callback).toBe(wanted)
  }
}
