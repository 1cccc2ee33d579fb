import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { type Folder, openFolder } from '../../../src/node/folder/folder.ts'
import { readText } from '../../../src/node/folder/read-text.ts'
import { scanFolder } from '../../../src/node/folder/scan.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { atOnce } from '../../../src/node/slices.ts'
import { isDocument } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)
const text = (title: string) => article({ title, date: '2025-01-01' })

/** A repository with articles in `site/articles`, and links in it from names to targets. */
function setUp(files: Record<string, string>, links: Record<string, string>) {
  const root = realpathSync(makeFolder({ 'site/.git/x': '', 'site/articles/a.md': text('A'), ...files }))
  const articles = join(root, 'site/articles')
  const link = (target: string, name: string) => {
    mkdirSync(dirname(join(articles, name)), { recursive: true })
    symlinkSync(target, join(articles, name))
  }
  for (const [name, target] of Object.entries(links)) link(target, name)
  return { root, articles, link, open: () => openFolder(articles, { defaultUrl: 'http://x/' }) }
}

const pathsOf = (folder: Folder) =>
  folder
    .library()
    .articles.map(({ path }) => path)
    .sort()
const problemsOf = (folder: Folder) =>
  folder
    .library()
    .problems.map(({ code, path, message }) => `${path} ${code} ${message}`)
    .sort()

async function read(folder: Folder, path: string): Promise<string | undefined> {
  const found = await createFolderPublication(folder, 'test').find(path, NOW)
  return isDocument(found) ? new Response(await found.read()).text() : undefined
}

const SHARED = {
  'site/shared/_index.md': '---\ntitle: Shared things\n---\n',
  'site/shared/b.md': text('B'),
  'site/shared/deep/c.md': article({ title: 'C', date: '2025-01-02' }, '![](p.txt) [](p.txt)'),
  'site/shared/deep/p.txt': 'words',
}

it('publishes a folder that a link leads to, with its settings and files, under the name of the link', async () => {
  const { open } = setUp(SHARED, { news: '../shared', 'one/two/up': '../../../other' })
  const folder = open()
  expect(pathsOf(folder)).toEqual(['a.md', 'news/b.md', 'news/deep/c.md'])
  expect(folder.library().articles.find(({ path }) => path === 'news/b.md')?.id).toContain('news/b')
  expect(await read(folder, 'news/feed.json')).toContain('Shared things')
  expect(await read(folder, 'news/deep/p.txt')).toBe('words')
  expect(await read(folder, 'news/feed.json')).toContain('"B"')
  expect(problemsOf(folder).filter((line) => line.includes(' link '))).toEqual([
    'one/two/up link The link leads to nothing, so it is not published',
  ])
})

it('publishes each real folder once: in its own place, or under the first link to it', () => {
  const { open } = setUp(
    { ...SHARED, 'site/articles/news/d.md': text('D') },
    { alias: 'news', one: '../shared', two: '../shared', 'zoo/deep': '../../shared/deep', chain: 'two' },
  )
  const folder = open()
  expect(pathsOf(folder)).toEqual(['a.md', 'chain/b.md', 'chain/deep/c.md', 'news/d.md'])
  expect(problemsOf(folder)).toEqual([
    'alias link This folder is published as news, and not here, too',
    'one link This folder is published as chain, and not here, too',
    'two link This folder is published as chain, and not here, too',
    'zoo/deep link This folder is published as chain/deep, and not here, too',
  ])
})

it('names links to folders that would never end, that lead out, to what is skipped, to nothing and to themselves', () => {
  const { root, open } = setUp(
    { ...SHARED, 'outside/secret.md': text('Secret'), 'site/node_modules/n/n.md': text('N') },
    {
      loop: '.',
      'news/up': '..',
      'news/site': '../..',
      out: '../../outside',
      away: '/etc',
      git: '../.git',
      modules: '../node_modules/n',
      none: 'nowhere',
      itself: 'itself',
      shared: '../shared',
    },
  )
  symlinkSync('..', join(root, 'site/shared/deep/up'))
  symlinkSync('../../outside', join(root, 'site/shared/out'))
  symlinkSync('../articles/news', join(root, 'site/shared/back'))
  const folder = open()
  expect(pathsOf(folder)).toEqual(['a.md', 'shared/b.md', 'shared/deep/c.md'])
  const lines = problemsOf(folder).filter((line) => line.includes(' link '))
  const named = (path: string) => lines.find((line) => line.startsWith(`${path} `))?.slice(path.length + 6)
  for (const path of ['loop', 'news/up', 'news/site', 'shared/deep/up'])
    expect(named(path)).toBe('The link leads to a folder above it, so it is not published')
  for (const path of ['out', 'away', 'shared/out']) expect(named(path)).toContain('out of the repository')
  for (const path of ['git', 'modules']) expect(named(path)).toContain('which is skipped')
  expect(named('none')).toContain('leads to nothing')
  expect(named('itself')).toContain('leads to itself')
  expect(named('shared/back')).toBe('This folder is published as news, and not here, too')
  expect(lines).toHaveLength(12)
  expect(JSON.stringify(folder.library())).not.toContain('Secret')
})

it('two folders with links to each other are published once each', () => {
  const { root, open } = setUp({ 'site/x/x.md': text('X'), 'site/y/y.md': text('Y') }, { z: '../x' })
  symlinkSync('../y', join(root, 'site/x/y'))
  symlinkSync('../x', join(root, 'site/y/x'))
  const folder = open()
  expect(pathsOf(folder)).toEqual(['a.md', 'z/x.md', 'z/y/y.md'])
  expect(problemsOf(folder)).toEqual([
    'z/y/x link The link leads to a folder above it, so it is not published',
  ])
})

it('an edit under a link is read under the name of the link, and nothing is read under a name that is refused', async () => {
  const { root, link, open } = setUp(SHARED, { news: '../shared', again: '../shared', loop: '.' })
  const folder = open()
  expect(pathsOf(folder)).toEqual(['a.md', 'again/b.md', 'again/deep/c.md'])
  writeFiles(root, { 'site/shared/deep/n.md': text('N'), 'site/articles/e.md': text('E') })
  await folder.apply(['again/deep/n.md', 'news/b.md', 'loop/e.md', 'e.md'])
  const paths = ['a.md', 'again/b.md', 'again/deep/c.md', 'again/deep/n.md', 'e.md']
  expect(pathsOf(folder)).toEqual(paths)
  rmSync(join(root, 'site/articles/again'))
  expect(await folder.apply(['again'])).toEqual([])
  expect(pathsOf(folder)).toEqual([
    'a.md',
    'e.md',
    ...paths.slice(1, 4).map((path) => path.replace('again', 'news')),
  ])
  link('../shared/deep', 'deep')
  await folder.apply(['deep'])
  expect(pathsOf(folder)).toEqual(['a.md', 'deep/c.md', 'deep/n.md', 'e.md', 'news/b.md'])
})

it('a folder that comes to its own place is no longer published under a link to it', async () => {
  const { root, articles, open } = setUp(SHARED, { news: '../shared' })
  const folder = open()
  renameSync(join(root, 'site/shared'), join(articles, 'own'))
  rmSync(join(articles, 'news'))
  symlinkSync('own', join(articles, 'news'))
  await folder.apply(['own', 'news'])
  expect(pathsOf(folder)).toEqual(['a.md', 'own/b.md', 'own/deep/c.md'])
  expect(problemsOf(folder).filter((line) => line.includes(' link '))).toHaveLength(1)
})

it('does not send what a linked folder holds after its link is turned out of the repository', async () => {
  const { root, articles, link, open } = setUp(
    { ...SHARED, 'outside/deep/p.txt': 'planted secret', 'outside/b.md': text('planted secret') },
    { news: '../shared' },
  )
  const folder = open()
  const publication = createFolderPublication(folder, 'test')
  const found = await publication.find('news/deep/p.txt', NOW)
  rmSync(join(articles, 'news'))
  link('../../outside', 'news')
  if (!isDocument(found)) expect.unreachable()
  else await expect((async () => found.read())()).rejects.toThrow(/leads to/)
  expect(publication.find('news/deep/p.txt', NOW)).toBeUndefined()
  await folder.apply(['news/b.md'])
  expect(JSON.stringify(folder.library())).not.toContain('planted')
  expect(pathsOf(folder)).toEqual(['a.md'])
  // And inside the real folder.
  rmSync(join(articles, 'news'))
  link('../shared', 'news')
  await folder.apply()
  expect(await read(folder, 'news/deep/p.txt')).toBe('words')
  renameSync(join(root, 'site/shared/deep'), join(root, 'site/shared/old'))
  symlinkSync('../../outside/deep', join(root, 'site/shared/deep'))
  expect(await read(folder, 'news/deep/p.txt')).toBeUndefined()
})

it('does not read an article or settings through a link to a folder that is turned between the scan and the reading', () => {
  const { articles, link } = setUp(
    { ...SHARED, 'outside/b.md': text('planted secret'), 'outside/_index.md': text('planted secret') },
    { news: '../shared' },
  )
  const { articles: found, settings } = atOnce(scanFolder(articles))
  const stamps = new Map([...found, ...settings])
  expect(readText(articles, 'news/b.md', stamps.get('news/b.md'))).toContain('B')
  rmSync(join(articles, 'news'))
  link('../../outside', 'news')
  for (const path of ['news/b.md', 'news/_index.md'])
    expect(() => readText(articles, path, stamps.get(path))).toThrow(/out of the repository/)
})

it('compiles for the edge what links to folders lead to, and nothing that is outside', async () => {
  const { root, articles } = setUp(
    { ...SHARED, 'outside/secret.md': text('planted secret'), 'outside/s.txt': 'planted secret' },
    { news: '../shared', out: '../../outside' },
  )
  const output = join(root, 'edge')
  const lines: string[] = []
  const code = await runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
    env: { SITE_URL: 'https://example.org/' },
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  expect([code, lines]).toEqual([0, expect.arrayContaining([expect.stringContaining('out: warning link')])])
  const matches = (word: string) => {
    try {
      return execFileSync('grep', ['-rl', word, output]).toString().trim().split('\n').length
    } catch {
      return 0
    }
  }
  expect(matches('planted')).toBe(0)
  expect(matches('words')).toBeGreaterThan(0)
  expect(matches('news/deep/c')).toBeGreaterThan(0)
})

/** Folders of a repository, by their paths; those that begin with `articles` are in their own places. */
const FOLDERS = ['articles', 'articles/n', 'articles/n/m', 'articles/o', 's', 's/t', 's/t/u', 'v', 'v/w']
const anyLinks = fc.uniqueArray(
  fc.record({
    place: fc.constantFrom(...FOLDERS),
    name: fc.constantFrom('l', 'k', 'z'),
    target: fc.constantFrom(...FOLDERS, ''),
  }),
  { selector: ({ place, name }) => `${place}/${name}`, maxLength: 9 },
)

/** The published paths of folders, by the rule: own places first, then the links in the order of their names, the nearer first. */
function expectedPlaces(links: { place: string; name: string; target: string }[]): Map<string, string> {
  const known = new Map<string, string>()
  let pending: { path: string; place: string; target: string }[] = []
  const visit = (real: string, path: string) => {
    known.set(real, path)
    for (const link of links)
      if (link.place === real)
        pending.push({ path: join(path, link.name), place: link.place, target: link.target })
    for (const below of FOLDERS)
      if (dirname(below) === real && !known.has(below)) visit(below, join(path, relative(real, below)))
  }
  visit('articles', '')
  while (pending.length > 0) {
    const round = pending.sort((a, b) => (a.path < b.path ? -1 : 1))
    pending = []
    for (const { path, place, target } of round) {
      const contains = (inner: string) => target === '' || inner === target || inner.startsWith(`${target}/`)
      if (!known.has(target) && !contains('articles') && !contains(place)) visit(target, path)
    }
  }
  return known
}

it('a tree with links is published as the tree with copies of the folders, each once', () => {
  fc.assert(
    fc.property(anyLinks, (links) => {
      const files = (folder: string, at: string): Record<string, string> => ({
        [`${at}/a.md`]: article({ title: folder, date: '2025-01-01' }, '![](p.txt) [other](b.md)'),
        [`${at}/b.md`]: article({ title: `${folder} b`, date: '2025-01-02' }),
        [`${at}/p.txt`]: folder,
        [`${at}/_index.md`]: `---\ntitle: ${folder}\n---\n`,
      })
      const top = makeFolder({ '.git/x': '' }, false)
      const copy = makeFolder({ '.git/x': '' }, false)
      try {
        for (const folder of FOLDERS) writeFiles(top, files(folder, folder))
        for (const { place, name, target } of links)
          symlinkSync(relative(join(top, place), join(top, target)) || '.', join(top, place, name))
        for (const [folder, path] of expectedPlaces(links))
          writeFiles(copy, files(folder, `articles/${path}`))
        const open = (directory: string) =>
          openFolder(join(directory, 'articles'), { defaultUrl: 'http://localhost/' })
        const known = (folder: Folder) => ({
          articles: folder.library().articles.map(({ readBody, readFields, ...rest }) => ({
            ...rest,
            body: readBody(),
            fields: readFields?.(),
          })),
          sections: folder.library().sections,
          media: [...folder.media()].sort(),
          problems: problemsOf(folder).filter((line) => !line.includes(' link ')),
        })
        const linked = open(top)
        expect(known(linked)).toEqual(known(open(copy)))
        const followed = new Set(expectedPlaces(links).values())
        const isFollowed = (folder: string) => followed.has(folder)
        // Every link in what is published is followed or named.
        for (const [real, path] of expectedPlaces(links))
          for (const link of links.filter(({ place }) => place === real)) {
            const at = join(path, link.name)
            expect(isFollowed(at) || linked.library().problems.some((problem) => problem.path === at)).toBe(
              true,
            )
          }
      } finally {
        for (const directory of [top, copy]) rmSync(directory, { recursive: true })
      }
    }),
    { numRuns: 60, seed: 2026 },
  )
})
