import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../../src/http/app.ts'
import { HOSTED_READERS } from '../../../src/pages/subscribe/readers.ts'
import { type FixtureName, NOW } from '../../publication/fixtures.ts'

const FEED = encodeURIComponent('https://example.org/feed.xml')
const BEGINNING = /^https?:\/\/[a-z\d.-]+(?::\d+)?\/(?:bookmarklet|i\/|public\.php)?\?/

describe.each(Object.entries(PUBLICATIONS))('the form over %s', (_, open) => {
  const go = (
    query: Record<string, string> | string,
    init?: RequestInit,
    fixture: FixtureName = 'feeds with pages',
  ) => {
    const search = typeof query === 'string' ? query : new URLSearchParams(query)
    const app = createApp({ publication: open(fixture), now: () => NOW })
    return app.request(`https://example.org/subscribe/go?${search}`, init)
  }
  const typed = (host: string, more: Record<string, string> = {}) =>
    go({ reader: 'miniflux', host, feed: 'feed.xml', ...more })

  it.each([
    ['miniflux', `https://rss.example/bookmarklet?uri=${FEED}`],
    ['freshrss', `https://rss.example/i/?c=feed&a=add&url_rss=${FEED}`],
    ['tt-rss', `https://rss.example/public.php?op=bookmarklets--subscribe&feed_url=${FEED}`],
    ['nextcloud', `https://rss.example/?subscribe_to=${FEED}`],
  ])('leads to %s on the host that was typed', async (reader, target) => {
    const answer = await go({ reader, host: 'rss.example', feed: 'feed.xml' })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(target)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.text()).toBe('')
  })

  it('knows every reader that the page offers', async () => {
    for (const { id } of HOSTED_READERS)
      expect((await go({ reader: id, host: 'rss.example', feed: 'feed.xml' })).status).toBe(302)
  })

  it.each([
    ['rss.example', 'https://rss.example'],
    ['RSS.Example', 'https://rss.example'],
    ['  rss.example  ', 'https://rss.example'],
    ['rss.example/', 'https://rss.example'],
    ['rss.example:8080', 'https://rss.example:8080'],
    ['https://rss.example', 'https://rss.example'],
    ['https://rss.example:443/', 'https://rss.example'],
    ['http://192.168.1.20:8080', 'http://192.168.1.20:8080'],
    ['localhost:3000', 'https://localhost:3000'],
    ['xn--e1afmkfd.example', 'https://xn--e1afmkfd.example'],
  ])('takes %j as a host', async (host, origin) => {
    expect((await typed(host)).headers.get('location')).toBe(`${origin}/bookmarklet?uri=${FEED}`)
  })

  it.each([
    '',
    ' ',
    '.',
    '/',
    '//',
    '//evil.example',
    '///evil.example',
    '\\\\evil.example',
    'https:\\\\evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'javascript:alert(1)',
    'javascript://rss.example/%0aalert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://rss.example',
    'feed:rss.example',
    'rss.example@evil.example',
    'user:password@evil.example',
    'https://user:password@rss.example',
    'https://rss.example:8080@evil.example',
    'rss.example\r\nSet-Cookie: a=b',
    'rss.example\nLocation: https://evil.example',
    '\r\nrss.example',
    'rss.example\0',
    'rss.example\t',
    'rss .example',
    'rss%2eexample',
    'rss.example%00',
    'rss.example/path',
    'rss.example/../x',
    'rss.example?x=',
    'rss.example#x',
    'rss.example;x',
    'rss.example,evil.example',
    'рсс.example',
    'rss。example',
    'rss.example。',
    'ⓔvil.example',
    'rss\u00ADexample.org',
    'rss\u202Eexample.org',
    'rss.example:',
    'rss.example:0x50',
    'rss.example:65536',
    'rss.example:999999',
    'rss.example:80:80',
    'rss.example:-1',
    'rss..example',
    '.rss.example',
    'rss.example.',
    '-rss.example',
    'rss-.example',
    'rss_example.org',
    '0x7f.0.0.1',
    '127.1',
    '2130706433',
    '1.2.3.999',
    '[::1]',
    '[::1]:8080',
    '::1',
    'xn--.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(5000)}example`,
    '"><script>alert(1)</script>',
    '{encoded}',
    '$&',
  ])('refuses %j', async (host) => {
    const answer = await typed(host)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await answer.text()
    expect(text).not.toContain('evil')
    expect(text).not.toContain('alert')
    expect(text).toContain('<a href="/subscribe/">')
  })

  it.each([
    'nothing.xml',
    '',
    'subscribe/',
    'feeds.opml',
    'wire.json',
    'archive/1/feed.xml',
    'show/one.mp3',
    '/feed.xml',
    '//evil.example/feed.xml',
    'https://evil.example/feed.xml',
    'https://example.org/feed.xml',
    'feed.xml?x=1',
    'feed.xml#x',
    '../feed.xml',
    'FEED.xml',
    'later/feed.xml',
    'feed.xml\r\nX: y',
    'constructor',
    '__proto__',
    '%',
  ])('refuses %j, which is no feed of ours', async (feed) => {
    const answer = await typed('rss.example', { feed })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
  })

  it.each(['', 'feedly', 'MINIFLUX', 'constructor', '__proto__', 'https://evil.example', '0'])(
    'refuses %j, which is no reader of the table',
    async (reader) => expect((await typed('rss.example', { reader })).status).toBe(400),
  )

  it('refuses what is missing, doubled or too long', async () => {
    const whole = 'reader=miniflux&host=rss.example&feed=feed.xml'
    expect((await go(whole)).status).toBe(302)
    expect((await go('')).status).toBe(400)
    for (const part of whole.split('&')) {
      expect((await go(whole.replace(part, ''))).status, part).toBe(400)
      expect((await go(`${whole}&${part}`)).status, part).toBe(400)
    }
    expect((await go(`${whole}&x=${'y'.repeat(5000)}`)).status).toBe(400)
    expect((await go('reader=miniflux&host=%FF%FE&feed=feed.xml')).status).toBe(400)
  })

  it('whatever is added changes nothing of where it leads', async () => {
    const answer = await go('reader=miniflux&host=rss.example&feed=feed.xml&url=//evil.example&next=//evil')
    expect(answer.headers.get('location')).toBe(`https://rss.example/bookmarklet?uri=${FEED}`)
  })

  it('names the feed by its whole address, encoded once', async () => {
    const answer = await go(
      { reader: 'freshrss', host: 'rss.example', feed: 'news/tags/c%2B%2B/feed.xml' },
      undefined,
      'feeds with pages below a path',
    )
    const location = answer.headers.get('location')!
    expect(location).toMatch(BEGINNING)
    expect(new URL(location).searchParams.get('url_rss')).toBe(
      "https://example.org/a&b='c'/news/tags/c%2B%2B/feed.xml",
    )
    expect([...new URL(location).searchParams.keys()]).toEqual(['c', 'a', 'url_rss'])
  })

  it('leads nowhere by a link from elsewhere, but names where it would lead', async () => {
    const query = { reader: 'miniflux', host: 'evil.example', feed: 'feed.xml' }
    for (const site of ['cross-site', 'same-site', 'none', 'nonsense']) {
      const answer = await go(query, { headers: { 'Sec-Fetch-Site': site } })
      expect(answer.status, site).toBe(200)
      expect(answer.headers.get('location')).toBeNull()
      expect(answer.headers.get('refresh')).toBeNull()
      expect(await answer.text()).toContain('<bdi dir="ltr">https://evil.example</bdi>')
    }
    expect((await go(query, { headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(302)
  })

  it('answers HEAD as GET, and no other method', async () => {
    const query = 'reader=miniflux&host=rss.example&feed=feed.xml'
    const head = await go(query, { method: 'HEAD' })
    expect(head.status).toBe(302)
    expect(head.headers.get('location')).toBe(`https://rss.example/bookmarklet?uri=${FEED}`)
    const post = await go(query, { method: 'POST' })
    expect(post.status).toBe(405)
    expect(post.headers.get('allow')).toBe('GET, HEAD')
  })
})
