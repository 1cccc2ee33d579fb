import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Article } from '../../../src/content/article/article.ts'
import { MANY_ARTICLES, openFolder } from '../../../src/node/folder/folder.ts'
import { readText } from '../../../src/node/folder/read-text.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { type Document, isDocument } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, setTimes, writeFiles } from '../../make-folder.ts'

vi.mock('../../../src/node/folder/read-text.ts', { spy: true })

const URL = { defaultUrl: 'http://localhost/' }

function titles(folder: ReturnType<typeof openFolder>) {
  return folder.library().articles.map(({ title }) => title)
}

function withoutBody({ readBody, readFields, ...rest }: Article) {
  return { ...rest, fields: readFields?.() }
}

describe('openFolder', () => {
  it('reads articles in all depths and leaves dot files and node_modules alone', () => {
    const folder = openFolder(
      makeFolder({
        'a.md': article({ title: 'A', date: '2025-01-01' }),
        'x/y/b.markdown': article({ title: 'B', date: '2025-01-02' }),
        '.git/c.md': article({ title: 'C', date: '2025-01-03' }),
        'node_modules/p/d.md': article({ title: 'D', date: '2025-01-04' }),
        'notes.txt': 'text',
      }),
      URL,
    )
    expect(titles(folder)).toEqual(['B', 'A'])
    expect(folder.library().sections).toEqual(['x', 'x/y'])
  })

  it('skips and names what is not a file, and links to themselves', async () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    const place = (path: string) => join(directory, path)
    symlinkSync('loop.md', place('loop.md'))
    symlinkSync('/dev/zero', place('zero.md'))
    symlinkSync('nowhere', place('_index.md'))
    for (const name of ['pipe.md', 'pipe.mp3', 'pipe.html']) execFileSync('mkfifo', [place(name)])
    const socket = createServer().listen(place('socket.md'))
    await once(socket, 'listening')
    const folder = openFolder(directory, URL)
    expect(titles(folder)).toEqual(['A'])
    expect([...folder.media()]).toEqual([])
    const paths = ['_index', 'loop', 'pipe', 'socket', 'zero'].map((name) => `${name}.md`)
    const found = folder.library().problems.map(({ code, path }) => `${code} ${path}`)
    expect(found.sort()).toEqual([...paths, 'pipe.html', 'pipe.mp3'].map((path) => `link ${path}`).sort())
    socket.close()

    rmSync(place('a.md'))
    symlinkSync('a.md', place('a.md'))
    writeFiles(directory, { 'b.md': article({ title: 'B', date: '2025-01-02' }) })
    await folder.apply(['a.md', 'b.md'])
    expect(titles(folder)).toEqual(['B'])
  })

  it('calls a folder without settings by its name and links to the default address', () => {
    const folder = openFolder(makeFolder({}), URL)
    expect(folder.library().site).toMatchObject({
      url: 'http://localhost/',
      timezone: 'UTC',
      settings: { language: 'en', feedLimit: 20 },
    })
  })

  it('the address given wins over the one in the settings', () => {
    const directory = makeFolder({ '_index.md': '---\nurl: https://example.org\n---\n' })
    expect(openFolder(directory, URL).library().site.url).toBe('https://example.org/')
    expect(openFolder(directory, { ...URL, siteUrl: 'https://other.example/x' }).library().site.url).toBe(
      'https://other.example/x/',
    )
  })

  it('an unreadable folder is an error of its own', () => {
    expect(() => openFolder(join(makeFolder({}), 'missing'), URL)).toThrow(/ENOENT/)
  })
})

describe('apply', () => {
  it('sees what was changed, added, renamed and deleted, and nothing when there is nothing', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01' }),
      'b.md': article({ title: 'B', date: '2025-01-02' }),
    })
    const folder = openFolder(directory, URL)
    const before = folder.library()
    await folder.apply()
    expect(folder.library()).toBe(before)
    writeFiles(directory, {
      'a.md': article({ title: 'A, fixed', date: '2025-01-01' }),
      'c.md': article({ title: 'C', date: '2025-01-03' }),
    })
    rmSync(join(directory, 'b.md'))
    await folder.apply()
    expect(titles(folder)).toEqual(['C', 'A, fixed'])
  })

  it('looks at the named paths alone', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01' }),
      'b.md': article({ title: 'B', date: '2025-01-02' }),
    })
    const folder = openFolder(directory, URL)
    writeFiles(directory, {
      'a.md': article({ title: 'A2', date: '2025-01-01' }),
      'b.md': article({ title: 'B2', date: '2025-01-02' }),
    })
    await folder.apply(['a.md'])
    expect(titles(folder)).toEqual(['B', 'A2'])
    await folder.apply(['b.md', 'gone.md'])
    expect(titles(folder)).toEqual(['B2', 'A2'])
  })

  it('gives by named paths what loading the folder again gives, whatever changes', async () => {
    const directory = makeFolder({
      '_index.md': '---\ntitle: Site\n---\n',
      'a.md': article({ title: 'A', date: '2025-01-01' }),
      'news/b.md': article({ title: 'B', date: '2025-01-02', enclosure: 'b.mp3' }),
      'news/c.md': article({ title: 'C', date: '2025-01-03' }),
      'news/b.mp3': 'sound',
    })
    const folder = openFolder(directory, URL)
    const changes: [path: string, text: string | undefined][] = [
      ['news/b.md', article({ title: 'B, fixed', date: '2025-01-02', enclosure: 'b.mp3' })],
      ['news/b.md', article({ title: 'B, moved on', date: '2025-01-04', enclosure: 'b.mp3' })],
      ['news/b.md', article({ title: 'B', date: '2025-01-04', id: 'tag:x,2025:b', enclosure: 'b.mp3' })],
      ['news/c.md', article({ title: 'C claims it, too', date: '2025-01-03', id: 'tag:x,2025:b' })],
      ['news/c.md', article({ title: 'C, still', date: '2025-01-03', id: 'tag:x,2025:b' })],
      ['news/b.md', undefined],
      ['news/c.md', article({ title: 'C, alone', date: '2025-01-03', draft: 'true' })],
      ['news/world/d.md', article({ title: 'D', date: '2025-01-05' })],
      ['news/world/d.md', article({ title: 'D again', date: '2025-01-05', image: 'https://[' })],
      [
        'news/world/d.md',
        article({ title: 'D again', date: '2025-01-05', image: 'https://example.org/x.png' }),
      ],
      ['news/b.mp3', 'a longer sound'],
      ['news/_index.md', '---\ntitle: Newsroom\n---\n'],
      ['a.md', undefined],
    ]
    for (const [path, text] of changes) {
      if (text === undefined) rmSync(join(directory, path))
      else writeFiles(directory, { [path]: text })
      await folder.apply([path])
      const fresh = openFolder(directory, URL).library()
      const { articles, sections, problems } = folder.library()
      expect(articles.map(withoutBody)).toEqual(fresh.articles.map(withoutBody))
      expect(articles.map((one) => one.readBody())).toEqual(fresh.articles.map((one) => one.readBody()))
      expect(sections).toEqual(fresh.sections)
      expect(new Set(problems)).toEqual(new Set(fresh.problems))
    }
  })

  it('keeps the article objects of unchanged files, so that nothing is rendered twice', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01' }),
      'b.md': article({ title: 'B', date: '2025-01-02' }),
    })
    const folder = openFolder(directory, URL)
    const [b] = folder.library().articles
    writeFiles(directory, { 'a.md': article({ title: 'A2', date: '2025-01-01' }) })
    await folder.apply()
    expect(folder.library().articles[0]).toBe(b)
  })

  it.each([
    ['broken', '---\ntitle: [A\ndate: 2025-01-01\n---\nText.'],
    ['emptied', ''],
    ['given an impossible date', article({ title: 'A', date: '2025-02-30' })],
  ])('an article whose file is %s keeps its last good version until it is fixed', async (_, text) => {
    const directory = makeFolder({ 'a.md': article({ title: 'Good', date: '2025-01-01' }) })
    const folder = openFolder(directory, URL)
    writeFiles(directory, { 'a.md': text })
    const problems = await folder.apply()
    expect(titles(folder)).toEqual(['Good'])
    expect(problems.map(({ code }) => code)).toContain('last-good-version')
    writeFiles(directory, { 'a.md': article({ title: 'Fixed', date: '2025-01-01' }) })
    expect(await folder.apply()).toEqual([])
    expect(titles(folder)).toEqual(['Fixed'])
    expect(folder.library().problems).toEqual([])
  })

  it('an article made a draft, withdrawn or deleted goes', async () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    const folder = openFolder(directory, URL)
    writeFiles(directory, { 'a.md': article({ title: 'A', date: '2025-01-01', draft: 'true' }) })
    await folder.apply()
    expect(folder.library().articles[0]?.hidden).toBe('draft')
    rmSync(join(directory, 'a.md'))
    await folder.apply()
    expect(titles(folder)).toEqual([])
  })

  it('new settings apply to every article', async () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    const folder = openFolder(directory, URL)
    writeFiles(directory, {
      '_index.md': '---\nidPrefix: "tag:new.example,2026:"\ntimezone: Asia/Kabul\n---\n',
    })
    await folder.apply(['_index.md'])
    expect(folder.library().articles[0]).toMatchObject({
      id: 'tag:new.example,2026:a',
      published: Date.UTC(2024, 11, 31, 19, 30),
    })
  })

  it('broken settings keep their last good version', async () => {
    const directory = makeFolder({
      '_index.md': '---\ntitle: Good\nidPrefix: "tag:a.example,2026:"\n---\n',
      'a.md': article({ date: '2025-01-01' }),
    })
    const folder = openFolder(directory, URL)
    writeFiles(directory, { '_index.md': '---\ntitle: [\n---\n' })
    await folder.apply()
    expect(folder.library().site).toMatchObject({
      idPrefix: 'tag:a.example,2026:',
      settings: { title: 'Good' },
    })
    expect(folder.library().problems).toMatchObject([
      { severity: 'error', code: 'front-matter', path: '_index.md' },
    ])
  })

  it('a sound file that grows changes the length in the feed', async () => {
    const directory = makeFolder({
      'a.md': article({ date: '2025-01-01', enclosure: 'a.mp3' }),
      'a.mp3': '1',
    })
    const folder = openFolder(directory, URL)
    writeFiles(directory, { 'a.mp3': '12345' })
    await folder.apply(['a.mp3'])
    expect(folder.library().articles[0]?.enclosures[0]?.length).toBe(5)
  })

  describe('a picture that changes in nothing but its dimensions', () => {
    const setUp = () => {
      const directory = makeFolder({ 'a.md': article({ date: '2025-01-01', image: 'a.svg' }) })
      const draw = (width: number) =>
        writeFiles(directory, { 'a.svg': `<svg width="${width}" height="10"></svg>` })
      draw(30)
      setTimes(directory, new Date(1e12))
      const widthIn = (folder: ReturnType<typeof openFolder>) => folder.library().articles[0]?.image?.width
      const versionOf = async (folder: ReturnType<typeof openFolder>) => {
        const feed = await createFolderPublication(folder, 'test').find('feed.xml', 1.8e12)
        return isDocument(feed) ? feed.version : undefined
      }
      return { directory, draw, widthIn, versionOf }
    }

    it('changes the article, and the version of the feed', async () => {
      const { directory, draw, widthIn, versionOf } = setUp()
      const folder = openFolder(directory, URL)
      expect(widthIn(folder)).toBe(30)
      const version = await versionOf(folder)
      expect(version).toBeDefined()
      draw(60)
      await folder.apply(['a.svg'])
      expect(widthIn(folder)).toBe(60)
      expect(await versionOf(folder)).not.toBe(version)
    })

    it('is seen though the article is in the cache', () => {
      const { directory, draw, widthIn } = setUp()
      const remembered = openFolder(directory, URL).remember()
      draw(60)
      expect(widthIn(openFolder(directory, { ...URL, remembered }))).toBe(60)
    })

    it('leaves the version alone where its time alone is new', async () => {
      const { directory, versionOf } = setUp()
      const version = await versionOf(openFolder(directory, URL))
      setTimes(directory, new Date(1.1e12))
      expect(await versionOf(openFolder(directory, URL))).toBe(version)
    })
  })

  it('a file that cannot be read is a problem, and all other changes are published', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01' }),
      'c.md': article({ title: 'C', date: '2025-01-03' }),
    })
    const folder = openFolder(directory, URL)
    vi.mocked(readText).mockImplementation((root, path) => {
      if (path === 'a.md') throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      return readFileSync(join(root, path), 'utf8')
    })
    onTestFinished(() => void vi.mocked(readText).mockReset())
    writeFiles(directory, {
      'a.md': article({ title: 'A2', date: '2025-01-01' }),
      'b.md': article({ title: 'B', date: '2025-01-02' }),
      'c.md': article({ title: 'C2', date: '2025-01-03' }),
    })
    const problems = await folder.apply()
    expect(problems).toMatchObject([{ severity: 'error', code: 'unreadable', path: 'a.md' }])
    expect(titles(folder)).toEqual(['C2', 'B', 'A'])
    vi.mocked(readText).mockReset()
    await folder.apply()
    expect(titles(folder)).toEqual(['C2', 'B', 'A2'])
    expect(folder.library().problems).toEqual([])
  })

  it('gives others their turn while all articles are read again, and serves the old library until then', async () => {
    const count = 3000
    const files = Array.from({ length: count }, (_, index) => [
      `a${index}.md`,
      article({ title: `A${index}`, date: '2025-01-01' }),
    ])
    const directory = makeFolder(Object.fromEntries(files))
    const folder = openFolder(directory, URL)
    const before = folder.library()
    writeFiles(directory, { '_index.md': '---\ntitle: Renamed\n---\n' })
    let isDone = false
    const applied = folder.apply(['_index.md']).then(() => {
      isDone = true
    })
    let turns = 0
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      if (isDone) break
      turns++
      expect(folder.library()).toBe(before)
    }
    await applied
    expect(turns).toBeGreaterThan(1)
    expect(folder.library().site.settings.title).toBe('Renamed')
    expect(folder.library().articles).toHaveLength(count)
  })

  it('reports a problem once, not at every change', async () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-02-30' }) })
    const folder = openFolder(directory, URL)
    writeFiles(directory, { 'b.md': article({ title: 'B', date: '2025-01-01' }) })
    expect(await folder.apply()).toEqual([])
  })

  it('warns of a file in other markup when it comes, as a start does, and no longer when it goes', async () => {
    const settings = { '_index.md': article({ generator: 'eleventy' }) }
    const directory = makeFolder({ ...settings, 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    const folder = openFolder(directory, URL)
    const codes = () => folder.library().problems.map(({ code }) => code)
    for (const paths of [undefined, ['posts/b.html']]) {
      writeFiles(directory, { 'posts/b.html': '<p>B' })
      expect(await folder.apply(paths)).toMatchObject([{ code: 'not-markdown', path: 'posts/b.html' }])
      const before = folder.library()
      expect(codes()).toEqual(['not-markdown'])
      writeFiles(directory, { 'posts/b.html': '<p>Edited' })
      expect(await folder.apply(paths)).toEqual([])
      expect(folder.library()).toBe(before)
      rmSync(join(directory, 'posts/b.html'))
      await folder.apply(paths)
      expect(codes()).toEqual([])
    }
  })
})

describe('a link to another article', () => {
  it('follows it when it moves, in a new version of the feed', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-01-01' }, '[b](b.md)'),
      'b.md': article({ title: 'B', date: '2025-01-02', draft: 'true' }),
    })
    const folder = openFolder(directory, URL)
    const publication = createFolderPublication(folder, 'test')
    const now = Date.UTC(2026, 0, 1)
    const read = async () => {
      const document = (await publication.find('feed.json', now)) as Document
      const { items } = JSON.parse(new TextDecoder().decode((await document.read()) as Uint8Array))
      const { content_html } = items.find(({ title }: { title: string }) => title === 'A')
      return { version: document.version, href: /href="([^"]*)"/.exec(content_html)?.[1] }
    }
    const before = await read()
    expect(before.href).toBeUndefined()
    writeFiles(directory, { 'b.md': article({ title: 'B', date: '2025-01-02', slug: 'moved' }) })
    await folder.apply()
    const after = await read()
    expect(after.href).toBe('http://localhost/moved/')
    writeFiles(directory, {
      'b.md': article({ title: 'B', date: '2025-01-02', slug: 'moved-again', draft: 'false' }),
    })
    await folder.apply()
    expect(await read()).toMatchObject({ href: 'http://localhost/moved-again/' })
    expect(after.version).not.toBe(before.version)
  })
})

describe('a large folder that leaves its texts for later', () => {
  const open = () => {
    const files = Array.from({ length: 1001 }, (_, index) => [
      `a${index}.md`,
      article({ title: `A${index}`, date: '2025-01-01' }, `Text ${index}.`),
    ])
    const directory = makeFolder(Object.fromEntries(files))
    return { directory, folder: openFolder(directory, { ...URL, leavesTextsAbove: MANY_ARTICLES }) }
  }

  it('reads a body when it is asked for, and not one of another text', () => {
    const { directory, folder } = open()
    const one = folder.library().articles.find(({ title }) => title === 'A7')!
    expect(one.readBody()).toContain('Text 7.')
    writeFiles(directory, { 'a7.md': article({ title: 'A7', date: '2025-01-01' }, 'Another.') })
    expect(() => one.readBody()).toThrow('a7.md changed while it was read')
  })

  it('keeps an article whose file an edit breaks, once its text was read', async () => {
    const { directory, folder } = open()
    await folder.preload()
    writeFiles(directory, { 'a7.md': '---\ntitle: [\n---\n' })
    await folder.apply(['a7.md'])
    const one = folder.library().articles.find(({ title }) => title === 'A7')!
    expect(one.readBody()).toContain('Text 7.')
  })
})
