import { describe, expect, it } from 'vitest'
import { KNOWN_FORMATS } from '../../src/feed/formats/formats.ts'
import { article } from '../article.ts'
import { checkXml } from '../feed/well-formed.ts'
import { WRITTEN } from '../publication/fixtures.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const RELEASE = Date.UTC(2026, 0, 2)
const END = Date.UTC(2026, 0, 3)
const SITE =
  '---\ntitle: The Site\nninjs: [1, 2]\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const FEEDS = KNOWN_FORMATS.map(({ file }) => file)
const LISTS = ['', 'feeds.opml', 'sitemap.xml', 'news-sitemap.xml', ...FEEDS, 'healthz']

describe('sections', () => {
  it.each<[string, Record<string, string>]>([
    ['an article of 2099 alone in its folder', { date: '2099-01-01' }],
    ['an article with draft: true', { date: '2025-01-01', draft: 'true' }],
    ['an article that expired before its release', { date: '2025-01-02', expires: '2025-01-01' }],
    ['an article in no feed', { date: '2025-01-01', feed: 'false' }],
  ])('with nothing but %s are nowhere', async (_, keys) => {
    const { asks } = openRuntimes(
      {
        '_index.md': SITE,
        'open.md': article({ title: 'Open', date: '2025-01-01' }),
        'secret-merger/_index.md': '---\ntitle: Secret merger\naliases: [/old-merger]\n---\n',
        'secret-merger/deal.md': article({ title: 'Deal', ...keys }),
        'secret-merger/more/deal.md': article({ title: 'More', ...keys }),
        'drafts/idea.md': article({ title: 'Idea', date: '2025-01-01' }),
        'about/_index.md': '',
      },
      NOW,
    )
    for (const [name, ask] of Object.entries(asks)) {
      const folders = [
        'secret-merger/',
        'Secret-Merger/',
        'secret-merger/more/',
        'drafts/',
        'about/',
        'old-merger/',
      ]
      const paths = folders.flatMap((folder) =>
        [...FEEDS, 'archive/1/feed.xml', 'rss', ''].map((file) => folder + file),
      )
      for (const path of paths) expect((await ask(path, NOW)).status, `${name} ${path}`).toBe(404)
      for (const path of LISTS)
        if (!('feed' in keys && path === 'sitemap.xml'))
          expect((await ask(path, NOW)).text, `${name} ${path}`).not.toMatch(/merger|draft|idea|about/i)
    }
  })

  it('appear at the second of their first release, and leave all lists but keep their feeds after the last article', async () => {
    const { asks } = openRuntimes(
      {
        '_index.md': SITE,
        'open.md': article({ title: 'Open', date: '2025-01-01' }),
        'brief/a.md': article({
          title: 'A',
          date: '2026-01-02T00:00:00Z',
          expires: '2026-01-03T00:00:00Z',
          tags: 'Flash',
        }),
      },
      NOW,
    )
    for (const [name, ask] of Object.entries(asks)) {
      for (const [now, status, isListed] of [
        [RELEASE - 1, 404, false],
        [RELEASE, 200, true],
        [END - 1, 200, true],
        [END, 200, false],
      ] as const) {
        for (const folder of ['brief/', 'tags/flash/', 'brief/tags/flash/'])
          for (const file of FEEDS)
            expect((await ask(folder + file, now)).status, `${name} ${folder}${file}`).toBe(status)
        for (const [path, mark] of [
          ['', 'href="/brief/"'],
          ['feeds.opml', 'brief/feed.xml'],
        ] as const)
          expect((await ask(path, now)).text.includes(mark), `${name} ${path}`).toBe(isListed)
        expect((await ask('feeds.opml', now)).text.includes('tags/flash/'), name).toBe(isListed)
      }
      const [before, after] = [await ask('feeds.opml', END - 1), await ask('feeds.opml', END + 5000)]
      expect(after.headers.etag).not.toBe(before.headers.etag)
      expect(Date.parse(after.headers['last-modified']!)).toBeGreaterThanOrEqual(END)
    }
  })

  it('take no address from a tag or a language while they have no article', async () => {
    const { asks } = openRuntimes(
      {
        '_index.md': SITE,
        'open.md': article({ title: 'Open', date: '2025-01-01', tags: 'peace' }),
        'tags/peace/deal.md': article({ title: 'Deal', date: '2025-01-01', draft: 'true' }),
        'en/deal.md': article({ title: 'Deal', date: '2025-01-01', draft: 'true' }),
      },
      NOW,
    )
    for (const ask of Object.values(asks))
      for (const path of ['tags/peace/feed.xml', 'en/feed.xml'])
        expect((await ask(path, NOW)).status).toBe(200)
  })
})

describe('an empty feed', () => {
  it('has the date of the last change, and is valid', async () => {
    const { asks } = openRuntimes(
      {
        '_index.md': SITE,
        'old/a.md': article({ title: 'A', date: '2025-01-01', expires: '2025-06-01' }),
        'old/b.md': article({ title: 'B', date: '2025-01-02', withdrawn: '2025-07-01' }),
      },
      NOW,
    )
    for (const ask of Object.values(asks)) {
      for (const folder of ['', 'old/']) {
        const atom = (await ask(`${folder}atom.xml`, NOW)).text
        checkXml(atom)
        expect(atom).toContain('<updated>2025-07-01T00:00:00Z</updated>')
        expect((await ask(`${folder}feed.xml`, NOW)).text).toContain('Tue, 01 Jul 2025 00:00:00')
      }
    }
  })

  it('of a site without articles has the time of the newest file, and never 1970', async () => {
    const { asks } = openRuntimes(
      { '_index.md': SITE, 'a.md': article({ title: 'A', date: '2099-01-01' }) },
      NOW,
    )
    for (const ask of Object.values(asks)) {
      for (const path of LISTS) expect((await ask(path, NOW)).text, path).not.toContain('1970')
      expect((await ask('atom.xml', NOW)).text).toContain(
        `<updated>${WRITTEN.toISOString().replace('.000', '')}</updated>`,
      )
    }
  })
})

describe('archives', () => {
  it('that hold nothing but expired articles are skipped in the chain, and the others stay', async () => {
    const day = (index: number) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString()
    const files: Record<string, string> = { '_index.md': SITE.replace('title', 'feedLimit: 2\ntitle') }
    for (let index = 0; index < 20; index++)
      files[`a${index}.md`] = article({
        title: `A${index}`,
        date: day(index),
        ...(index >= 4 && index < 14 && { expires: `2026-01-02T0${index % 10}:00:00Z` }),
      })
    const { asks } = openRuntimes(files, NOW)
    for (const [name, ask] of Object.entries(asks)) {
      const chain = async (now: number) => {
        const found: string[] = []
        let path: string | undefined = 'atom.xml'
        while (path !== undefined) {
          const { status, text } = await ask(path, now)
          expect(status, path).toBe(200)
          found.push(path)
          path = /<link[^>]* rel="prev-archive"[^>]*>/
            .exec(text)?.[0]
            .match(/https:\/\/example\.org\/([^"]+)/)?.[1]
        }
        return found
      }
      const all = Array.from({ length: 9 }, (_, index) => `archive/${9 - index}/atom.xml`)
      expect(await chain(NOW), name).toEqual(['atom.xml', ...all])
      expect(await chain(END), name).toEqual(['atom.xml', all[0], all[1], all[7], all[8]])
      const [untouched, moved] = ['archive/1/atom.xml', 'archive/8/atom.xml']
      const before = [await ask(untouched, NOW), await ask(moved, NOW)]
      const after = [await ask(untouched, END), await ask(moved, END)]
      expect(after[0]!.text, name).toBe(before[0]!.text)
      expect(after[0]!.headers.etag, name).toBe(before[0]!.headers.etag)
      expect(after[1]!.headers.etag, name).not.toBe(before[1]!.headers.etag)
      expect(Date.parse(after[1]!.headers['last-modified']!)).toBeGreaterThan(NOW)
      expect((await ask('archive/2/atom.xml', END)).text).toContain('https://example.org/archive/8/atom.xml')
    }
  })
})
