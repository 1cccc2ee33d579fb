import { createHmac } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, it } from 'vitest'
import { eventually } from '../../eventually.ts'
import { serveLocally } from '../../serve-locally.ts'
import { serveWithPush } from './serve-with-push.ts'

// What websub.rocks asks of a hub, by its numbers, over HTTP against the server as people run it.

const DAY_SECONDS = 86_400

interface Pushed {
  body: Buffer
  type: string | undefined
  link: string | undefined
  signature: string | undefined
}

let site = ''
let publish: (title: string) => void

beforeAll(async () => {
  const served = await serveWithPush()
  site = served.site
  publish = served.publish
  return served.stop
})

/** The addresses that a relation leads to, as the `Link` header has them. */
const linksOf = (header: string | null | undefined, rel: string) =>
  [...(header ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)]
    .filter(([, , one]) => one === rel)
    .map(([, href]) => href!)

/** A subscriber, which finds the hub as the site does and confirms what it has asked for. */
async function openSubscriber(path = 'feed.xml') {
  const pushed: Pushed[] = []
  const asked: URLSearchParams[] = []
  const callback = await serveLocally(async (request, response) => {
    if (request.method === 'GET') {
      const sent = new URL(request.url!, site).searchParams
      asked.push(sent)
      return void response.end(sent.get('hub.challenge'))
    }
    const { link, 'content-type': type, 'x-hub-signature': signature } = request.headers
    pushed.push({
      body: await buffer(request),
      type,
      link: String(link),
      signature: signature as string | undefined,
    })
    response.writeHead(200).end()
  })
  const { headers } = await fetch(site + path)
  const [[hub = ''], [topic = '']] = [
    linksOf(headers.get('link'), 'hub'),
    linksOf(headers.get('link'), 'self'),
  ]
  expect([hub, topic]).toEqual([`${site}hub`, site + path])
  return {
    pushed,
    async ask(mode: 'subscribe' | 'unsubscribe', more: Record<string, string> = {}) {
      const form = { 'hub.mode': mode, 'hub.topic': topic, 'hub.callback': `${callback}/?id=1`, ...more }
      const count = asked.length
      const answer = await fetch(hub, { method: 'POST', body: new URLSearchParams(form) })
      expect(answer.status).toBe(202)
      await eventually(() => expect(asked).toHaveLength(count + 1))
      const sent = asked.at(-1)!
      expect([sent.get('hub.mode'), sent.get('hub.topic'), sent.get('id')]).toEqual([mode, topic, '1'])
      if (mode === 'subscribe')
        expect(Number(sent.get('hub.lease_seconds'))).toBeGreaterThanOrEqual(DAY_SECONDS)
      await eventually(async () => expect(await pending()).toBe(0))
      return sent
    },
    /** Waits for the notification of that number, which is the topic as it is served. */
    async expectPushed(number: number, { isSigned = false } = {}) {
      await eventually(() => expect(pushed).toHaveLength(number))
      const served = await fetch(topic)
      const { body, type, link, signature } = pushed.at(-1)!
      expect(body.length).toBeGreaterThan(0)
      expect(body.equals(Buffer.from(await served.arrayBuffer()))).toBe(true)
      expect(type).toBe(served.headers.get('content-type'))
      expect(linksOf(link, 'hub')).toEqual([hub])
      expect(linksOf(link, 'self')).toEqual([topic])
      expect(signature === undefined).toBe(!isSigned)
      return pushed.at(-1)!
    },
  }
}

/** Requests that the hub has not verified yet. */
async function pending(): Promise<number> {
  const health = (await (await fetch(`${site}healthz`)).json()) as { push: { pending: number } }
  return health.push.pending
}

it('100: a typical subscription is verified and gets what is published', async () => {
  const { ask, expectPushed } = await openSubscriber()
  await ask('subscribe')
  publish('test 100')
  expect((await expectPushed(1)).body.toString()).toContain('test 100')
})

it('101: a subscription with a secret gets it signed', async () => {
  const { ask, expectPushed } = await openSubscriber()
  const secret = 'a secret of 20 bytes'
  await ask('subscribe', { 'hub.secret': secret })
  publish('test 101')
  const { body, signature } = await expectPushed(1, { isSigned: true })
  const [method = '', digest] = signature!.split('=')
  expect(['sha1', 'sha256', 'sha384', 'sha512']).toContain(method)
  expect(createHmac(method, secret).update(body).digest('hex')).toBe(digest)
})

it('102: parameters that the hub does not know are ignored', async () => {
  const { ask, expectPushed } = await openSubscriber()
  const sent = await ask('subscribe', { foo: 'bar', 'hub.foo': 'hub.bar' })
  expect([...sent.keys()]).not.toContain('hub.foo')
  publish('test 102')
  await expectPushed(1)
})

it('103: whoever subscribes again gets each publication once', async () => {
  const { ask, expectPushed, pushed } = await openSubscriber()
  const control = await openSubscriber()
  await ask('subscribe')
  await ask('subscribe')
  await control.ask('subscribe')
  publish('test 103')
  await expectPushed(1)
  await control.expectPushed(1)
  publish('test 103 again')
  await control.expectPushed(2)
  await expectPushed(2)
  expect(pushed).toHaveLength(2)
})

it('104: whoever unsubscribes gets nothing more', async () => {
  const { ask, expectPushed, pushed } = await openSubscriber()
  const control = await openSubscriber()
  await ask('subscribe')
  await control.ask('subscribe')
  publish('test 104')
  await expectPushed(1)
  await ask('unsubscribe')
  publish('test 104 again')
  await control.expectPushed(2)
  publish('test 104 for the last time')
  await control.expectPushed(3)
  expect(pushed).toHaveLength(1)
})

it.each([
  ['105: a topic of text/plain', 'llms.txt', 'text/plain; charset=utf-8'],
  ['106: a topic of application/json', 'wire.json', 'application/json; charset=utf-8'],
])('%s is sent with its type', async (name, path, expected) => {
  const { ask, expectPushed } = await openSubscriber(path)
  await ask('subscribe')
  publish(`test ${name.slice(0, 3)}`)
  const { body, type } = await expectPushed(1)
  expect(type).toBe(expected)
  expect(body.toString()).toContain(`test ${name.slice(0, 3)}`)
})
