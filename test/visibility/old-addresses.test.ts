import { describe, expect, it } from 'vitest'
import { article } from '../article.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const RELEASE = Date.UTC(2026, 0, 2)
const SITE = '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\nicon: icon.png\n---\n'

/** The status of a path with where it leads and what caches may keep, which both runtimes agree on. */
async function find(files: Record<string, string>, path: string, now: number) {
  const { asks } = openRuntimes({ '_index.md': SITE, 'icon.png': 'PNG', ...files }, NOW)
  const answers = await Promise.all(Object.values(asks).map((ask) => ask(path, now)))
  const [first, ...others] = answers.map(({ status, headers }) => [
    status,
    headers.location?.replace('https://example.org', ''),
    headers['cache-control'],
  ])
  for (const other of others) expect(other, path).toEqual(first)
  return first
}

const KEPT = 'public, max-age=600'
const PENDING = 'public, max-age=0'

describe('an address that several articles have', () => {
  const moved = article({ title: 'Moved', date: '2025-01-01', aliases: '[/old/, /coming/]' })
  const withdrawn = article({ title: 'W', date: '2025-01-01', aliases: '[/old/]', withdrawn: '2025-06-01' })
  const claims = { title: 'Coming', date: '2025-02-01', aliases: '[/old/, /favicon.ico]' }
  const coming = article({ ...claims, embargo: '2026-01-02' })

  it.each([
    ['an embargo', coming, PENDING],
    ['a draft', article({ ...claims, draft: 'true' }), KEPT],
    ['an article that has expired', article({ ...claims, expires: '2025-03-01' }), KEPT],
  ])('leads to the public one beside %s', async (_, text, caching) => {
    const files = { 'moved.md': moved, 'coming.md': text }
    for (const path of ['old', 'old/', 'OLD'])
      expect(await find(files, path, NOW)).toEqual([301, '/moved/', caching])
    expect(await find(files, 'coming/', NOW)).toEqual([301, '/moved/', caching])
    expect(await find(files, 'favicon.ico', NOW)).toEqual([307, '/icon.png', 'no-cache'])
  })

  it('says that one was withdrawn until another is released', async () => {
    const files = { 'withdrawn.md': withdrawn, 'coming.md': coming }
    expect(await find(files, 'old', NOW)).toEqual([410, undefined, PENDING])
    expect(await find(files, 'old', RELEASE)).toEqual([301, '/coming/', KEPT])
  })

  it('leads to the article that comes first from its release on', async () => {
    const files = { 'moved.md': moved, 'coming.md': coming }
    expect(await find(files, 'old', RELEASE - 1)).toEqual([301, '/moved/', PENDING])
    expect(await find(files, 'old', RELEASE)).toEqual([301, '/coming/', KEPT])
    expect((await find(files, 'coming/', RELEASE))?.[0]).toBe(200)
    expect(await find(files, 'favicon.ico', RELEASE)).toEqual([301, '/coming/', KEPT])
  })
})
