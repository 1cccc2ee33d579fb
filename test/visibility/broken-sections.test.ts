import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../src/node/folder/folder.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const OPEN = article({ title: 'A', date: '2025-01-01' })

/** The articles in the feed of a site whose section `secret` has this `_index.md`, on each runtime. */
async function publish(settings: string): Promise<string[][]> {
  const { asks } = openRuntimes(
    { 'open/a.md': OPEN, 'secret/_index.md': settings, 'secret/a.md': OPEN, 'secret/below/b.md': OPEN },
    NOW,
  )
  return Promise.all(
    Object.values(asks).map(async (ask) => {
      expect((await ask('secret/feed.xml', NOW)).status).toBe(404)
      const { items } = JSON.parse((await ask('feed.json', NOW)).text)
      return items.map(({ url }: { url: string }) => new URL(url).pathname)
    }),
  )
}

describe('a section that is a draft stays one where its settings cannot be read', () => {
  it.each([
    ['a quote is not closed', '---\ntitle: "Secret\ndraft: true\n---\n'],
    ['another line is not a key', '---\ntitle: Secret\nmore\ndraft: true\n---\n'],
    ['its colon is a wide one', '---\ntitle: Secret\ndraft：true\n---\n'],
    ['its TOML is wrong', '+++\ntitle = "Secret\ndraft = true\n+++\n'],
    ['its JSON is wrong', '{ "title": "Secret, "draft": true }\n'],
    ['two byte order marks stand at the start', '\ufeff\ufeff---\ntitle: Secret\ndraft: true\n---\n'],
    ['the key has a typo', '---\ntitle: Secret\ndrfat: true\n---\n'],
    ['an invisible character stands before the key', '---\ntitle: Secret\n\u200bdraft: true\n---\n'],
  ])('because %s', async (_, settings) => {
    expect(await publish(settings)).toEqual([['/open/a/'], ['/open/a/'], ['/open/a/']])
  })

  it.each<[string, BufferEncoding, string]>([
    ['UTF-16 without a byte order mark', 'utf16le', '---\ntitle: Secret\ndraft: true\n---\n'],
    ['Windows-1252', 'latin1', '---\ntitle: Gr\xfc\xdfe\ndraft: true\n---\n'],
  ])('because it is in %s', (_, encoding, settings) => {
    const directory = makeFolder({ 'secret/_index.md': '', 'secret/a.md': OPEN, 'a.md': OPEN })
    writeFileSync(join(directory, 'secret/_index.md'), Buffer.from(settings, encoding))
    const { articles } = openFolder(directory, { defaultUrl: 'https://example.org/' }).library()
    expect(articles.map(({ path, hidden }) => [path, hidden])).toEqual([
      ['a.md', undefined],
      ['secret/a.md', 'draft'],
    ])
  })
})

it.each([
  '---\ntitle: "Open\n---\n',
  '---\ntitle: "Open\ndraft: false\n---\n',
  '---\ntitle: "Open\n---\n\nEvery\ndraft: it is one.\n',
  '---\ntitle: Open\ndrafts: true\n---\n',
  '---\ntitle: Open\ncraft: wood\n---\n',
])('a section with the settings %j is public', async (settings) => {
  const { asks } = openRuntimes({ 'secret/_index.md': settings, 'secret/a.md': OPEN }, NOW)
  for (const ask of Object.values(asks))
    expect(JSON.parse((await ask('feed.json', NOW)).text).items).toHaveLength(1)
})
