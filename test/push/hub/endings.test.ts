import { expect, it } from 'vitest'
import { echo, openPush, type TestPush } from '../open-push.ts'

const A = 'https://reader.example/a'
const B = 'https://other.example/b'
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A promise that the test settles. */
const deferred = () => Promise.withResolvers<{ status: number }>()

async function subscribe({ ask, run }: TestPush, callback = A, more: Record<string, string> = {}) {
  expect((await ask('subscribe', callback, more)).status).toBe(202)
  await run()
}

it('a subscriber that unsubscribes while a delivery fails leaves nothing behind', async () => {
  const push = await openPush()
  await subscribe(push)
  const slow = deferred()
  push.behave(A, (request) => (request.method === 'POST' ? slow.promise : echo(request)))
  await push.publish('two')
  const stepping = push.worker.step()
  await expect.poll(() => push.posts(A).length).toBe(1)
  await push.ask('unsubscribe', A)
  await push.run()
  expect(await push.list()).toEqual([])
  slow.resolve({ status: 500 })
  await stepping
  await push.wait(DAY)
  expect(push.posts(A)).toHaveLength(1)
  expect(await push.store.outbox.nextDue(push.clock.now)).toBeUndefined()
})

it('a subscription whose lease ends before the next attempt leaves nothing that is due', async () => {
  const push = await openPush()
  await subscribe(push, A, { 'hub.lease_seconds': '300' })
  push.behave(A, () => ({ status: 503, retryAfter: '600' }))
  await push.publish('two')
  await push.run()
  await push.wait(HOUR)
  expect(push.posts(A)).toHaveLength(1)
  expect(await push.store.outbox.nextDue(push.clock.now)).toBeUndefined()
})

it('an answer that comes after its subscription has ended does not end the one that follows', async () => {
  const push = await openPush()
  await subscribe(push)
  const slow = deferred()
  push.behave(A, (request) => (request.method === 'POST' ? slow.promise : echo(request)))
  await push.publish('two')
  const stepping = push.worker.step()
  await expect.poll(() => push.posts(A).length).toBe(1)
  await push.ask('unsubscribe', A)
  await push.run()
  await subscribe(push, B)
  slow.resolve({ status: 410 })
  await stepping
  expect((await push.list()).map(({ callback }) => callback)).toEqual([B])
})
