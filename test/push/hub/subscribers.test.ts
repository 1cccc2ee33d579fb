import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Answer, appendedTo, echo, FEED, HUB, openPush, SITE } from '../open-push.ts'

const KEY = 'abc'
const FRESHRSS = `https://freshrss.example/api/pshb.php?k=${KEY}`

it("FreshRSS's flow goes through: it asks without a secret, checks the lease, and takes the feed whose self link is the topic", async () => {
  const { ask, behave, list, posts, publish, run, serve } = await openPush()
  // What pshb.php does: the verification must be of the topic, with a lease of more than a minute; pushes of others are answered with 422.
  let leaseEnds = 0
  behave(FRESHRSS, (request): Answer => {
    if (request.method === 'GET') {
      const sent = appendedTo(request)
      if (sent.get('hub.topic') !== FEED) return { status: 404, body: 'Topic does not match' }
      if (sent.get('hub.mode') === 'subscribe') {
        const lease = Number(sent.get('hub.lease_seconds'))
        if (lease <= 60) return { status: 422, body: 'The lease is too short' }
        leaseEnds = lease
      }
      return { status: 200, body: sent.get('hub.challenge')! }
    }
    const text = Buffer.from(request.body as Uint8Array).toString()
    const self = /<atom:link [^>]*rel="self"[^>]*>/.exec(text)?.[0] ?? ''
    return self.includes(`href="${FEED}"`)
      ? { status: 200, body: 'OK' }
      : { status: 422, body: 'Not asked for' }
  })
  const more = { 'hub.verify': 'sync' }
  expect((await ask('subscribe', FRESHRSS, more)).status).toBe(202)
  await run()
  expect(leaseEnds).toBe(864_000)
  await publish('two')
  await run()
  expect(posts(FRESHRSS)).toHaveLength(1)
  expect(posts(FRESHRSS)[0]!.headers).not.toHaveProperty('X-Hub-Signature')
  expect(Buffer.from(posts(FRESHRSS)[0]!.body as Uint8Array)).toEqual(
    Buffer.from((await serve('/feed.xml')).bytes),
  )
  expect(await list()).toMatchObject([{ failures: 0, isCurrent: true }])

  // It renews while the subscription is alive, and ends it by answering 410 when nobody reads the feed any more.
  expect((await ask('subscribe', FRESHRSS, more)).status).toBe(202)
  await run()
  expect(await list()).toHaveLength(1)
  behave(FRESHRSS, () => ({ status: 410, body: 'Nobody reads this' }))
  await publish('three')
  await run()
  expect(await list()).toEqual([])
})

it('subscribers of the first protocol, PubSubHubbub 0.3 and 0.4, go through', async () => {
  const { ask, behave, list, posts, publish, run } = await openPush()
  const callback = 'https://superfeedr.example/callback'
  const token = 'token'
  behave(callback, (request) => {
    if (request.method === 'POST') return { status: 200 }
    const sent = appendedTo(request)
    return sent.has('hub.challenge') && sent.get('hub.topic') === FEED ? echo(request) : { status: 404 }
  })
  const more = {
    'hub.verify': 'async',
    'hub.verify_token': token,
    'hub.secret': 'secret',
    'hub.lease_seconds': '',
    retrieve: 'true',
    format: 'json',
  }
  expect((await ask('subscribe', callback, more)).status).toBe(202)
  await run()
  await publish('two')
  await run()
  const { body, headers } = posts(callback)[0]!
  const [method, signature] = headers['X-Hub-Signature']!.split('=')
  expect(createHmac(method!, 'secret').update(body!).digest('hex')).toBe(signature)
  expect(await list()).toMatchObject([{ isCurrent: true }])
})

it('a subscriber that checks hub and self of the Link header by RFC 8288 finds both', async () => {
  const { ask, posts, publish, run } = await openPush()
  const callback = 'https://reader.example/callback'
  await ask('subscribe', callback, { 'hub.topic': `${SITE}feed.json` })
  await run()
  await publish('two')
  await run()
  const links = [...posts(callback)[0]!.headers.Link!.matchAll(/<([^>]*)>; rel="([^"]*)"/g)]
  expect(links.filter(([, , rel]) => rel === 'hub').map(([, href]) => href)).toEqual([HUB])
  expect(links.filter(([, , rel]) => rel === 'self').map(([, href]) => href)).toEqual([`${SITE}feed.json`])
})
