import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ReadAhead } from '../../../src/node/folder/read-ahead.ts'
import { type StartedFolder, type StartOptions, startFolder } from '../../../src/node/serving/start-folder.ts'
import type { Document } from '../../../src/publication/publication.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'
import { article } from '../../publication/fixtures.ts'

const NOW = Date.now()
const HOUR = 3_600_000
const FILES = {
  '_index.md': '---\ntitle: Test\nurl: https://example.org/\n---\n',
  'news/a.md': article({ title: 'A', date: '2025-01-01' }, '![Map](map.png)'),
  'news/map.png': 'no picture',
  'news/page.html': '<p>',
  'notes.txt': 'x',
  'b.md': article({ title: 'B', date: '2025-01-02' }),
}

/** A folder beside which a server remembers, and a way to start it again and again. */
function setUp(files: Record<string, string> = FILES) {
  const place = makeFolder({})
  const directory = join(place, 'site/articles')
  writeFiles(directory, files)
  const memory = (name: string) => join(place, 'memory', name)
  const lines: string[] = []
  const start = (now = NOW, options: Partial<StartOptions> = {}) =>
    startFolder(relative('', directory), {
      version: 'test',
      serving: 'test',
      defaultUrl: 'http://localhost/',
      cache: memory('cache'),
      dates: memory('dates'),
      rendered: memory('rendered'),
      served: memory('served'),
      now: () => now,
      log: (line) => lines.push(line),
      ...options,
    })
  /** Starts it, asks for these, and stops it; what is that new does not count before some seconds have passed. */
  const serve = async (paths: string[], now = NOW) => {
    const folder = await start(now)
    const served = await Promise.all(paths.map((path) => ask(folder, path, now)))
    folder.save()
    folder.stop()
    age()
    return served
  }
  const age = () => {
    for (const name of ['served', 'cache'])
      if (existsSync(memory(name))) utimesSync(memory(name), NOW / 1000 + 60, NOW / 1000 + 60)
  }
  return { place, directory, memory, lines, start, serve, age }
}

async function ask({ publication }: StartedFolder, path: string, now = NOW) {
  const document = (await publication.find(path, now)) as Document
  return { document, text: Buffer.from((await publication.read(document)) as Uint8Array).toString() }
}

/** What is at hand without loading the folder. */
function recalled({ publication, loadSeconds }: StartedFolder, path: string, now = NOW) {
  const document = publication.find(path, now)
  return document && 'kind' in document && loadSeconds() === 0 ? document.kind : undefined
}

const PATHS = ['feed.xml', 'news/atom.xml', 'feed.json', 'feeds.opml']

describe('a folder that is what it was', () => {
  it('is served without being loaded, as it was to the byte', async () => {
    const { serve, start } = setUp()
    const before = await serve(PATHS)
    const folder = await start()
    const after = []
    for (const path of PATHS) {
      const document = folder.publication.find(path, NOW) as Document
      const bytes = folder.publication.read(document) as Uint8Array
      after.push({ document, text: Buffer.from(bytes).toString() })
    }
    expect(folder.loadSeconds()).toBe(0)
    expect(after).toEqual(
      before.map(({ document, text }) => ({ document: JSON.parse(JSON.stringify(document)), text })),
    )
    expect(folder.publication.site()).toEqual({
      url: 'https://example.org/',
      title: 'Test',
      description: 'Test',
      language: 'en',
    })
    expect(folder.articles).toBe(2)
  })

  it('says the same when it is loaded', async () => {
    const { serve, start } = setUp()
    await serve(PATHS)
    const early = await start()
    const { document } = await ask(early, 'feed.xml')
    expect(await ask(early, 'tags/x/feed.xml').catch(() => undefined)).toBeUndefined()
    expect(early.loadSeconds()).toBeGreaterThan(0)
    const { document: late, text } = await ask(early, 'feed.xml')
    expect(late).not.toBe(document)
    expect(JSON.parse(JSON.stringify(late))).toEqual(document)
    // What an answer that is under way was promised.
    expect(Buffer.from(early.publication.read(document) as Uint8Array).toString()).toBe(text)
  })

  it('is loaded when somebody asks for more', async () => {
    const { serve, start } = setUp()
    await serve(['feed.xml'])
    for (const more of [
      async ({ publication }: StartedFolder) =>
        ((await publication.find('news/feed.xml', NOW)) as Document).path,
      async ({ publication }: StartedFolder) => (await publication.feeds(NOW)).length,
      async ({ publication }: StartedFolder) => (await publication.status(NOW)).articles.public,
      async ({ publication }: StartedFolder) => String(await publication.find('nothing', NOW)),
    ]) {
      const folder = await start()
      expect(recalled(folder, 'feed.xml')).toBe('document')
      expect(await more(folder)).toBeTruthy()
      expect(folder.loadSeconds()).toBeGreaterThan(0)
    }
  })

  it('is remembered as it is asked for all day, whatever a crawler asks for once', async () => {
    const tagged = Array.from({ length: 11 }, (_, index): [string, string] => {
      const tags = Array.from({ length: 100 }, (_, tag) => `t${index}-${tag}`).join(', ')
      return [`t${index}.md`, article({ title: 'T', date: '2025-01-01', tags: `[${tags}]` })]
    })
    const { serve, start, age } = setUp({ ...FILES, ...Object.fromEntries(tagged) })
    await serve(['feed.xml'])
    const folder = await start()
    await ask(folder, 'feed.xml')
    await folder.publication.status(NOW)
    await ask(folder, 'feed.xml')
    for (const [name] of tagged)
      for (let tag = 0; tag < 100; tag++)
        await folder.publication.find(`tags/${name.replace('.md', '')}-${tag}/feed.xml`, NOW)
    folder.save()
    folder.stop()
    age()
    expect(recalled(await start(), 'feed.xml')).toBe('document')
  })

  it('is loaded without the second thread, which was ended', async () => {
    const { serve, start } = setUp()
    await serve(['feed.xml'])
    const calls: string[] = []
    const ahead: ReadAhead = {
      scan: () => void calls.push('scan'),
      read: () => [],
      stop: () => void calls.push('stop'),
    }
    const folder = await start(NOW, { ahead })
    expect((await folder.publication.status(NOW)).articles.public).toBe(2)
    expect(calls).toEqual(['stop'])
  })

  it('is remembered again by a start at which nobody asked', async () => {
    const { serve, start, age } = setUp()
    await serve(PATHS)
    for (let restarts = 0; restarts < 3; restarts++) {
      const folder = await start()
      folder.follow()
      await vi.waitFor(() => expect(folder.loadSeconds()).toBeGreaterThan(0))
      folder.settle()
      folder.save()
      folder.stop()
      age()
    }
    const folder = await start()
    expect(PATHS.map((path) => recalled(folder, path))).toEqual(PATHS.map(() => 'document'))
  })

  it('says again what is wrong in it, once', async () => {
    const { serve, start, lines } = setUp({ ...FILES, 'c.md': '---\ntitle: C\ndate: 2025-02-30\n---\n' })
    await serve(PATHS)
    const folder = await start()
    expect(recalled(folder, 'feed.xml')).toBe('document')
    expect(folder.lines.filter((line) => line.includes('c.md:3: error date'))).toHaveLength(1)
    folder.follow()
    onTestFinished(folder.stop)
    await vi.waitFor(() => expect(folder.loadSeconds()).toBeGreaterThan(0))
    expect(lines).toEqual([])
  })

  it('says no more of it for what was added in another order than it is read in', async () => {
    const draft = '---\ntitle: D\ndate: 2025-01-01\ndraft: perhaps\n---\n'
    const drafts = Array.from({ length: 12 }, (_, index): [string, string] => [`d${index}.md`, draft])
    const { serve, start, age, lines, memory, directory } = setUp({ ...FILES, ...Object.fromEntries(drafts) })
    await serve(PATHS)
    const folder = await start()
    folder.follow()
    await vi.waitFor(() => expect(folder.loadSeconds()).toBeGreaterThan(0))
    for (const name of ['a.md', 'c.md', 'e.md']) writeFileSync(join(directory, name), draft)
    await vi.waitFor(() => expect(lines).toHaveLength(3))
    folder.save()
    folder.stop()
    age()
    const next = await start()
    expect(next.loadSeconds()).toBe(0)
    rmSync(memory('served'))
    expect((await start()).lines).toEqual(next.lines)
  })

  it('is not what it was when it was changed too shortly before to tell', async () => {
    const { start, serve, memory } = setUp()
    await serve(PATHS)
    utimesSync(memory('served'), NOW / 1000 + 1, NOW / 1000 + 1)
    expect((await start()).loadSeconds()).toBeGreaterThan(0)
  })
})

describe('a folder is loaded at the start', () => {
  it.each<[what: string, change: (directory: string) => void]>([
    ['an article was edited', (directory) => appendFileSync(join(directory, 'b.md'), 'x')],
    [
      'an article was written anew with the same text',
      (directory) => writeFileSync(join(directory, 'b.md'), FILES['b.md']),
    ],
    [
      'one was added',
      (directory) => writeFileSync(join(directory, 'c.md'), article({ title: 'C', date: '2025-01-03' })),
    ],
    ['one was removed', (directory) => rmSync(join(directory, 'b.md'))],
    ['one was renamed', (directory) => renameSync(join(directory, 'b.md'), join(directory, 'd.md'))],
    ['settings were edited', (directory) => appendFileSync(join(directory, '_index.md'), 'x')],
    [
      'a section has settings now',
      (directory) => writeFileSync(join(directory, 'news/_index.md'), '---\ntitle: N\n---\n'),
    ],
    ['a picture was replaced', (directory) => writeFileSync(join(directory, 'news/map.png'), 'another one')],
    ['a picture was removed', (directory) => rmSync(join(directory, 'news/map.png'))],
    [
      'what may be meant as an article was edited',
      (directory) => appendFileSync(join(directory, 'news/page.html'), '<p>'),
    ],
    ['a folder was added', (directory) => mkdirSync(join(directory, 'empty'))],
    [
      'it is part of a generator’s site now',
      (directory) => writeFileSync(join(directory, '../hugo.toml'), 'title = "H"'),
    ],
  ])('where %s', async (_, change) => {
    const { serve, start, directory } = setUp()
    await serve(PATHS)
    change(directory)
    expect((await start()).loadSeconds()).toBeGreaterThan(0)
  })

  it('where the generator is configured otherwise', async () => {
    const { serve, start, directory } = setUp()
    writeFileSync(join(directory, '../hugo.toml'), 'title = "H"')
    await serve(PATHS)
    expect((await start()).loadSeconds()).toBe(0)
    writeFileSync(join(directory, '../hugo.toml'), 'title = "I"')
    expect((await start()).loadSeconds()).toBeGreaterThan(0)
  })

  it('and nothing of before is remembered where the generator is configured otherwise between start and load', async () => {
    const { serve, start, age, directory } = setUp({ ...FILES, '_index.md': '' })
    const configure = (title: string) =>
      writeFileSync(join(directory, '../hugo.toml'), `title = "${title}"\nbaseURL = "https://example.org/"`)
    configure('Before')
    await serve(PATHS)
    const folder = await start()
    expect(folder.loadSeconds()).toBe(0)
    configure('After')
    expect((await folder.publication.feeds(NOW))[0]!.title).toBe('After')
    await ask(folder, 'feed.xml')
    folder.save()
    folder.stop()
    age()
    const next = await start()
    expect(recalled(next, 'feed.xml')).toBe('document')
    expect((await ask(next, 'feed.json')).text).toContain('After')
  })

  it('where the code or the address is another', async () => {
    const { serve, start } = setUp()
    await serve(PATHS)
    expect((await start(NOW, { serving: 'next' })).loadSeconds()).toBeGreaterThan(0)
    expect((await start(NOW, { siteUrl: 'https://example.com/' })).loadSeconds()).toBeGreaterThan(0)
    // The default gives way to the folder's settings, which give way to this.
    expect((await start(NOW, { siteUrl: 'http://localhost/' })).loadSeconds()).toBeGreaterThan(0)
  })

  it('where the clock is behind what is remembered', async () => {
    const { serve, start } = setUp()
    await serve(PATHS)
    expect((await start(NOW - HOUR)).loadSeconds()).toBeGreaterThan(0)
  })

  it.each(['', 'no JSON', 'null', '{}', '[]'])('where the file says %j', async (text) => {
    const { serve, start, memory, age } = setUp()
    await serve(PATHS)
    writeFileSync(memory('served'), text)
    age()
    expect((await start()).loadSeconds()).toBeGreaterThan(0)
  })

  it('where what is published of an article is not what its file says', async () => {
    const { directory, serve, start, age } = setUp()
    await serve(PATHS)
    const folder = await start()
    folder.follow()
    await vi.waitFor(() => expect(folder.loadSeconds()).toBeGreaterThan(0))
    writeFileSync(join(directory, 'b.md'), article({ title: 'Good', date: '2025-01-02' }))
    await vi.waitFor(async () => expect((await ask(folder, 'feed.json')).text).toContain('Good'))
    const { text } = await ask(folder, 'feed.json')
    writeFileSync(join(directory, 'b.md'), article({ title: 'Bad', date: '2025-02-30' }))
    const codes = async () => (await folder.publication.status(NOW)).problems.map(({ code }) => code)
    await vi.waitFor(async () => expect(await codes()).toContain('last-good-version'))
    expect((await ask(folder, 'feed.json')).text).toBe(text)
    folder.save()
    folder.stop()
    age()
    const next = await start()
    expect(next.loadSeconds()).toBeGreaterThan(0)
    expect((await ask(next, 'feed.json')).text).not.toContain('Good')
  })
})

describe('time passes', () => {
  const embargo = NOW + HOUR
  const files = {
    ...FILES,
    'later.md': article({ title: 'Later', date: '2025-01-03', embargo: new Date(embargo).toISOString() }),
  }

  it('over an embargo while nothing is served', async () => {
    const { serve, start } = setUp(files)
    await serve(PATHS)
    const folder = await start(embargo)
    expect(folder.loadSeconds()).toBeGreaterThan(0)
    expect((await ask(folder, 'feed.xml', embargo)).text).toContain('Later')
  })

  it('over an embargo between start and load', async () => {
    const { serve, start } = setUp(files)
    await serve(PATHS)
    const folder = await start(embargo - 1)
    expect(recalled(folder, 'feed.xml', embargo - 1)).toBe('document')
    expect((await ask(folder, 'feed.xml', embargo)).text).toContain('Later')
  })
})

describe('a document that changes before anything else does', () => {
  it('is not what it was', async () => {
    const news = { 'new.md': article({ title: 'New', date: new Date(NOW - HOUR).toISOString() }) }
    const { serve, start } = setUp({ ...FILES, ...news })
    const [before] = await serve(['news-sitemap.xml', 'feed.xml'])
    expect(before!.text).toContain('New')
    const later = NOW + 48 * HOUR
    const folder = await start(later)
    expect(recalled(folder, 'feed.xml', later)).toBe('document')
    expect(recalled(folder, 'news-sitemap.xml', later)).toBeUndefined()
    expect((await ask(folder, 'news-sitemap.xml', later)).text).not.toContain('New')
  })
})

describe('what was lost', () => {
  it('is rendered again where the bytes are not at hand', async () => {
    const { serve, start, memory } = setUp()
    const [before] = await serve(['feed.xml'])
    rmSync(memory('rendered'))
    const folder = await start()
    expect(folder.loadSeconds()).toBe(0)
    expect(recalled(folder, 'feed.xml')).toBeUndefined()
    expect((await ask(folder, 'feed.xml')).text).toBe(before!.text)
  })

  it('is no reason to stop: what is remembered stays published until the folder can be read again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { directory, serve, start, lines } = setUp()
    await serve(['feed.xml'])
    const folder = await start()
    onTestFinished(folder.stop)
    renameSync(directory, `${directory}-away`)
    folder.follow()
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    expect(lines[0]).toMatch(
      /^The articles folder cannot be read \(ENOENT.*\); what is remembered of it stays published\.$/,
    )
    expect(recalled(folder, 'feed.xml')).toBe('document')
    await expect(folder.publication.find('news/feed.xml', NOW)).rejects.toThrow('ENOENT')
    for (let retries = 0; retries < 3; retries++) {
      await vi.advanceTimersByTimeAsync(1000)
      await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    }
    expect(lines).toHaveLength(1)
    renameSync(`${directory}-away`, directory)
    await vi.advanceTimersByTimeAsync(1000)
    await vi.waitFor(() => expect(folder.loadSeconds()).toBeGreaterThan(0))
    expect((await ask(folder, 'news/feed.xml')).text).toContain('<title>A</title>')
  })

  it.each(['settle', 'save'] as const)(
    'is no reason to end when the folder is gone at a moment to %s',
    async (moment) => {
      const { directory, serve, start } = setUp()
      await serve(['feed.xml'])
      const folder = await start()
      expect((await folder.publication.status(NOW)).articles.public).toBe(2)
      await ask(folder, 'feed.json')
      renameSync(directory, `${directory}-away`)
      folder[moment]()
      renameSync(`${directory}-away`, directory)
      expect((await ask(folder, 'feed.json')).text).toContain('"title": "A"')
    },
  )

  it('is nothing that the edits of the last run say otherwise', async () => {
    const { directory, serve, start, age } = setUp()
    await serve(PATHS)
    const folder = await start()
    folder.follow()
    await vi.waitFor(() => expect(folder.loadSeconds()).toBeGreaterThan(0))
    writeFileSync(join(directory, 'b.md'), article({ title: 'Edited', date: '2025-01-02' }))
    await vi.waitFor(async () => expect((await ask(folder, 'feed.xml')).text).toContain('Edited'))
    folder.save()
    folder.stop()
    age()
    const next = await start()
    expect(next.loadSeconds()).toBe(0)
    expect((await ask(next, 'feed.xml')).text).toContain('Edited')
    expect(recalled(next, 'feed.json')).toBeUndefined()
    expect((await ask(next, 'feed.json')).text).toContain('Edited')
    expect(readFileSync(join(directory, 'b.md'), 'utf8')).toContain('Edited')
  })
})
