import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isError } from '../../../src/content/article/article.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { freePort } from '../../free-port.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const ROOT = join(import.meta.dirname, '../../..')
const A = { 'a.md': article({ title: 'A', date: '2025-01-01' }) }
const URL = { defaultUrl: 'http://x/' }

/** Makes a path of more than 4,096 characters, which no path from the top can make: one half of it is moved into the other. */
function makeDeep(directory: string): void {
  const half = Array.from({ length: 11 }, () => 'd'.repeat(200)).join('/')
  writeFiles(directory, { [`${half}/shallow.md`]: 'x', [`other/${half}/deep.md`]: 'x' })
  renameSync(join(directory, 'other'), join(directory, half, 'other'))
  onTestFinished(() => void execFileSync('rm', ['-rf', join(directory, 'd'.repeat(200))]))
}

const titles = (folder: ReturnType<typeof openFolder>) => folder.library().articles.map(({ title }) => title)

it('a path of more than 4,096 characters is a problem that names it, and the start goes on', async () => {
  const directory = makeFolder(A)
  makeDeep(directory)
  const folder = openFolder(directory, URL)
  expect(titles(folder)).toEqual(['A'])
  const problems = folder.library().problems.filter(isError)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ severity: 'error', code: 'unreadable', hint: 'Give it a shorter path' })
  expect(problems[0]!.path).toMatch(/^d+\//)
  expect(problems[0]!.message).toBe('This cannot be read (ENAMETOOLONG)')
  writeFiles(directory, { 'b.md': article({ title: 'B', date: '2025-01-02' }) })
  expect(await folder.apply(['b.md'])).toEqual([])
  expect(titles(folder)).toEqual(['B', 'A'])
})

it('a folder that goes away while the server runs is named once, and what was loaded stays until it is back', async () => {
  const directory = makeFolder({})
  const articles = join(directory, 'articles')
  mkdirSync(articles)
  writeFiles(articles, { ...A, 'news/b.md': article({ title: 'B', date: '2025-01-02' }) })
  const folder = openFolder(articles, URL)
  renameSync(articles, join(directory, 'away'))
  const message = 'This cannot be read (ENOENT); what was published of it stays'
  expect(await folder.apply()).toMatchObject([{ code: 'unreadable', path: '.', message }])
  expect(await folder.apply()).toEqual([])
  expect(await folder.apply(['a.md'])).toEqual([])
  expect(titles(folder)).toEqual(['B', 'A'])
  renameSync(join(directory, 'away'), articles)
  rmSync(join(articles, 'a.md'))
  expect(await folder.apply(['a.md'])).toEqual([])
  expect(titles(folder)).toEqual(['B'])
  expect(folder.library().problems).toEqual([])
})

it('a folder that becomes a file takes its articles with it', async () => {
  const directory = makeFolder({ ...A, 'news/b.md': article({ title: 'B', date: '2025-01-02' }) })
  const folder = openFolder(directory, URL)
  rmSync(join(directory, 'news'), { recursive: true })
  writeFileSync(join(directory, 'news'), '')
  await folder.apply(['news/b.md', 'news'])
  expect(titles(folder)).toEqual(['A'])
})

/** A user who may read no file without its rights: this one, unless it is root. */
const NOBODY = 65534
const isRoot = process.getuid?.() === 0
const CLI = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', join(ROOT, 'src/main.js')]
const COMMAND = isRoot
  ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', process.execPath, ...CLI]
  : [process.execPath, ...CLI]
const canRun = spawnSync(COMMAND[0]!, [...COMMAND.slice(1), '--help'], { cwd: '/' }).status === 0

describe.skipIf(!canRun)('a server that may not read everything', () => {
  async function serve(files: Record<string, string>, prepare: (articles: string) => void = () => {}) {
    const directory = makeFolder({})
    const articles = join(directory, 'articles')
    mkdirSync(articles)
    writeFiles(articles, files)
    prepare(articles)
    if (isRoot) {
      chownSync(directory, NOBODY, NOBODY)
      execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, articles])
    }
    const port = await freePort()
    const lines: string[] = []
    const child: ChildProcess = spawn(COMMAND[0]!, [...COMMAND.slice(1), 'serve', '--articles', articles], {
      cwd: directory,
      env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', LOG: 'text' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => {
      child.kill('SIGKILL')
      execFileSync('chmod', ['-R', 'u+rwX', directory])
    })
    for (const stream of [child.stdout!, child.stderr!])
      createInterface(stream).on('line', (line) => lines.push(line))
    const url = `http://127.0.0.1:${port}`
    await eventually(() => fetch(url))
    const shown = async () =>
      ((await (await fetch(`${url}/feed.json`)).json()) as { items: { title: string }[] }).items.map(
        ({ title }) => title,
      )
    const count = (text: string) => lines.filter((line) => line.includes(text)).length
    return { articles, child, lines, url, shown, count }
  }

  it('starts beside a file and a folder that it may not read, and names them', async () => {
    const { lines, shown } = await serve(
      { ...A, 'b.md': article({ title: 'B', date: '2025-01-02' }), 'closed/c.md': 'x', 'closed.txt': 'x' },
      (articles) => {
        chmodSync(join(articles, 'b.md'), 0)
        chmodSync(join(articles, 'closed'), 0)
      },
    )
    expect(await shown()).toEqual(['A'])
    const named = () =>
      lines.filter((line) => line.includes('error unreadable')).map((line) => line.split(':')[0])
    await eventually(() => expect(named()).toEqual(['b.md', 'closed']))
  })

  it('stays up while its folder may not be read, says so once, and recovers', async () => {
    const { articles, child, shown, count, url } = await serve({
      ...A,
      'news/b.md': article({ title: 'B', date: '2025-01-02' }),
      'sound.mp3': 'sound',
    })
    await new Promise((resolve) => setTimeout(resolve, 400))
    for (const [before, folder] of [articles, join(articles, 'news')].entries()) {
      chmodSync(folder, 0)
      await eventually(() => expect(count('error unreadable')).toBe(before + 1))
      for (let round = 0; round < 3; round++) expect(await shown()).toEqual(['B', 'A'])
      expect([200, 503]).toContain((await fetch(`${url}/sound.mp3`)).status)
      expect(child.exitCode).toBeNull()
      chmodSync(folder, 0o755)
      const title = folder === articles ? 'C' : 'D'
      writeFiles(articles, { [`${title}.md`]: article({ title, date: '2024-01-01' }) })
      await eventually(async () => expect(await shown()).toContain(title))
      rmSync(join(articles, `${title}.md`))
      await eventually(async () => expect(await shown()).toEqual(['B', 'A']))
    }
    expect(count('error unreadable')).toBe(2)
  })

  it('answers 503 for a file that it may not open, without a stack', async () => {
    const { articles, lines, url } = await serve({
      'a.md': article({ title: 'A', date: '2025-01-01' }, '[](words.txt)'),
      'sound.mp3': 'sound',
      'words.txt': 'words',
    })
    for (const name of ['sound.mp3', 'words.txt']) {
      expect((await fetch(`${url}/${name}`)).status).toBe(200)
      chmodSync(join(articles, name), 0)
    }
    for (const name of ['sound.mp3', 'words.txt']) {
      // What was sent before may be in memory; a new version is not.
      const answer = await fetch(`${url}/${name}`)
      if (name === 'sound.mp3') expect(answer.status).toBe(503)
      expect((await answer.text()).length).toBeGreaterThan(0)
    }
    expect(lines.some((line) => /^\s+at /.test(line))).toBe(false)
    chmodSync(join(articles, 'sound.mp3'), 0o644)
    expect(await (await fetch(`${url}/sound.mp3`)).text()).toBe('sound')
  })
})
