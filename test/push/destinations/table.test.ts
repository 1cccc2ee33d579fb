import { describe, expect, it } from 'vitest'
import { readSite } from '../../../src/content/site/settings.ts'
import { dryRun } from '../../../src/push/destinations/dry-run.ts'
import type { PushChoices } from '../../../src/push/destinations/settings.ts'
import { createDestinations } from '../../../src/push/destinations/table.ts'
import { claim, ITEM, NOW, SITE } from './item.ts'

/** What `_index.md` says is what destinations are made of, without a step between. */
function readPush(source: string): PushChoices {
  const files = [
    { path: '_index.md', source: `---\n${source}\n---\n` },
    { path: 'news/_index.md', source: '---\ntitle: News\n---\n' },
  ]
  return readSite(files, { title: 'Folder', url: SITE.url }).site.push!
}

const SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
const SOURCE = `push:
  - webhook: https://example.org/hook
    secret: HOOK
    sections: [news]
  - webhook: https://example.org/other
    secret: HOOK
  - webhook: ROOM
    format: discord
    name: desk
  - webhook: https://api.telegram.org
    format: telegram
    token: BOT
    chat: "-100123"
  - indexnow: true
    key: KEY
hubs: [https://hub.example/, https://hub.example/]`
const ENVIRONMENT = {
  HOOK: SECRET,
  ROOM: 'https://chat.example/room',
  BOT: `1:${'a'.repeat(35)}`,
  KEY: '12345678',
}

describe('destinations', () => {
  it('are made of the settings and the environment, with names of their own', async () => {
    const { destinations, files, faults } = await createDestinations(readPush(SOURCE), ENVIRONMENT, SITE)
    expect(faults).toEqual([])
    expect(files).toEqual([{ path: '/12345678.txt', text: '12345678' }])
    expect(destinations.map(({ name }) => name)).toEqual([
      'webhook example.org',
      'webhook example.org 2',
      'desk',
      'telegram api.telegram.org',
      'indexnow api.indexnow.org',
      'hub hub.example',
    ])
  })

  it('report every variable that is not set, and leave out what needs it', async () => {
    const { destinations, faults } = await createDestinations(
      readPush(SOURCE),
      { KEY: '12345678', BOT: ' ' },
      SITE,
    )
    expect(destinations.map(({ name }) => name)).toEqual(['indexnow api.indexnow.org', 'hub hub.example'])
    expect(faults.map(({ place, message }) => `${place}: ${message}`)).toEqual([
      'push.0.secret: The environment variable HOOK is not set',
      'push.1.secret: The environment variable HOOK is not set',
      'push.2.webhook: The environment variable ROOM is not set',
      'push.3.token: The environment variable BOT is not set',
    ])
  })

  it('never repeat a wrong value of a variable', async () => {
    const wrong = { HOOK: 'hunter2', ROOM: 'hunter2://x', BOT: 'hunter2', KEY: 'hunter2' }
    const { destinations, faults } = await createDestinations(readPush(SOURCE), wrong, SITE)
    expect(destinations.map(({ name }) => name)).toEqual(['hub hub.example'])
    expect(faults).toHaveLength(5)
    expect(JSON.stringify(faults)).not.toContain('hunter2')
  })

  it('are told of an article by the sections of `_index.md`', async () => {
    const { destinations } = await createDestinations(readPush(SOURCE), ENVIRONMENT, SITE)
    const [hook] = destinations
    expect(claim(hook!)).toHaveLength(1)
    expect(claim(hook!, 'released', { ...ITEM, section: 'newspapers' })).toHaveLength(0)
    expect(claim(hook!, 'released', { ...ITEM, section: '' })).toHaveLength(0)
  })
})

describe('a hub of others', () => {
  const createHub = async () => {
    const { destinations } = await createDestinations(
      readPush('hubs: https://hub.example/ping?x=1'),
      {},
      SITE,
    )
    return destinations[0]!
  }

  it('P2: is told of each topic of an article, with one message for each', async () => {
    const hub = await createHub()
    const messages = claim(hub, 'released', ITEM, [...ITEM.feeds, ITEM.feeds[0]!])
    expect(messages.map(({ article }) => article)).toEqual(ITEM.feeds)
    const { url, method, headers, body } = await hub.request(messages, NOW)
    expect({ url, method }).toEqual({ url: 'https://hub.example/ping?x=1', method: 'POST' })
    expect(headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' })
    const form = new URLSearchParams(String(body))
    expect(form.get('hub.mode')).toBe('publish')
    expect(form.getAll('hub.url')).toEqual(ITEM.feeds)
  })

  // The outbox drops a release that is withdrawn before it was sent, but the ping of the feed is also about other articles.
  it('is told of an update of the feed, whatever happened to the article', async () => {
    const hub = await createHub()
    for (const kind of ['released', 'withdrawn'] as const)
      expect(hub.messagesOf(kind, ITEM, ITEM.feeds).map((message) => message.kind)).toEqual([
        'updated',
        'updated',
      ])
  })

  it('is shown in a dry run with each feed on a line', async () => {
    expect(await dryRun(await createHub(), 'updated', ITEM, ITEM.feeds)).toContain(
      'hub.mode: publish\nhub.url: https://example.org/feed.xml\nhub.url: https://example.org/news/feed.xml\n',
    )
  })
})
