import { describe, expect, it } from 'vitest'
import { article } from '../article.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const RELEASE = Date.UTC(2026, 0, 2)

const FILES = {
  '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
  'news/a.md': article(
    { title: 'A', date: '2025-01-01', tags: '[peace]', authors: '[Ada]' },
    '[soon](soon.md)',
  ),
  'sport/b.md': article({ title: 'B', date: '2025-01-02', tags: '[ball]', authors: '[Bob]' }),
  'sport/c.md': article({ title: 'C', date: '2024-01-02', lang: 'fa' }),
}
const SOON = article({ title: 'Soon', date: '2026-01-02', tags: '[peace]', authors: '[Ada]' })

describe('what caches may keep while an article is to come', () => {
  it('is the same of every document, so that none tells which tag, author or section it has', async () => {
    const { asks, catalogue } = openRuntimes({ ...FILES, 'news/soon.md': SOON }, NOW)
    for (const [name, ask] of Object.entries(asks)) {
      const found = new Map<string, string>()
      for (const path of catalogue.paths(NOW)) {
        const { status, headers } = await ask(path, NOW)
        if (status === 200 && !path.endsWith('.css')) found.set(path, headers['cache-control']!)
      }
      for (const path of [
        'tags/peace/',
        'tags/ball/',
        'authors/bob/',
        'sport/',
        'sport/b/',
        'wire/news/a.json',
      ])
        expect([...found.keys()], name).toContain(path)
      expect([...found].filter(([, caching]) => caching !== 'public, max-age=0')).toEqual([])
    }
  })

  it('is as ever from the release on, and of what pages look like always', async () => {
    const kept = 'public, max-age=600, stale-while-revalidate=3600'
    const { asks } = openRuntimes({ ...FILES, 'news/soon.md': SOON }, NOW)
    for (const ask of Object.values(asks)) {
      expect((await ask('wireroom.css', NOW)).headers['cache-control']).toBe(kept)
      expect((await ask('tags/ball/', RELEASE)).headers['cache-control']).toBe(kept)
    }
  })
})
