import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { type Document, isDocument } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)
const SECRET = 'planted secret'
const HIDDEN = article({ title: SECRET, date: '2025-01-01' }, SECRET)

/** A repository with articles in `site/articles`, beside a folder that is none of its. */
function setUp({ isRepository = true } = {}) {
  const root = realpathSync(
    makeFolder({
      'outside/secret.md': HIDDEN,
      'outside/secret.zip': SECRET,
      'outside/_index.md': `---\ntitle: ${SECRET}\n---\n`,
      'site/shared/note.md': article({ title: 'Shared', date: '2025-01-02' }),
      'site/shared/pic.zip': 'shared text',
      'site/.secrets/key.zip': SECRET,
      'site/node_modules/x.zip': SECRET,
      'site/articles/a.md': article({ title: 'A', date: '2025-01-01' }),
      'site/articles/real.zip': 'real text',
    }),
  )
  if (isRepository) mkdirSync(join(root, 'site/.git'))
  const articles = join(root, 'site/articles')
  const link = (target: string, name: string) => symlinkSync(target, join(articles, name))
  const open = (directory = articles) => openFolder(directory, { defaultUrl: 'http://x/' })
  return { root, articles, link, open }
}

async function read(folder: ReturnType<typeof openFolder>, path: string): Promise<string | undefined> {
  const found = await createFolderPublication(folder, 'test').find(path, NOW)
  return isDocument(found) ? new Response(await found.read()).text() : undefined
}

const TITLES = (folder: ReturnType<typeof openFolder>) =>
  folder
    .library()
    .articles.map(({ title }) => title)
    .sort()

const problemsOf = (folder: ReturnType<typeof openFolder>) =>
  folder.library().problems.map(({ code, path, message }) => `${path} ${code} ${message}`)

it('publishes nothing that a link outside leads to, and names the link and where it leads', async () => {
  const { root, articles, link, open } = setUp()
  link('/etc/passwd', 'passwd.zip')
  link('/proc/self/environ', 'environ.zip')
  link('../../outside/secret.md', 'b.md')
  link('../../outside/secret.zip', 'c.zip')
  link('c.zip', 'through.zip')
  mkdirSync(join(articles, 'news'))
  link('../../../outside/_index.md', 'news/_index.md')
  symlinkSync(join(root, 'outside'), join(root, 'site/shared/out'))
  link('../shared/out/secret.zip', 'middle.zip')
  const folder = open()
  expect(TITLES(folder)).toEqual(['A'])
  expect(folder.library().sections).toEqual([])
  for (const path of ['passwd.zip', 'environ.zip', 'c.zip', 'through.zip', 'middle.zip'])
    expect(await read(folder, path)).toBeUndefined()
  const lines = problemsOf(folder).sort()
  expect(lines).toHaveLength(7)
  expect(lines).toContain(
    'b.md link The link leads to ../../outside/secret.md, out of the repository, so it is not published',
  )
  expect(lines.find((line) => line.startsWith('middle.zip'))).toContain(
    'leads to ../../outside/secret.zip, out',
  )
  expect(lines.find((line) => line.startsWith('passwd.zip'))).toMatch(/leads to (?:\.\.\/)+etc\/passwd, out/)
  expect(JSON.stringify(folder.library())).not.toContain(SECRET)
})

it('publishes what a link leads to in the articles folder and in the repository around it', async () => {
  const { link, open } = setUp()
  link('real.zip', 'copy.zip')
  link('copy.zip', 'again.zip')
  link('../shared/note.md', 'note.md')
  link('../shared/pic.zip', 'pic.zip')
  const folder = open()
  expect(TITLES(folder)).toEqual(['A', 'Shared'])
  expect(await read(folder, 'again.zip')).toBe('real text')
  expect(await read(folder, 'pic.zip')).toBe('shared text')
  expect(problemsOf(folder)).toEqual([])
})

it('without a repository, publishes what links lead to in the articles folder alone', async () => {
  const { link, open } = setUp({ isRepository: false })
  link('real.zip', 'copy.zip')
  link('../shared/pic.zip', 'pic.zip')
  const folder = open()
  expect(await read(folder, 'copy.zip')).toBe('real text')
  expect(await read(folder, 'pic.zip')).toBeUndefined()
  expect(problemsOf(folder)).toEqual([
    'pic.zip link The link leads to ../shared/pic.zip, out of the folder, so it is not published',
  ])
})

it('never publishes what a link leads to in .git, a dot folder or node_modules', async () => {
  const { root, link, open } = setUp()
  writeFiles(root, { 'site/.git/config.zip': SECRET })
  link('../.git/config.zip', 'a.zip')
  link('../.secrets/key.zip', 'b.zip')
  link('../node_modules/x.zip', 'c.zip')
  const folder = open()
  for (const path of ['a.zip', 'b.zip', 'c.zip']) expect(await read(folder, path)).toBeUndefined()
  expect(problemsOf(folder)).toHaveLength(3)
  expect(problemsOf(folder)[0]).toContain('which is skipped')
})

it('never opens devices, pipes, links to themselves and links to nothing, and names each once', async () => {
  const { articles, link, open } = setUp()
  execFileSync('mkfifo', [join(articles, 'pipe.zip'), join(articles, 'pipe.md')])
  link('/dev/zero', 'zero.mp3')
  link('/dev/zero', 'zero.md')
  link('loop.md', 'loop.md')
  link('nowhere.png', 'dangling.png')
  link('../articles', 'round')
  const folder = open()
  expect(TITLES(folder)).toEqual(['A'])
  const lines = problemsOf(folder)
  expect(lines.map((line) => line.split(' ', 2).join(' ')).sort()).toEqual(
    ['dangling.png', 'loop.md', 'pipe.md', 'pipe.zip', 'round', 'zero.md', 'zero.mp3'].map(
      (path) => `${path} link`,
    ),
  )
  expect(await folder.apply()).toEqual([])
  expect(await folder.apply(['loop.md', 'pipe.zip', 'a.md'])).toEqual([])
  expect(problemsOf(folder).sort()).toEqual(lines.sort())
})

it('serves a folder that is itself a link', async () => {
  const { root, link, open } = setUp()
  symlinkSync('site/articles', join(root, 'current'))
  link('real.zip', 'copy.zip')
  const folder = open(join(root, 'current'))
  expect(TITLES(folder)).toEqual(['A'])
  expect(await read(folder, 'copy.zip')).toBe('real text')
})

it('notices a link that is added, mended and removed while the server runs', async () => {
  const { articles, link, open } = setUp()
  const folder = open()
  link('../../outside/secret.md', 'b.md')
  expect(await folder.apply(['b.md'])).toMatchObject([{ code: 'link', path: 'b.md' }])
  expect(TITLES(folder)).toEqual(['A'])
  writeFiles(articles, { 'b.mp3': 'sound', 'c.mp3': 'sound' })
  await folder.apply(['b.mp3', 'c.mp3'])
  // The files of an article that is left out are, too.
  expect(await read(folder, 'b.mp3')).toBeUndefined()
  expect(await read(folder, 'c.mp3')).toBe('sound')
  rmSync(join(articles, 'b.md'))
  link('../shared/note.md', 'b.md')
  expect(await folder.apply(['b.md'])).toEqual([])
  expect(TITLES(folder)).toEqual(['A', 'Shared'])
  expect(await read(folder, 'b.mp3')).toBe('sound')
  expect(problemsOf(folder)).toEqual([])
})

it('does not send what a file became a link to after it was found', async () => {
  const { root, articles, open } = setUp()
  writeFiles(articles, { 'sound.mp3': 'sound', 'deep/x.zip': 'x' })
  writeFiles(root, { 'outside/x.zip': SECRET })
  const folder = open()
  const publication = createFolderPublication(folder, 'test')
  const swap = (path: string, target: string) => {
    rmSync(join(articles, path), { recursive: true })
    symlinkSync(target, join(articles, path))
  }
  const found = ['real.zip', 'sound.mp3', 'deep/x.zip'].map((path) => publication.find(path, NOW) as Document)
  swap('real.zip', '../../outside/secret.zip')
  swap('sound.mp3', '/proc/self/environ')
  swap('deep', '../../outside')
  for (const document of found) {
    await expect((async () => document.read())()).rejects.toThrow(/leads to|not a regular/)
    expect(publication.find(document.path, NOW)).toBeUndefined()
  }
})

it('does not read an article or its picture through a link that came after the scan', () => {
  const { articles, open } = setUp()
  const folder = open()
  rmSync(join(articles, 'a.md'))
  symlinkSync('../../outside/secret.md', join(articles, 'a.md'))
  expect(folder.library().articles[0]!.title).toBe('A')
  return folder.apply(['real.zip']).then(() => expect(JSON.stringify(folder.library())).not.toContain(SECRET))
})

it('refuses a configuration of the generator that is a link out of the repository', () => {
  const { root, open } = setUp()
  writeFileSync(join(root, 'outside/hugo.toml'), `title = "${SECRET}"\n`)
  symlinkSync('../outside/hugo.toml', join(root, 'site/hugo.toml'))
  const folder = open()
  expect(folder.doubts()).toMatchObject([{ code: 'ids-in-doubt' }])
  expect(folder.library().site.settings.title).not.toContain(SECRET)
})

it('compiles nothing for the edge that links lead to outside', () => {
  const { root, articles, link } = setUp()
  link('../../outside/secret.zip', 'c.zip')
  link('../../outside/secret.md', 'c.md')
  link('../shared/pic.zip', 'pic.zip')
  const output = join(root, 'edge')
  const lines: string[] = []
  const code = runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
    env: { SITE_URL: 'https://example.org/' },
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  return Promise.resolve(code).then((ended) => {
    expect([ended, lines]).toEqual([
      0,
      expect.arrayContaining([expect.stringContaining('c.zip: warning link')]),
    ])
    const all = execFileSync('cat', listFiles(output)).toString()
    expect(all).not.toContain(SECRET)
    expect(all).toContain('shared text')
  })
})

function listFiles(directory: string): string[] {
  return execFileSync('find', [directory, '-type', 'f']).toString().trim().split('\n')
}

it('publishes a volume that Kubernetes mounts, whose files are links into a folder that it swaps', () => {
  const directory = makeFolder({
    '..2026_11_01/a.md': article({ title: 'A', date: '2025-01-01' }),
    '..2026_11_02/a.md': article({ title: 'B', date: '2025-01-01' }),
  })
  symlinkSync('..2026_11_01', join(directory, '..data'))
  symlinkSync('..data/a.md', join(directory, 'a.md'))
  const open = () => openFolder(directory, { defaultUrl: 'http://x/' })
  expect(TITLES(open())).toEqual(['A'])
  rmSync(join(directory, '..data'))
  symlinkSync('..2026_11_02', join(directory, '..data'))
  expect(TITLES(open())).toEqual(['B'])
  expect(problemsOf(open())).toEqual([])
})
