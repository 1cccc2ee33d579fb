import { expect, it } from 'vitest'
import { createPublished, pickPushed } from '../../src/publication/push/published.ts'
import { article } from '../article.ts'
import { openRuntimes } from './runtimes.ts'

const MADE = Date.UTC(2025, 5, 1)
const NOW = Date.UTC(2026, 0, 1)
const TOLD = Date.UTC(2026, 0, 2, 9)

const corrections = (all: [text: string, at: number][]) =>
  `[${all.map(([text, at]) => `{ text: ${text}, date: ${new Date(at).toISOString()} }`).join(', ')}]`
const LATER: [string, number] = ['The mayor resigned', TOLD]
const EARLIER: [string, number] = ['The mill was misspelt', MADE]

const FILES = {
  '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\nninjs: [1, 2]\n---\n',
  'a.md': article({ title: 'A', date: '2025-01-01', corrections: corrections([LATER, EARLIER]) }),
  'fa.md': article({ title: 'B', date: '2025-01-02', lang: 'fa', correction: corrections([LATER]) }),
  'c.md': article({
    title: 'C',
    date: '2025-01-03',
    updated: '2025-03-01',
    correction: corrections([LATER]),
  }),
}

it('a correction that is dated later is in no document before, and in all from that moment on', async () => {
  const { asks, catalogue } = openRuntimes(FILES, NOW)
  const paths = [...new Set([...catalogue.paths(NOW), ...catalogue.paths(TOLD)])]
  const before = new Map<string, string>()
  const after = new Map<string, string>()
  for (const [runtime, ask] of Object.entries(asks)) {
    // The last time again, because a clock may go back.
    for (const now of [NOW, TOLD - 1, TOLD, NOW])
      for (const path of paths) {
        const { text, headers } = await ask(path, now)
        const asked = `${path} of ${runtime} at ${new Date(now).toISOString()}`
        const all = JSON.stringify([text, headers.etag])
        const known = now < TOLD ? before : after
        expect(all, asked).toBe(known.get(path) ?? all)
        known.set(path, all)
        if (now < TOLD) expect(text, asked).not.toMatch(/resigned|2026-01-02|02 Jan 2026/)
      }
    const feed = await ask('feed.xml', NOW)
    expect(feed.text).toContain('The mill was misspelt')
    expect((await ask('feed.xml', TOLD)).text.match(/The mayor resigned/g)).toHaveLength(3)
    expect((await ask('feed.xml', TOLD)).headers.etag).not.toBe(feed.headers.etag)
    const at = async (path: string, now: number) => JSON.parse((await ask(path, now)).text)
    expect(await at('wire/a.json', NOW)).toMatchObject({
      version: '2',
      versionCreated: '2025-06-01T00:00:00Z',
    })
    expect(await at('wire/a.json', TOLD)).toMatchObject({
      version: '3',
      versionCreated: '2026-01-02T09:00:00Z',
    })
    expect(await at('wire/c.json', NOW)).toMatchObject({
      version: '1',
      versionCreated: '2025-03-01T00:00:00Z',
    })
  }
})

it('push looks again when a correction becomes public', async () => {
  const { folder } = openRuntimes(FILES, NOW)
  const articles = pickPushed(folder.library().articles)
  expect(JSON.stringify(articles)).not.toContain('resigned')
  const published = createPublished({ articles: () => articles } as never)
  expect(await published.nextChange(NOW)).toBe(TOLD)
  const entry = async (now: number) => (await published.entries(now)).find(({ path }) => path === 'a.md')!
  expect(await entry(NOW)).toMatchObject({ updated: MADE })
  expect(await entry(TOLD)).toMatchObject({ updated: TOLD })
  expect((await entry(TOLD)).hash).not.toBe((await entry(NOW)).hash)
})
