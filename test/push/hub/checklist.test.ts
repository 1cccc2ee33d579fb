import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { appendedTo, echo, FEED, HUB, openPush, SITE, START } from '../open-push.ts'

// The numbers are those of the checklist that was made of the W3C Recommendation WebSub; § is its section.

const A = 'https://reader.example/a'
const B = 'https://reader.example/b?feed=1'
const DAY = 86_400_000

it('H1: a request is a form in UTF-8 with a callback, a mode and a topic (§5.1, §3.1)', async () => {
  const { app, post } = await openPush()
  const form = { 'hub.mode': 'subscribe', 'hub.topic': FEED, 'hub.callback': A }
  expect((await post(form)).status).toBe(202)
  for (const missing of Object.keys(form)) {
    const response = await post(Object.entries(form).filter(([name]) => name !== missing))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(missing)
  }
  const json = { method: 'POST', body: JSON.stringify(form), headers: { 'Content-Type': 'application/json' } }
  expect((await app.request('/hub', json)).status).toBe(415)
})

it('H2: a secret has less than 200 bytes, not letters (§5.1)', async () => {
  const { ask, post, run, list } = await openPush()
  expect((await ask('subscribe', A, { 'hub.secret': 's'.repeat(199) })).status).toBe(202)
  expect((await ask('subscribe', B, { 'hub.secret': `${'é'.repeat(99)}s` })).status).toBe(202)
  await run()
  expect((await list()).map(({ hasSecret }) => hasSecret)).toEqual([true, true])
  for (const secret of ['s'.repeat(200), 'é'.repeat(100)]) {
    const response = await ask('subscribe', A, { 'hub.secret': secret })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('200 bytes')
  }
  expect((await post({ 'hub.mode': 'subscribe' })).status).toBe(400)
})

it('H3: unknown parameters are ignored (§5.1)', async () => {
  const { ask, run, gets, list } = await openPush()
  const more = { 'hub.verify': 'sync', 'hub.verify_token': 't', foo: 'bar', 'hub.foo': 'hub.bar' }
  expect((await ask('subscribe', A, more)).status).toBe(202)
  await run()
  expect(await list()).toHaveLength(1)
  expect([...appendedTo(gets(A)[0]!).keys()].toSorted()).toEqual([
    'hub.challenge',
    'hub.lease_seconds',
    'hub.mode',
    'hub.topic',
  ])
})

it('H4: an accepted request is answered with 202 (§5.1.2)', async () => {
  const { ask } = await openPush()
  expect((await ask('subscribe', A)).status).toBe(202)
  expect((await ask('unsubscribe', A)).status).toBe(202)
})

it('H5: a refusal has a status of 4xx and a reason in plain text (§5.1.2)', async () => {
  const { ask, run, requests } = await openPush()
  for (const form of [
    { 'hub.topic': 'https://elsewhere.example/feed.xml' },
    { 'hub.topic': `${SITE}news/2026-03-01-one` },
    { 'hub.topic': `${SITE}${'a'.repeat(2100)}` },
    { 'hub.callback': 'ftp://reader.example/' },
    { 'hub.mode': 'denied' },
    { 'hub.lease_seconds': 'ten' },
  ] as Record<string, string>[]) {
    const response = await ask('subscribe', A, form)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; charset=utf-8$/i)
    expect((await response.text()).length).toBeGreaterThan(10)
  }
  await run()
  expect(requests).toEqual([])
})

it('H6: the answer comes before the callback is asked, and is the same whatever that will say (§5.1.2)', async () => {
  const { ask, behave, requests, run, list } = await openPush()
  behave(A, () => ({ status: 404 }))
  const [first, second] = [await ask('subscribe', A), await ask('subscribe', B)]
  expect(requests).toEqual([])
  expect([first.status, await first.text()]).toEqual([second.status, await second.text()])
  await run()
  expect((await list()).map(({ callback }) => callback)).toEqual([B])
})

it('H7: the callback is asked at once (§5.1.2)', async () => {
  const { ask, calls, run, gets } = await openPush()
  await ask('subscribe', A)
  expect(calls.wake).toBe(1)
  await run()
  expect(gets(A)).toHaveLength(1)
})

it('H8: a renewal takes the place of the subscription once it is verified, and not before (§5.1)', async () => {
  const { ask, behave, list, publish, posts, run } = await openPush()
  await ask('subscribe', A, { 'hub.secret': 'old', 'hub.lease_seconds': '7200' })
  await run()
  const [before] = await list()

  behave(A, (request) => (request.method === 'POST' ? { status: 200 } : { status: 404 }))
  await ask('subscribe', A, { 'hub.secret': 'new', 'hub.lease_seconds': '86400' })
  await run()
  expect(await list()).toEqual([before])
  await publish('two')
  await run()
  expect(posts(A)[0]!.headers['X-Hub-Signature']).toBe(signatureOf('old', posts(A)[0]!.body!))

  behave(A, echo)
  await ask('subscribe', A, { 'hub.secret': 'new', 'hub.lease_seconds': '86400' })
  await publish('three')
  await run()
  const [after] = await list()
  expect(after).toEqual({ ...before, leaseEnds: START + 2000 + DAY })
  await publish('four')
  await run()
  expect(posts(A)).toHaveLength(3)
  expect(posts(A)[2]!.headers['X-Hub-Signature']).toBe(signatureOf('new', posts(A)[2]!.body!))

  await ask('subscribe', A)
  await run()
  await publish('five')
  await run()
  expect(posts(A)[3]!.headers).not.toHaveProperty('X-Hub-Signature')
})

it('H9: an unsubscription is verified too, and its lease ignored (§5.1, §5.3)', async () => {
  const { ask, behave, gets, list, run } = await openPush()
  await ask('subscribe', A)
  await run()
  behave(A, () => ({ status: 404 }))
  await ask('unsubscribe', A, { 'hub.lease_seconds': '-1' })
  await run()
  expect(await list()).toHaveLength(1)
  behave(A, echo)
  expect((await ask('unsubscribe', A, { 'hub.lease_seconds': 'nonsense' })).status).toBe(202)
  await run()
  expect(await list()).toEqual([])
  expect(appendedTo(gets(A).at(-1)!).get('hub.mode')).toBe('unsubscribe')
})

it('H10: other topics are refused, and letters of a topic may be percent-encoded (§5.1)', async () => {
  const { ask, list, run } = await openPush()
  expect((await ask('subscribe', A, { 'hub.topic': 'https://elsewhere.example/feed.xml' })).status).toBe(404)
  expect((await ask('subscribe', A, { 'hub.topic': `${SITE}%66eed%2Exml` })).status).toBe(202)
  expect((await ask('subscribe', 'http://reader.example/plain')).status).toBe(202)
  await run()
  expect((await list()).map(({ topic }) => topic)).toEqual([FEED, FEED])
})

it('H11: the hub answers requests itself and redirects none (§5.1.2)', async () => {
  const { ask, post } = await openPush()
  for (const response of [await ask('subscribe', A), await post({ 'hub.mode': 'x' })])
    expect(response.headers.get('Location')).toBeNull()
})

it.each([
  ['', 864_000],
  [' ', 864_000],
  ['1', 300],
  ['7200', 7200],
  ['1000000000000', 2_592_000],
])('H12: a lease of %j seconds is one of %d (§5.1)', async (asked, granted) => {
  const { ask, clock, gets, list, publish, posts, run } = await openPush()
  expect((await ask('subscribe', A, { 'hub.lease_seconds': asked })).status).toBe(202)
  await run()
  expect(appendedTo(gets(A)[0]!).get('hub.lease_seconds')).toBe(String(granted))
  expect((await list())[0]!.leaseEnds).toBe(START + granted * 1000)
  clock.now += granted * 1000 - 2000
  await publish('just in time')
  await run()
  expect(posts(A)).toHaveLength(1)
  clock.now += 1000
  await publish('too late')
  await run()
  expect(posts(A)).toHaveLength(1)
  expect(await list()).toEqual([])
})

it.each(['0', '-1', '1.5', '1e3', 'ten'])('H12: a lease of %j seconds is refused (§5.1)', async (asked) => {
  const { ask } = await openPush()
  expect((await ask('subscribe', A, { 'hub.lease_seconds': asked })).status).toBe(400)
})

it('H13: the callback is asked with GET, the mode, the topic, a challenge and the lease (§5.3)', async () => {
  const { ask, gets, run } = await openPush()
  await ask('subscribe', A)
  await run()
  expect(gets(A)).toHaveLength(1)
  expect(Object.fromEntries(appendedTo(gets(A)[0]!))).toEqual({
    'hub.mode': 'subscribe',
    'hub.topic': FEED,
    'hub.challenge': 'challenge-1',
    'hub.lease_seconds': '864000',
  })
})

it.each([
  ['https://reader.example/c?b=2&a=1&hub.mode=mine&b=3', '&'],
  ['https://reader.example/c?', ''],
  ['https://reader.example/c?a&', ''],
  ['https://reader.example/%7Ec;x=%2f?q=a+b%20c', '&'],
])("H14: keeps the callback's own query string, as in %s (§5.3)", async (callback, mark) => {
  const { ask, requests, run } = await openPush()
  await ask('subscribe', callback)
  await run()
  expect(requests[0]!.url.startsWith(`${callback}${mark}hub.mode=subscribe&hub.topic=https%3A`)).toBe(true)
})

it('H15: each challenge is used once (§5.3)', async () => {
  const { ask, behave, gets, run, wait } = await openPush()
  behave(A, () => ({ status: 503 }))
  await ask('subscribe', A)
  await ask('subscribe', B)
  await run()
  await wait(60_000)
  const all = [...gets(A), ...gets(B)].map((request) => appendedTo(request).get('hub.challenge'))
  expect(all.length).toBeGreaterThan(2)
  expect(new Set(all).size).toBe(all.length)
})

it.each([
  [200, (challenge: string) => challenge, 1],
  [299, (challenge: string) => challenge, 1],
  [200, (challenge: string) => `${challenge}\r\n`, 1],
  [200, (challenge: string) => `${challenge}x`, 0],
  [200, (challenge: string) => `<p>${challenge}</p>`, 0],
  [200, (challenge: string) => challenge.toUpperCase(), 0],
  [200, () => '', 0],
  [301, (challenge: string) => challenge, 0],
  [307, (challenge: string) => challenge, 0],
  [404, (challenge: string) => challenge, 0],
  [500, (challenge: string) => challenge, 0],
])(
  'H16: an answer of %d confirms only with the challenge (§5.3.1)',
  async (status, bodyOf, subscriptions) => {
    const { ask, behave, list, run, wait, requests } = await openPush()
    behave(A, (request) => ({ status, body: bodyOf(appendedTo(request).get('hub.challenge')!) }))
    await ask('subscribe', A)
    await run()
    await wait(DAY)
    expect(await list()).toHaveLength(subscriptions)
    expect(requests.every(({ url }) => url.startsWith(A))).toBe(true)
  },
)

it('H17: a request for a feed that has gone is denied with a GET of the callback (§5.2)', async () => {
  const { ask, gets, list, run, write } = await openPush()
  await ask('subscribe', `${B}`, { 'hub.topic': `${SITE}tags/rain/feed.xml` })
  await write({ 'news/2026-03-01-one.md': '---\ntitle: One\n---\n\nThe first, without tag.\n' })
  await run()
  expect(gets(B)).toHaveLength(1)
  expect(Object.fromEntries(appendedTo(gets(B)[0]!))).toEqual({
    'hub.mode': 'denied',
    'hub.topic': `${SITE}tags/rain/feed.xml`,
    'hub.reason': 'The feed is gone',
  })
  expect(await list()).toEqual([])
})

it('H18: content goes with POST to the very callback that was given (§7)', async () => {
  const { ask, posts, publish, requests, run } = await openPush()
  const callbacks = [A, B, 'http://reader.example:8080/%7Ec?b=2&a=%2f&b=']
  for (const callback of callbacks) await ask('subscribe', callback)
  await run()
  await publish('two')
  await run()
  for (const callback of callbacks) expect(posts(callback)).toHaveLength(1)
  expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(3)
})

it.each(['feed.xml', 'atom.xml', 'feed.json', 'news/feed.xml', 'feeds.opml'])(
  'H19, H20: /%s is sent whole, byte for byte, with the content type that it is served with (§7)',
  async (path) => {
    const { ask, posts, publish, run, serve, write } = await openPush()
    await ask('subscribe', A, { 'hub.topic': SITE + path })
    await run()
    if (path === 'feeds.opml') await write({ 'essays/_index.md': '---\ntitle: Essays\n---\n' })
    await write({ 'essays/2026-03-02-essay.md': '---\ntitle: "Essay ä 🜚"\n---\n\nText.\n' })
    await publish('two', 'The second: é 漢 🜚 ]]> &amp;')
    await run()
    const { response, bytes } = await serve(`/${path}`)
    expect(posts(A)).toHaveLength(1)
    const { body, headers } = posts(A)[0]!
    expect(Buffer.from(body as Uint8Array).equals(bytes)).toBe(true)
    expect(headers['Content-Type']).toBe(response.headers.get('Content-Type'))
  },
)

it('H21: content has one Link header with the hub and the topic itself, as discovery gives it (§7)', async () => {
  const { ask, posts, publish, run, serve } = await openPush()
  await ask('subscribe', A)
  await run()
  await publish('two')
  await run()
  const { Link: link } = posts(A)[0]!.headers
  expect(link).toBe((await serve('/feed.xml')).response.headers.get('Link'))
  expect(link).toContain(`<${HUB}>; rel="hub"`)
  expect(link).toContain(`<${FEED}>; rel="self"`)
  expect(link!.match(/rel="self"/g)).toHaveLength(1)
})

it('H22: content is signed over its very bytes where there is a secret, and only there (§7.1)', async () => {
  const { ask, posts, publish, run } = await openPush()
  const secret = `${'é'.repeat(99)}!`
  await ask('subscribe', A, { 'hub.secret': secret })
  await ask('subscribe', B, { 'hub.secret': '' })
  await run()
  await publish('two', 'é 漢 🜚')
  await run()
  expect(posts(A)[0]!.headers['X-Hub-Signature']).toBe(signatureOf(secret, posts(A)[0]!.body!))
  expect(posts(B)[0]!.headers).not.toHaveProperty('X-Hub-Signature')
})

it.each([
  [200, 'delivered'],
  [202, 'delivered'],
  [299, 'delivered'],
  [301, 'failed'],
  [302, 'failed'],
  [303, 'failed'],
  [304, 'failed'],
  [307, 'failed'],
  [308, 'failed'],
  [400, 'failed'],
  [401, 'failed'],
  [404, 'failed'],
  [410, 'ended'],
  [422, 'failed'],
  [429, 'failed'],
  [500, 'failed'],
  [503, 'failed'],
])('H23: after an answer of %d a delivery is %s (§7)', async (status, result) => {
  const { ask, behave, list, publish, posts, run, requests } = await openPush()
  await ask('subscribe', A)
  await run()
  behave(A, () => ({ status, body: 'hub.mode=unsubscribe' }))
  await publish('two')
  await run()
  const [subscription] = await list()
  expect(subscription === undefined).toBe(result === 'ended')
  expect(subscription?.failures ?? 0).toBe(result === 'failed' ? 1 : 0)
  expect(subscription?.isCurrent ?? false).toBe(result === 'delivered')
  expect(posts(A)).toHaveLength(1)
  expect(posts(A)[0]!.maxBytes).toBe(0)
  expect(requests).toHaveLength(2)
})

it('H24: what fails is tried for days, then dropped; the subscription stays, and gets the next publication (§7)', async () => {
  const { ask, behave, clock, list, posts, publish, run, wait } = await openPush()
  await ask('subscribe', A)
  await run()
  behave(A, () => ({ status: 500 }))
  await publish('two')
  await run()
  const published = clock.now
  while ((await list())[0]!.due !== undefined) await wait(60_000)
  expect(posts(A)).toHaveLength(11)
  expect(clock.now - published).toBeGreaterThan(DAY)
  expect(clock.now - published).toBeLessThan(4 * DAY)
  await wait(DAY)
  expect(posts(A)).toHaveLength(11)

  await publish('three')
  await wait(6 * 3_600_000)
  expect(posts(A).length).toBeGreaterThan(11)
  behave(A, echo)
  await publish('four')
  await wait(6 * 3_600_000)
  expect(Buffer.from(posts(A).at(-1)!.body as Uint8Array).toString()).toContain('four')
  expect(await list()).toMatchObject([{ failures: 0, isCurrent: true }])
})

it('H25: the scheme of a callback is kept (§5.1)', async () => {
  const { ask, posts, publish, run } = await openPush()
  for (const callback of ['https://reader.example/x', 'http://reader.example/x'])
    await ask('subscribe', callback)
  await run()
  await publish('two')
  await run()
  expect(posts('https://reader.example/x')).toHaveLength(1)
  expect(posts('http://reader.example/x')).toHaveLength(1)
})

it('H26: a person finds a page at the address of the hub, and a wrong mode a text', async () => {
  const { app, post } = await openPush()
  const page = await app.request('/hub')
  expect(page.status).toBe(200)
  expect(page.headers.get('Content-Type')).toContain('text/html')
  expect(await page.text()).toContain(`hub.topic=${FEED}`)
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const refused = await app.request('/hub', { method })
    expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST'])
  }
  const wrong = await post({ 'hub.mode': 'replay' })
  expect(wrong.status).toBe(400)
  expect(await wrong.text()).toContain('subscribe, unsubscribe or publish')
})

it.each([
  [[['hub.url', FEED]]],
  [[['hub.topic', FEED]]],
  [
    [
      ['hub.url', FEED],
      ['hub.url', `${SITE}atom.xml`],
    ],
  ],
])('H27: a ping as %j makes the hub look, and sends nothing by itself', async (named) => {
  const { ask, calls, looker, post, requests, run } = await openPush()
  await ask('subscribe', A)
  await run()
  const response = await post([['hub.mode', 'publish'], ...named])
  expect(response.status).toBe(204)
  expect(calls.look).toBe(1)
  await looker.look()
  await run()
  expect(requests).toHaveLength(1)
  expect((await post([['hub.mode', 'publish']])).status).toBe(400)
  expect((await post({ 'hub.mode': 'publish', 'hub.url': 'https://elsewhere.example/' })).status).toBe(404)
  expect(calls.look).toBe(1)
})

function signatureOf(secret: string, body: Uint8Array | string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}
