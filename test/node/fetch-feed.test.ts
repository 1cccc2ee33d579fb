import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fetchFeed } from '../../src/node/fetch-feed.ts'
import { freePort } from '../free-port.ts'
import { makeFolder } from '../make-folder.ts'
import { serveLocally } from '../serve-locally.ts'

const OPTIONS = { fetch, userAgent: 'Wireroom/test', timeoutMs: 5000, maxBytes: 1024 * 1024 }

describe('a feed is fetched', () => {
  it('from the address that redirects lead to, with a user agent and the types it accepts', async () => {
    const origin = await serveLocally(({ url, headers }, response) => {
      if (url === '/feed') response.writeHead(301, { Location: '/feed.xml' }).end()
      else response.end(`${headers['user-agent']} ${headers.accept}`)
    })
    const fetched = await fetchFeed(`${origin}/feed`, OPTIONS)
    expect(fetched).toMatchObject({ kind: 'text', address: `${origin}/feed.xml` })
    expect(fetched).toHaveProperty('text', expect.stringMatching(/^Wireroom\/test application\/rss\+xml/))
  })

  it('not when the status is not a success', async () => {
    const origin = await serveLocally((_, response) => response.writeHead(404).end('<rss/>'))
    expect(await fetchFeed(`${origin}/x`, OPTIONS)).toEqual({
      kind: 'unreadable',
      reason: `${origin}/x answers 404 Not Found instead of a feed. Is the address right?`,
    })
  })

  it('not when the body never ends', async () => {
    const origin = await serveLocally((_, response) => {
      const write = () => {
        if (response.write(Buffer.alloc(65_536))) setImmediate(write)
        else response.once('drain', write)
      }
      write()
    })
    const { reason } = (await fetchFeed(origin, OPTIONS)) as { reason: string }
    expect(reason).toBe(`${origin} has more than 1 MB, so it is not a feed.`)
  })

  it.each([
    ['nothing comes', () => {}],
    ['it stops halfway', (response: ServerResponse) => void response.write('<rss>')],
  ])('not when %s', async (_, answer) => {
    const origin = await serveLocally((_, response) => answer(response))
    expect(await fetchFeed(origin, { ...OPTIONS, timeoutMs: 50 })).toEqual({
      kind: 'unreadable',
      reason: `${origin} cannot be read: it takes longer than 0.05 seconds`,
    })
  })

  it('not when no server listens, and the reason tells it', async () => {
    const port = await freePort()
    const fetched = await fetchFeed(`http://127.0.0.1:${port}/`, OPTIONS)
    expect(fetched).toHaveProperty('reason', expect.stringContaining('ECONNREFUSED'))
  })
})

describe('a text is read', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<rss>صلح</rss>', 'utf16le')])
  const latin = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><rss>\x96</rss>', 'latin1')
  it.each<[string, Buffer, string | undefined, string]>([
    ['as UTF-8, where nothing is said', Buffer.from('<rss>صلح</rss>'), undefined, '<rss>صلح</rss>'],
    ['without its byte order mark', Buffer.from('\uFEFF<rss>'), 'text/xml', '<rss>'],
    ['in the encoding of its byte order mark', utf16, 'text/xml; charset=utf-8', '<rss>صلح</rss>'],
    [
      'in the encoding that HTTP names',
      Buffer.from('<rss>\xe9', 'latin1'),
      'text/xml; charset="ISO-8859-1"',
      '<rss>é',
    ],
    [
      'in the encoding that XML names',
      latin,
      'text/xml',
      '<?xml version="1.0" encoding="windows-1252"?><rss>–</rss>',
    ],
    ['as UTF-8, where the encoding is unknown', Buffer.from('é'), 'text/xml; charset=klingon', 'é'],
  ])('%s', async (_, bytes, type, text) => {
    const origin = await serveLocally((_, response) =>
      response.writeHead(200, type === undefined ? {} : { 'Content-Type': type }).end(bytes),
    )
    expect(await fetchFeed(origin, OPTIONS)).toMatchObject({ text })
  })

  it('from a file, which has no address', async () => {
    const path = join(makeFolder({ 'feed.xml': '<rss/>' }), 'feed.xml')
    expect(await fetchFeed(path, OPTIONS)).toEqual({ kind: 'text', text: '<rss/>' })
  })

  it('not when the source is neither a file nor an address', async () => {
    expect(await fetchFeed('example.org/feed.xml', OPTIONS)).toEqual({
      kind: 'unreadable',
      reason: 'There is no file example.org/feed.xml. An address starts with https:// or http://.',
    })
    const folder = makeFolder({})
    expect(await fetchFeed(folder, OPTIONS)).toHaveProperty('reason', expect.stringContaining('EISDIR'))
  })
})
