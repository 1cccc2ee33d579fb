import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createDesk } from '../../../src/commands/import/desk.ts'
import { openJournal } from '../../../src/commands/import/journal.ts'
import { watchArrivals } from '../../../src/commands/import/watch-arrivals.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

const MAIN = join(import.meta.dirname, '../../../src/main.js')
const FLAGS = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', MAIN, 'import']
const copyOf = (name: string) => `PARIS (XY) – The ${name} is closed for a month.\n\nENDS\n`

function draftsIn(articles: string): string[] {
  return readdirSync(articles)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(11))
    .sort()
}

/** Watches a folder in this process; looks follow each other without a pause. */
function watch(files: Record<string, string>) {
  const [articles, folder] = [makeFolder({}), makeFolder(files)]
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const desk = createDesk({ articles, section: '', date: '2019-10-14', publish: false, log, logError: log })
  const { stop } = watchArrivals(folder, desk, {
    encoding: undefined,
    intervalMilliseconds: 20,
    logError: log,
  })
  onTestFinished(stop)
  return { articles, folder, lines, drafts: () => draftsIn(articles) }
}

function start(args: string[]): ChildProcess {
  const child = spawn(process.execPath, [...FLAGS, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

it('a process makes drafts of what is in a folder and of what arrives, and loses nothing where it is killed', async () => {
  const [articles, folder] = [makeFolder({}), makeFolder({ 'a.txt': copyOf('bridge') })]
  const args = ['--watch', folder, '--articles', articles, '--date', '2019-10-14']
  const first = start(args)
  await eventually(() => expect(draftsIn(articles)).toEqual(['the-bridge-is-closed-for-a-month.md']))
  writeFileSync(join(folder, 'b.txt'), copyOf('mill'))
  first.kill('SIGKILL')
  start(args)
  await eventually(() =>
    expect(draftsIn(articles)).toEqual([
      'the-bridge-is-closed-for-a-month.md',
      'the-mill-is-closed-for-a-month.md',
    ]),
  )
  expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt'])
})

it('a process reads files and standard input', () => {
  const [articles, folder] = [makeFolder({}), makeFolder({ 'a.txt': copyOf('bridge') })]
  const args = [...FLAGS, join(folder, 'a.txt'), '-', '--articles', articles, '--date', '2019-10-14']
  const { status, stdout } = spawnSync(process.execPath, args, { input: copyOf('mill'), encoding: 'utf8' })
  expect([status, stdout.split('\n').length]).toEqual([0, 3])
  expect(stdout).toContain('standard input is a draft now: ')
  expect(draftsIn(articles)).toHaveLength(2)
})

it('a file that is still written, or has another name until it is whole, is waited for', async () => {
  const { folder, articles, drafts } = watch({ 'b.txt.part': copyOf('mill'), 'empty.txt': '' })
  const path = join(folder, 'a.txt')
  for (const part of copyOf('bridge').match(/[\s\S]{1,5}/g)!) {
    appendFileSync(path, part)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await eventually(() => expect(drafts()).toEqual(['the-bridge-is-closed-for-a-month.md']))
  expect(readFileSync(join(articles, `2019-10-14-${drafts()[0]}`), 'utf8')).toContain(
    'for a month.\n\nENDS\n',
  )
  renameSync(join(folder, 'b.txt.part'), join(folder, 'b.txt'))
  await eventually(() => expect(drafts()).toHaveLength(2))
})

it('a draft that somebody has deleted stays deleted after a restart, until somebody asks for the file', async () => {
  const [articles, folder] = [makeFolder({}), makeFolder({ 'a.txt': copyOf('bridge') })]
  const journal = join(makeFolder({}), 'imports/a.jsonl')
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const watchAgain = () => {
    const options = { articles, section: '', date: '2019-10-14', publish: false, log, logError: log }
    const desk = createDesk({ ...options, journal: openJournal(journal) })
    const watching = { encoding: undefined, intervalMilliseconds: 20, logError: log }
    return { desk, ...watchArrivals(folder, desk, watching) }
  }
  const first = watchAgain()
  await eventually(() => expect(draftsIn(articles)).toHaveLength(1))
  first.stop()
  rmSync(join(articles, `2019-10-14-${draftsIn(articles)[0]}`))
  const second = watchAgain()
  onTestFinished(second.stop)
  await eventually(() => expect(lines.at(-1)).toContain('which somebody has removed; it stays away'))
  expect(draftsIn(articles)).toEqual([])
  second.desk.take(join(folder, 'a.txt'), copyOf('bridge'), 0, true)
  expect(draftsIn(articles)).toHaveLength(1)
})

it('a file whose writing pauses has one draft, with all of its text', async () => {
  const whole = copyOf('bridge')
  const { folder, articles, drafts, lines } = watch({ 'a.txt': whole.slice(0, 24) })
  await eventually(() => expect(drafts()).toEqual(['the-bridge.md']))
  appendFileSync(join(folder, 'a.txt'), whole.slice(24))
  await eventually(() => expect(drafts()).toEqual(['the-bridge-is-closed-for-a-month.md']))
  expect(readFileSync(join(articles, `2019-10-14-${drafts()[0]}`), 'utf8')).toContain(
    'for a month.\n\nENDS\n',
  )
  expect(lines.at(-1)).toContain('has become longer')
})

it('a draft of a beginning that somebody has edited stays beside that of the whole text', async () => {
  const whole = copyOf('bridge')
  const { folder, articles, drafts } = watch({ 'a.txt': whole.slice(0, 24) })
  await eventually(() => expect(drafts()).toHaveLength(1))
  const edited = join(articles, `2019-10-14-${drafts()[0]}`)
  appendFileSync(edited, 'An edit.\n')
  appendFileSync(join(folder, 'a.txt'), whole.slice(24))
  await eventually(() => expect(drafts()).toHaveLength(2))
  expect(readFileSync(edited, 'utf8')).toContain('An edit.')
})

it('what cannot be read is named once, and the rest goes on', async () => {
  const { folder, lines, drafts } = watch({ 'a.txt': 'PARIS (XY) – Caf\u00e9s', 'page.html': '<p>' })
  writeFileSync(join(folder, 'bad.txt'), Buffer.from([0x43, 0xe9, 0x20, 0x43, 0xe9]))
  mkdirSync(join(folder, 'folder.txt'))
  await eventually(() => expect(lines).toHaveLength(3))
  rmSync(folder, { recursive: true })
  await eventually(() => expect(lines.at(-1)).toContain('cannot be read'))
  mkdirSync(folder)
  writeFileSync(join(folder, 'b.txt'), copyOf('mill'))
  await eventually(() => expect(drafts()).toHaveLength(2))
  expect(lines.filter((line) => /bad\.txt|page\.html|cannot be read/.test(line))).toHaveLength(3)
})

it('a file that is sent again with another text becomes another draft, and with the same text none', async () => {
  const { folder, drafts, lines } = watch({ 'a.txt': copyOf('bridge') })
  await eventually(() => expect(drafts()).toHaveLength(1))
  writeFileSync(join(folder, 'a.txt'), copyOf('bridge'))
  await eventually(() => expect(lines.at(-1)).toContain('is there already'))
  writeFileSync(join(folder, 'a.txt'), copyOf('bridge').replace('month', 'year'))
  await eventually(() => expect(drafts()).toHaveLength(2))
})
