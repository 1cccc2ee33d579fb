import { expect, it } from 'vitest'
import { appendedTo, echo, FEED, openPush, SITE, type TestPush } from '../open-push.ts'

const A = 'https://reader.example/a'
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A promise that the test settles. */
const deferred = () => Promise.withResolvers<{ status: number; body?: string }>()

async function subscribe({ ask, run }: TestPush, callback = A, more: Record<string, string> = {}) {
  expect((await ask('subscribe', callback, more)).status).toBe(202)
  await run()
}

const textOf = (push: TestPush, at: number) =>
  Buffer.from(push.posts(A).at(at)!.body as Uint8Array).toString()

it.each([
  ['answers another challenge', { status: 200, body: 'challenge-0' }, 1],
  ['answers with a redirect', { status: 302, body: 'challenge-1' }, 1],
  ['answers hugely', { status: 200, body: `${'x'.repeat(2_000_000)}challenge-1` }, 1],
  ['does not exist', { status: 404 }, 1],
  ['has gone', { status: 410 }, 1],
  ['is overloaded', { status: 503 }, 4],
  ['has too many requests', { status: 429 }, 4],
])('a callback that %s is not subscribed, and asked %#', async (_, answer, times) => {
  const push = await openPush()
  push.behave(A, () => answer)
  await subscribe(push)
  for (let hour = 0; hour < 48; hour++) await push.wait(HOUR)
  expect(await push.list()).toEqual([])
  expect(push.gets(A)).toHaveLength(times)
  expect(push.posts(A)).toEqual([])
})

it.each(['hangs until the time is up', 'closes the socket', 'does not resolve'])(
  'a callback that %s is asked again, and subscribed when it answers',
  async (reason) => {
    const push = await openPush()
    push.behave(A, () => Promise.reject(new Error(reason)))
    await subscribe(push)
    expect(await push.list()).toEqual([])
    push.behave(A, echo)
    await push.wait(HOUR)
    expect(await push.list()).toHaveLength(1)
  },
)

it('a callback that echoes with a newline is subscribed', async () => {
  const push = await openPush()
  push.behave(A, (request) => ({ status: 200, body: `${echo(request).body}\n` }))
  await subscribe(push)
  expect(await push.list()).toHaveLength(1)
})

it.each([
  ['in seconds', '120', 120_000],
  ['as a date', 'Tue, 10 Mar 2026 12:10:00 GMT', 599_000],
  ['too long', '99999999', DAY],
  ['in the past', 'Tue, 10 Mar 2026 11:00:00 GMT', 2500],
  ['that is none', 'soon', 2500],
])('a Retry-After %s is honoured: nothing goes before it', async (_, retryAfter, milliseconds) => {
  const push = await openPush()
  await subscribe(push)
  push.behave(A, () => ({ status: 503, retryAfter }))
  await push.publish('two')
  await push.run()
  expect(push.posts(A)).toHaveLength(1)
  push.behave(A, echo)
  await push.wait(milliseconds - 1)
  expect(push.posts(A)).toHaveLength(1)
  await push.wait(1)
  expect(push.posts(A)).toHaveLength(2)
  expect(await push.list()).toMatchObject([{ failures: 0, isCurrent: true }])
})

it.each([
  ['answers 404', () => ({ status: 404 })],
  ['answers 500', () => ({ status: 500 })],
  ['closes the socket', () => Promise.reject(new Error('the connection ended'))],
])('a callback that %s at a delivery, and then takes it, misses nothing', async (_, fail) => {
  const push = await openPush()
  await subscribe(push)
  push.behave(A, fail)
  await push.publish('two')
  await push.run()
  expect(await push.list()).toMatchObject([{ failures: 1, isCurrent: false }])
  push.behave(A, echo)
  await push.wait(5000)
  expect(push.posts(A)).toHaveLength(2)
  expect(push.posts(A)[1]!.body).toEqual(push.posts(A)[0]!.body)
  expect(await push.list()).toMatchObject([{ failures: 0, isCurrent: true }])
})

it('a callback that fails is sent only the last of several publications', async () => {
  const push = await openPush()
  await subscribe(push)
  push.behave(A, () => ({ status: 500 }))
  for (const name of ['two', 'three', 'four']) {
    await push.publish(name)
    await push.run()
  }
  push.behave(A, echo)
  const before = push.posts(A).length
  await push.wait(HOUR)
  expect(push.posts(A)).toHaveLength(before + 1)
  expect(textOf(push, -1)).toContain('four')
})

it('a callback that answers 410 gets nothing more, and may subscribe again', async () => {
  const push = await openPush()
  await subscribe(push)
  push.behave(A, () => ({ status: 410 }))
  await push.publish('two')
  await push.run()
  await push.publish('three')
  await push.wait(DAY)
  expect(push.posts(A)).toHaveLength(1)
  push.behave(A, echo)
  await subscribe(push)
  await push.publish('four')
  await push.run()
  expect(push.posts(A)).toHaveLength(2)
})

it('a slow callback delays nobody else', async () => {
  const push = await openPush()
  const slow = deferred()
  await subscribe(push)
  await subscribe(push, 'https://other.example/b')
  push.behave(A, () => slow.promise)
  await push.publish('two')
  const stepping = push.worker.step()
  await expect.poll(() => push.posts('https://other.example/b').length).toBe(1)
  await expect.poll(async () => (await push.list()).map(({ isCurrent }) => isCurrent)).toBeDefined()
  slow.resolve({ status: 200 })
  await stepping
  await push.run()
  expect(push.posts(A)).toHaveLength(1)
})

it('a publication during a delivery follows it, in order, and once', async () => {
  const push = await openPush()
  await subscribe(push)
  const slow = deferred()
  push.behave(A, () => slow.promise)
  await push.publish('two')
  const stepping = push.worker.step()
  await expect.poll(() => push.posts(A).length).toBe(1)
  await push.publish('three')
  await push.run()
  expect(push.posts(A)).toHaveLength(1)
  push.behave(A, echo)
  slow.resolve({ status: 200 })
  await stepping
  await push.wait(5000)
  expect(push.posts(A)).toHaveLength(2)
  expect(textOf(push, -1)).toContain('three')
})

it('a subscriber that subscribes again while a delivery is under way gets each publication once', async () => {
  const push = await openPush()
  await subscribe(push, A, { 'hub.secret': 'old' })
  const slow = deferred()
  push.behave(A, (request) => (request.method === 'POST' ? slow.promise : echo(request)))
  await push.publish('two')
  const stepping = push.worker.step()
  await expect.poll(() => push.posts(A).length).toBe(1)
  await subscribe(push, A, { 'hub.secret': 'new' })
  slow.resolve({ status: 200 })
  await stepping
  await push.wait(DAY)
  expect(push.posts(A)).toHaveLength(1)
  push.behave(A, echo)
  await push.publish('three')
  await push.run()
  expect(push.posts(A)).toHaveLength(2)
  const [before, after] = push.posts(A).map(({ headers }) => headers['X-Hub-Signature'])
  expect(before).not.toBe(after)
})

it('a secret that changes between a failure and the next attempt signs that attempt', async () => {
  const push = await openPush()
  await subscribe(push, A, { 'hub.secret': 'old' })
  push.behave(A, () => ({ status: 500 }))
  await push.publish('two')
  await push.run()
  push.behave(A, echo)
  await subscribe(push, A, { 'hub.secret': 'new' })
  await push.wait(HOUR)
  const [first, second] = push.posts(A)
  expect(push.posts(A)).toHaveLength(2)
  expect(second!.body).toEqual(first!.body)
  expect(second!.headers['X-Hub-Signature']).not.toBe(first!.headers['X-Hub-Signature'])
})

it('the last of several wishes counts, also where the first is confirmed late', async () => {
  const push = await openPush()
  const slow = deferred()
  push.behave(A, (request) =>
    appendedTo(request).get('hub.mode') === 'subscribe' ? slow.promise : echo(request),
  )
  await push.ask('subscribe', A)
  const stepping = push.worker.step()
  await expect.poll(() => push.gets(A).length).toBe(1)
  await push.ask('unsubscribe', A)
  const running = push.run()
  slow.resolve({ status: 200, body: 'challenge-1' })
  await Promise.all([stepping, running])
  await push.wait(DAY)
  expect(await push.list()).toEqual([])
})

it('a callback that changes its mind while it is asked is asked once more, for the new wish', async () => {
  const push = await openPush()
  await subscribe(push)
  await push.ask('unsubscribe', A)
  await push.ask('subscribe', A, { 'hub.secret': 'new' })
  await push.run()
  expect(push.gets(A).map((request) => appendedTo(request).get('hub.mode'))).toEqual([
    'subscribe',
    'subscribe',
  ])
  expect(await push.list()).toMatchObject([{ hasSecret: true }])
})

it('a subscriber that unsubscribes and then subscribes gets what comes next, once', async () => {
  const push = await openPush()
  await subscribe(push)
  await push.ask('unsubscribe', A)
  await push.run()
  await subscribe(push)
  await push.publish('two')
  await push.run()
  expect(push.posts(A)).toHaveLength(1)
})

it('the same callback with another order of its query is another subscription', async () => {
  const push = await openPush()
  const both = [`${A}?a=1&b=2`, `${A}?b=2&a=1`]
  for (const callback of both) await subscribe(push, callback)
  await push.publish('two')
  await push.run()
  expect((await push.list()).map(({ callback }) => callback)).toEqual(both)
  for (const callback of both) expect(push.posts(callback)).toHaveLength(1)
})

it('one callback may be subscribed to several topics', async () => {
  const push = await openPush()
  await subscribe(push)
  await subscribe(push, A, { 'hub.topic': `${SITE}feed.json` })
  await push.publish('two')
  await push.run()
  expect(
    push
      .posts(A)
      .map(({ headers }) => headers['Content-Type'])
      .toSorted(),
  ).toEqual(['application/feed+json; charset=utf-8', 'application/rss+xml; charset=utf-8'])
})

it('a topic that is first subscribed to while a look is recorded gets that publication', async () => {
  const push = await openPush()
  const slow = deferred()
  push.behave(A, (request) => (request.method === 'GET' ? slow.promise : echo(request)))
  await push.ask('subscribe', A)
  const stepping = push.worker.step()
  await expect.poll(() => push.gets(A).length).toBe(1)
  await push.publish('two')
  slow.resolve({ status: 200, body: 'challenge-1' })
  await stepping
  expect(push.calls.look).toBe(1)
  await push.looker.look()
  await push.run()
  expect(push.posts(A)).toHaveLength(1)
  expect(textOf(push, 0)).toContain('two')
})

it('a host on which nothing arrives is paused, not forgotten', async () => {
  const push = await openPush()
  const callbacks = Array.from({ length: 12 }, (_, index) => `https://dead.example/${index}`)
  for (const callback of callbacks) {
    await subscribe(push, callback)
    push.behave(callback, () => Promise.reject(new Error('refused')))
  }
  await push.publish('two')
  await push.run()
  const afterFirst = push.requests.length
  await push.wait(1000)
  expect(push.requests).toHaveLength(afterFirst)
  for (const callback of callbacks) push.behave(callback, echo)
  for (let hour = 0; hour < 12; hour++) await push.wait(HOUR)
  expect((await push.list()).every(({ isCurrent }) => isCurrent)).toBe(true)
})

it('too many subscriptions of one address or host are refused for a while, and renewals are not', async () => {
  const limits = { perHost: 2, perClient: 10, pending: 10, pendingPerClient: 10 }
  const push = await openPush({ limits })
  await subscribe(push, `${A}1`)
  await subscribe(push, `${A}2`)
  const refused = await push.ask('subscribe', `${A}3`)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect((await push.ask('subscribe', `${A}1`)).status).toBe(202)
  expect((await push.ask('unsubscribe', `${A}1`)).status).toBe(202)
  expect((await push.ask('subscribe', `${A}1`, { 'hub.topic': FEED })).status).toBe(202)
})
