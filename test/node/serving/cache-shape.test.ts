import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { readCache, sealCache } from '../../../src/node/serving/cache.ts'
import { openServedFolder } from '../../../src/node/serving/served-folder.ts'
import { article } from '../../article.ts'
import { makeFolder, setTimes } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

const FILES = {
  '_index.md':
    '---\ntitle: S\nurl: https://example.org/\npodcast: { explicit: false, category: Arts }\n---\n',
  'one.mp3': 'ID3',
  'bad.md': article({ title: 'Bad', date: '2025-02-30' }),
  'a.md': `---
title: A
date: 2025-01-01
updated: 2025-01-02
embargo: 2025-01-01
expires: 2099-01-01
withdrawn: { reason: Why, date: 2098-01-01 }
correction: { text: Wrong, date: 2025-01-02 }
author: { name: Ada, email: ada@example.org, url: https://example.org/ada, image: https://example.org/a.png }
tags: [{ name: Peace, scheme: "tag:example.org,2026:", code: x }]
genres: [{ name: Report }]
places: [{ name: Paris }]
urgency: 3
slugline: Slug
version: 2
byline: Ada
ednote: Note
image: { url: https://example.org/i.png, alt: Alt, caption: C, credit: D, width: 10, height: 20 }
enclosure: { url: one.mp3, title: T, duration: 90 }
episode: { number: 1, name: One }
season: { number: 2, name: Two }
episode_type: full
explicit: false
chapters: [{ start: 1, end: 2, title: T, img: https://example.org/c.png, url: https://example.org/c, toc: false }]
transcript: { url: https://example.org/t.vtt, type: text/vtt, language: en, rel: captions }
people: [{ name: Ada, role: host, group: cast, href: https://example.org/ada }]
soundbites: [{ start: 1, duration: 2, title: T }]
value: { type: lightning, method: keysend, suggested: "0.1", recipients: [{ name: A, type: node, address: x, split: 1, fee: true }] }
dateline: LONDON
agency: SW
copyright: C
licence: https://example.org/l
external_url: https://example.org/e
aliases: [/old/]
summary: Sum
lang: en
---
![](one.mp3)
`,
}

/** A value of each type. */
const WRONG: Json[] = [null, 0, true, 'x', [], {}, [null], { x: 1 }]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every place in a value, as the keys that lead to it. */
function placesIn(value: Json, place: (string | number)[] = []): (string | number)[][] {
  const own = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const below = own.flatMap(([key, one]) =>
    placesIn(one as Json, [...place, Array.isArray(value) ? Number(key) : key]),
  )
  return place.length === 0 ? below : [place, ...below]
}

function withValue(content: Json, place: (string | number)[], value: Json): Json {
  const copy = structuredClone(content)
  let holder = copy as Record<string | number, Json>
  for (const key of place.slice(0, -1)) holder = holder[key] as typeof holder
  holder[place.at(-1)!] = value
  return copy
}

const typeOf = (value: Json) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)

async function setUp() {
  const articles = setTimes(makeFolder(FILES), new Date(Date.UTC(2025, 5, 1)))
  const cache = join(makeFolder({}), 'cache.json')
  const open = () => {
    const lines: string[] = []
    const options = {
      version: '1',
      defaultUrl: 'http://x/',
      cache,
      now: () => NOW,
      log: (line: string) => lines.push(line),
    }
    const folder = openServedFolder(articles, options)
    const app = createApp({
      publication: folder.publication,
      now: () => NOW,
      log: (line) => lines.push(line),
    })
    return { folder, app, lines }
  }
  const first = open()
  expect((await first.app.request('/feed.xml')).status).toBe(200)
  first.folder.save(NOW)
  const { content } = JSON.parse(readFileSync(cache, 'utf8')) as { content: Json }
  return { cache, open, content }
}

it('a cache with a value of another type anywhere is as if it were not there, and said once', async () => {
  const { cache, content } = await setUp()
  const places = placesIn(content)
  expect(places.length).toBeGreaterThan(120)
  expect(readCache(cache).articles).toBeDefined()
  for (const place of places) {
    const now = place.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key]!, content)
    for (const wrong of WRONG) {
      if (typeOf(wrong) === typeOf(now) && !JSON.stringify(wrong).match(/null|"x":/)) continue
      writeFileSync(cache, sealCache(JSON.stringify(withValue(content, place, wrong))))
      const lines: string[] = []
      expect(
        readCache(cache, (line) => lines.push(line)),
        `${place.join('.')} = ${JSON.stringify(wrong)}`,
      ).toEqual({
        dates: [],
      })
      expect(lines).toHaveLength(1)
    }
  }
})

it('a server starts over every such cache, and serves what it serves without one', async () => {
  const { cache, open, content } = await setUp()
  const answers = async ({ app }: ReturnType<typeof open>) =>
    Promise.all(
      ['/feed.xml', '/atom.xml', '/feed.json', '/wire.json', '/healthz'].map(async (path) => {
        const answer = await app.request(path)
        return [answer.status, await answer.text()]
      }),
    )
  const expected = await answers(open())
  for (const place of placesIn(content)) {
    const now = place.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key]!, content)
    writeFileSync(
      cache,
      sealCache(JSON.stringify(withValue(content, place, typeof now === 'string' ? 7 : 'x'))),
    )
    const opened = open()
    expect(await answers(opened), place.join('.')).toEqual(expected)
    expect(opened.lines.filter((line) => line.includes('is not as it was written'))).toHaveLength(1)
  }
})
