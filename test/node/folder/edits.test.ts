import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'
import { NOW } from '../../publication/fixtures.ts'

const HOUR = 3_600_000
const FILES = ['atom.xml', 'feed.json']
const FOLDERS = ['', 'news/', 'tags/x/', 'authors/ada/', 'fr/', 'archive/1/', 'archive/2/', 'news/archive/1/']
const PATHS = [...FOLDERS.flatMap((folder) => FILES.map((file) => folder + file)), 'sitemap.xml', 'p.png']

const anyDate = fc.integer({ min: -60, max: 10 }).map((hours) => new Date(NOW + hours * HOUR).toISOString())
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
const anyArticle = fc
  .record({
    fields: fc.record({
      title: fc.constantFrom('A', 'B', 'C'),
      date: anyDate,
      updated: rarely(anyDate),
      expires: rarely(anyDate),
      withdrawn: rarely(fc.oneof(fc.constant('true'), anyDate)),
      draft: rarely(fc.constant('true')),
      image: rarely(fc.constant('p.png')),
      lang: rarely(fc.constant('fr')),
      translationKey: rarely(fc.constantFrom('one', 'two')),
      tags: fc.constantFrom('[x]', '[X, y]'),
      author: fc.constantFrom('Ada', 'Ada <ada@example.org>'),
    }),
    body: fc.constantFrom('Text.', 'See [b](b.md) and ![](p.png).', 'Long. '.repeat(300)),
  })
  .map(({ fields, body }) => article(defined(fields), body))
const anySection = fc
  .constantFrom<Record<string, string>>({}, { title: 'N' }, { content: 'summary' }, { feedLimit: '1' })
  .map((settings) => article(settings))

/** An edit of the folder, or the time that passes. */
type Step = { path: string; text: string | undefined } | { milliseconds: number }
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      path: fc.constantFrom('a.md', 'b.md', 'news/a.md', 'news/w/c.md'),
      text: fc.option(anyArticle, { freq: 6, nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      path: fc.constantFrom('p.png', 'news/p.png'),
      text: fc.constantFrom('P', 'PP', undefined),
    }),
  },
  { weight: 1, arbitrary: fc.record({ path: fc.constant('news/_index.md'), text: anySection }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(500, 1000, HOUR, 5 * HOUR).map((milliseconds) => ({ milliseconds })),
  },
)
const anySite = fc.record({
  deltas: fc.constant('true'),
  feedLimit: fc.constantFrom('1', '2', '5'),
  tombstones: fc.constantFrom('true', 'false'),
  feedBytes: fc.option(fc.constant('2500'), { nil: undefined }),
})

function defined(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  )
}

interface Reply {
  status: number
  etag: string
  modified: number
  body: string
}

function open(site: Record<string, string>) {
  const directory = makeFolder({ '_index.md': article(site) }, false)
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/', siteUrl: 'https://example.org/' })
  let now = NOW
  const app = createApp({ publication: createFolderPublication(folder, 'test'), now: () => now })
  return {
    directory,
    now: () => now,
    async take(step: Step) {
      if ('milliseconds' in step) now += step.milliseconds
      else if (step.text === undefined) rmSync(join(directory, step.path), { force: true })
      else writeFiles(directory, { [step.path]: step.text })
      await folder.apply()
    },
    async ask(path: string, headers: Record<string, string> = {}): Promise<Reply> {
      const response = await app.request(`/${path}`, { headers })
      const [etag = '', modified = ''] = ['etag', 'last-modified'].map(
        (name) => response.headers.get(name) ?? '',
      )
      return { status: response.status, etag, modified: Date.parse(modified), body: await response.text() }
    },
  }
}

function itemsOf(body: string): [string, string][] {
  const { items } = JSON.parse(body) as { items: { id: string }[] }
  return items.map((item) => [item.id, JSON.stringify(item)])
}

it('whatever is edited, one ETag has one content, dates move on with it, and deltas add up to the whole', async () => {
  await fc.assert(
    fc.asyncProperty(anySite, fc.array(anyStep, { minLength: 50, maxLength: 50 }), async (site, steps) => {
      const { directory, now, take, ask } = open(defined(site))
      const contents = new Map<string, string>()
      const last = new Map<string, Reply>()
      const seen = new Map<string, Map<string, string>>()
      try {
        for (const step of steps) {
          await take(step)
          for (const path of PATHS) {
            const reply = await ask(path)
            if (reply.status === 404) continue
            expect(reply.status, path).toBeOneOf([200, 307])
            if (reply.status === 307) continue
            expect(contents.get(path + reply.etag) ?? reply.body, `${path}: one ETag, one content`).toBe(
              reply.body,
            )
            contents.set(path + reply.etag, reply.body)
            const before = last.get(path)
            const least = before ? before.modified + (before.body === reply.body ? 0 : 1000) : 0
            const isSaid = !Number.isNaN(reply.modified)
            last.set(path, isSaid ? reply : { ...reply, modified: least })
            if (isSaid) {
              expect(reply.modified, `${path} gets a new date`).toBeGreaterThanOrEqual(least)
              expect(reply.modified, `${path} is not of the future`).toBeLessThanOrEqual(now())
            }
            if (!path.endsWith('feed.json') || path.includes('archive/')) continue
            const items = seen.get(path) ?? new Map()
            seen.set(path, items)
            const delta = await ask(path, { 'A-IM': 'feed', 'If-None-Match': before?.etag ?? '"none"' })
            expect(delta.etag).toBe(reply.etag)
            if (delta.status !== 304) for (const [id, item] of itemsOf(delta.body)) items.set(id, item)
            for (const [id, item] of itemsOf(reply.body))
              expect(items.get(id), `${path} lacks ${id}`).toBe(item)
          }
        }
      } finally {
        rmSync(directory, { recursive: true })
      }
    }),
    {
      numRuns: Number(process.env.RUNS ?? 15),
      seed: Number(process.env.SEED ?? 2026),
      endOnFailure: !process.env.SHRINK,
    },
  )
}, 600_000)
