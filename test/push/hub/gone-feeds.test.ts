import { expect, it } from 'vitest'
import { article } from '../../article.ts'
import { appendedTo, openPush, SITE, type TestPush } from '../open-push.ts'

const A = 'https://reader.example/a'
const RAIN = `${SITE}tags/rain/feed.xml`
const ONE = 'news/2026-03-01-one.md'
const HOUR = 3_600_000
const DAY = 24 * HOUR

const tagged = (title: string, more = {}) =>
  article({ title, tags: '[rain]', ...more }, `The text of ${title}.`)
const untagged = (title: string) => article({ title }, `The text of ${title}.`)

async function subscribe({ ask, run }: TestPush, topic = RAIN) {
  expect((await ask('subscribe', A, { 'hub.topic': topic })).status).toBe(202)
  await run()
}

/** Saves files, and sends what is news. */
async function save(push: TestPush, files: Record<string, string>) {
  push.clock.now += 1000
  await push.write(files)
  await push.looker.look()
  await push.run()
}

/** Lets hours pass as they do beside a server. */
async function pass(push: TestPush, hours: number) {
  for (let hour = 0; hour < hours; hour++) {
    push.clock.now += HOUR
    await push.store.subscriptions.denyGone(push.clock.now)
    await push.run()
  }
}

const bodies = ({ posts }: TestPush) => posts(A).map(({ body }) => Buffer.from(body as Uint8Array).toString())
const denials = ({ gets }: TestPush) =>
  gets(A)
    .map((request) => Object.fromEntries(appendedTo(request)))
    .filter((sent) => sent['hub.mode'] === 'denied')

it('a correction that takes its tag from an article takes it from the feed of the subscribers of that tag', async () => {
  const push = await openPush()
  await save(push, { 'news/2026-03-02-two.md': tagged('Two') })
  await subscribe(push)
  await save(push, { [ONE]: untagged('One') })
  expect(bodies(push)).toEqual([expect.stringContaining('<title>Two</title>')])
  expect(bodies(push)[0]).not.toContain('The text of One')
})

it('a withdrawal reaches the subscribers of a tag whose last article it was', async () => {
  const push = await openPush()
  await subscribe(push, `${SITE}tags/rain/atom.xml`)
  await save(push, { [ONE]: tagged('One', { withdrawn: '2026-03-10' }) })
  expect(bodies(push)).toHaveLength(1)
  expect(bodies(push)[0]).not.toContain('The text of One')
  await pass(push, 48)
  expect(denials(push)).toEqual([])
})

it('H17: subscribers of a feed that has been gone for a day are denied, and get nothing more (§5.2)', async () => {
  const push = await openPush()
  await subscribe(push)
  await save(push, { [ONE]: untagged('One') })
  expect((await push.serve('/tags/rain/feed.xml')).response.status).toBe(404)
  await pass(push, 23)
  expect([...bodies(push), ...denials(push)]).toEqual([])
  // No one can subscribe to it meanwhile.
  expect((await push.ask('subscribe', A, { 'hub.topic': RAIN })).status).toBe(404)
  await pass(push, 2)
  expect(denials(push)).toEqual([
    { 'hub.mode': 'denied', 'hub.topic': RAIN, 'hub.reason': 'The feed is gone' },
  ])
  expect(await push.list()).toEqual([])
  await save(push, { [ONE]: tagged('One') })
  await pass(push, 48)
  expect(bodies(push)).toEqual([])
  expect(denials(push)).toHaveLength(1)
})

it('the log names a feed that is gone, once, and how many subscribers will be told so', async () => {
  const push = await openPush()
  await subscribe(push)
  await push.ask('subscribe', `${A}/2`, { 'hub.topic': RAIN })
  await subscribe(push, `${SITE}tags/rain/atom.xml`)
  await save(push, { [ONE]: untagged('One') })
  await save(push, { [ONE]: untagged('Another') })
  push.restart()
  await save(push, {})
  expect(push.lines).toEqual([
    `Feeds are gone that had subscribers: ${RAIN} (2 subscribers) and ${SITE}tags/rain/atom.xml (1 subscriber). Their last articles have left them, or they have other addresses. After a day without them, their subscribers are told so.`,
  ])
  await save(push, { [ONE]: tagged('One') })
  await push.ask('unsubscribe', A, { 'hub.topic': `${SITE}tags/rain/atom.xml` })
  await push.run()
  await save(push, { [ONE]: untagged('One') })
  expect(push.lines.slice(1)).toEqual([
    `A feed is gone that had subscribers: ${RAIN} (2 subscribers). Its last article has left it, or it has another address. After a day without it, its subscribers are told so.`,
  ])
})

it('a feed that is gone for less than a day keeps its subscribers, who get what it has then', async () => {
  const push = await openPush()
  await subscribe(push)
  await save(push, { [ONE]: untagged('One') })
  await pass(push, 23)
  await save(push, { 'news/2026-03-02-two.md': tagged('Two') })
  await pass(push, 48)
  expect(bodies(push)).toEqual([expect.stringContaining('<title>Two</title>')])
  expect(denials(push)).toEqual([])
  expect(await push.list()).toMatchObject([{ callback: A, isCurrent: true }])
})

it('a feed that comes back while its subscribers are being denied keeps those who have not been told', async () => {
  const push = await openPush()
  await subscribe(push)
  await save(push, { [ONE]: untagged('One') })
  push.clock.now += DAY
  await push.store.subscriptions.denyGone(push.clock.now)
  await push.write({ 'news/2026-03-02-two.md': tagged('Two') })
  await push.run()
  expect(denials(push)).toEqual([])
  expect(await push.list()).toMatchObject([{ callback: A }])
})

it('a subscriber that cannot be told is told later, and forgotten in the end', async () => {
  const push = await openPush()
  await subscribe(push)
  await save(push, { [ONE]: untagged('One') })
  push.behave(A, () => ({ status: 503 }))
  await pass(push, 24)
  expect(await push.list()).toHaveLength(1)
  await pass(push, 24)
  expect(denials(push)).toHaveLength(4)
  expect(await push.list()).toEqual([])
  expect(await push.store.outbox.nextDue(push.clock.now)).toBeUndefined()
})
