import { describe, expect, it } from 'vitest'
import { article } from '../../article.ts'
import { openRuntimes } from '../../visibility/runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const PENDING = 'public, max-age=0'
const keptFor = (seconds: number) => `public, max-age=${seconds}, stale-while-revalidate=3600`

/** The `Cache-Control` of a path and the `ttl` in it, on Node and at the edge alike. */
function open(settings: string, more: Record<string, string> = {}) {
  const files = {
    '_index.md': `---\n${settings}\n---\n`,
    'a.md': article({ title: 'A', date: '2025-01-01' }),
  }
  const { asks, folder } = openRuntimes({ ...files, ...more }, NOW)
  async function ask(path: string) {
    const [onNode, ...atEdge] = await Promise.all(
      Object.values(asks).map(async (ask) => {
        const { headers, text } = await ask(path, NOW)
        return [headers['cache-control'], /<ttl>(\d+)<\/ttl>/.exec(text)?.[1]]
      }),
    )
    for (const one of atEdge) expect(one).toEqual(onNode)
    return onNode
  }
  return { ask, problems: folder.library().problems }
}

describe('maxAge in the settings', () => {
  it.each([
    ['', 600, '10'],
    ['maxAge: 120', 120, '2'],
    ['max_age: 90s', 90, '1'],
    ['max-age: 45', 45, undefined],
    ['cache: 5m', 300, '5'],
    ['maxAge: 10m', 600, '10'],
    // A reader that obeys a longer `ttl` would miss what comes meanwhile.
    ['maxAge: 1H', 3600, '10'],
    ['maxAge: "1 d"', 86_400, '10'],
    ['maxAge: 0', 0, undefined],
  ])('%s: a feed may be kept for %i seconds', async (settings, seconds, ttl) => {
    const { ask, problems } = open(settings)
    expect(problems).toEqual([])
    expect(await ask('feed.xml')).toEqual([keptFor(seconds), ttl])
    expect(await ask('tags/none/feed.xml')).toEqual((await ask('nothing/feed.xml')) as object)
    expect(await ask('sitemap.xml')).toEqual([keptFor(600), undefined])
  })

  it('lengthens nothing where an article is to come or to go', async () => {
    const later = open('maxAge: 1d', { 'b.md': article({ title: 'B', date: '2026-01-02' }) })
    expect(await later.ask('feed.xml')).toEqual([PENDING, '10'])
    const gone = open('maxAge: 1d', {
      'b.md': article({ title: 'B', date: '2025-01-02', expires: '2026-01-02' }),
    })
    expect(await gone.ask('atom.xml')).toEqual([PENDING, undefined])
  })

  it('leaves archives and pages as they are', async () => {
    const many = Object.fromEntries(
      ['b', 'c', 'd'].map((name, day) => [
        `${name}.md`,
        article({ title: name, date: `2025-01-0${day + 1}` }),
      ]),
    )
    const { ask } = open('maxAge: 30\nfeedLimit: 1', many)
    expect(await ask('feed.xml')).toEqual([keptFor(30), undefined])
    expect((await ask('archive/1/feed.xml'))?.[0]).toBe(keptFor(604_800))
  })

  it.each(['2d', '-1', 'soon', '1.5h', '10 minutes', '99999999'])(
    '%s is an error, and the default is used',
    async (value) => {
      const { ask, problems } = open(`maxAge: ${value}`)
      expect(problems).toMatchObject([{ severity: 'error', code: 'setting', path: '_index.md', line: 2 }])
      expect(await ask('feed.xml')).toEqual([keptFor(600), '10'])
    },
  )

  it('is of the whole site', () => {
    const { problems } = open('title: T', { 'news/_index.md': '---\nmaxAge: 5\n---\n' })
    expect(problems).toMatchObject([{ severity: 'error', code: 'setting', path: 'news/_index.md' }])
  })
})
