import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { dryRun } from '../../../src/push/destinations/dry-run.ts'
import { createDestinations } from '../../../src/push/destinations/table.ts'
import { answer, claim, createOne, ITEM, NOW, SITE, send } from './item.ts'

const KEY = 'a1b2c3d4-Key'
const CHOICE = { place: 'push.0', kind: 'indexnow', key: 'KEY' } as const
const createPing = (choice = {}) => createOne({ ...CHOICE, ...choice }, { KEY })

/** indexnow.org/documentation: the request for several addresses. */
const REQUEST = z.strictObject({
  host: z.literal('example.org'),
  key: z.string().regex(/^[A-Za-z\d-]{8,128}$/),
  keyLocation: z.literal(`https://example.org/${KEY}.txt`),
  urlList: z.array(z.url()).min(1).max(10_000),
})

describe('the request of IndexNow', () => {
  it('has the published format, and the address that has changed', async () => {
    const { body, ...request } = await send(await createPing())
    expect(request).toMatchObject({
      url: 'https://api.indexnow.org/indexnow',
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
    expect(REQUEST.parse(JSON.parse(body)).urlList).toEqual([ITEM.url])
  })

  it('goes to another search engine if the settings say so', async () => {
    const ping = await createPing({ url: 'https://search.example/indexnow' })
    expect((await send(ping)).url).toBe('https://search.example/indexnow')
    expect(ping.name).toBe('indexnow search.example')
  })

  it('carries up to 1,000 addresses, each once, after a short wait for more', async () => {
    const ping = await createPing()
    const items = Array.from({ length: 999 }, (_, index) => ({
      ...ITEM,
      id: `${index}`,
      url: `${SITE.url}${index}`,
    }))
    const messages = [...items, items[0]!].flatMap((item) => claim(ping, 'updated', item))
    const { body } = await ping.request(messages, NOW)
    expect(REQUEST.parse(JSON.parse(String(body))).urlList).toHaveLength(999)
    expect(ping).toMatchObject({ batch: 1000, debounceMilliseconds: 10_000 })
  })

  it('tells of what is withdrawn too, so that it leaves the results', async () => {
    expect(JSON.parse((await send(await createPing(), 'withdrawn')).body).urlList).toEqual([ITEM.url])
  })

  it('leaves out addresses that the key file does not prove, and what the settings leave out', async () => {
    const ping = await createPing()
    expect(claim(ping, 'released', { ...ITEM, url: 'https://elsewhere.example/a' })).toEqual([])
    expect(claim(await createPing({ sections: ['notes'] }))).toEqual([])
    expect(await dryRun(await createPing(), 'released', ITEM, [])).toContain(KEY)
  })

  it('has the key file in the folder of the site', async () => {
    const site = { url: 'https://example.org/blog/' }
    const made = await createDestinations({ hubs: [], destinations: [CHOICE] }, { KEY }, site)
    const [ping] = made.destinations
    expect(claim(ping!)).toEqual([])
    const { body } = await send(ping!, 'released', { ...ITEM, url: 'https://example.org/blog/a/' })
    expect(JSON.parse(body).keyLocation).toBe(`https://example.org/blog/${KEY}.txt`)
  })
})

describe('the key of IndexNow', () => {
  const make = (choice: object, environment: Record<string, string>, url = SITE.url) =>
    createDestinations(
      { hubs: [], destinations: [{ place: 'push.0', kind: 'indexnow', ...choice }] },
      environment,
      { url },
    )

  it('is what the variable holds, and its file is to be served', async () => {
    expect((await make({ key: 'KEY' }, { KEY: ` ${KEY}\n` })).files).toEqual([
      { path: `/${KEY}.txt`, text: KEY },
    ])
  })

  it('is made of a secret: always the same, and another one for another site', async () => {
    const keys = await Promise.all([
      make({ secret: 'S' }, { S: 'open sesame' }),
      make({ secret: 'S' }, { S: 'open sesame' }),
      make({ secret: 'S' }, { S: 'open barley' }),
      make({ secret: 'S' }, { S: 'open sesame' }, 'https://example.com/'),
    ])
    const [first, again, ...others] = keys.map(({ files }) => files[0]!.text)
    expect(first).toMatch(/^[\da-f]{32}$/)
    expect(again).toBe(first)
    expect(new Set([first, ...others]).size).toBe(3)
  })

  it.each(['short', 'with blanks in it', 'x'.repeat(129), '../../etc/passwd'])('is not %j', async (key) => {
    const { destinations, files, faults } = await make({ key: 'KEY' }, { KEY: key })
    expect({ destinations, files }).toEqual({ destinations: [], files: [] })
    expect(faults).toEqual([expect.objectContaining({ place: 'push.0.key' })])
    expect(JSON.stringify(faults)).not.toContain(key)
  })
})

describe('an answer of a search engine', () => {
  it.each([
    [200, undefined],
    [202, undefined],
    [204, { error: 'answered 204', isFinal: false }],
    [400, { error: expect.stringContaining('400: the request'), isFinal: true }],
    [403, { error: expect.stringContaining('403: the key file'), isFinal: false }],
    [422, { error: expect.stringContaining('422: the addresses'), isFinal: true }],
    [429, { error: expect.stringContaining('429: too many'), isFinal: false }],
    [503, { error: 'answered 503', isFinal: false }],
  ])('of %i', async (status, rejection) => {
    expect((await createPing()).judge(answer(status))).toEqual(rejection)
  })
})
