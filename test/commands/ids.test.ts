import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { checkCommand } from '../../src/commands/check.ts'
import { compileCommand } from '../../src/commands/compile/compile.ts'
import { idsCommand } from '../../src/commands/ids.ts'
import { previewCommand } from '../../src/commands/preview.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { article } from '../article.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const INDEX = '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const FILES = { '_index.md': INDEX, 'news/a.md': article({ title: 'A', date: '2025-01-01' }, 'The first.') }
const COMMANDS = { check: checkCommand, compile: compileCommand, ids: idsCommand, preview: previewCommand }

/** Each test has a data folder of its own. */
beforeEach(() => {
  const data = mkdtempSync(join(tmpdir(), 'wireroom-data-'))
  process.chdir(data)
  onTestFinished(() => {
    process.chdir(ROOT)
    rmSync(data, { recursive: true })
  })
})

function run(name: keyof typeof COMMANDS, articles: string, ...args: string[]) {
  return runAt(Date.UTC(2025, 5, 1), name, articles, ...args)
}

async function runAt(now: number, name: keyof typeof COMMANDS, articles: string, ...args: string[]) {
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const code = await runCommand(name, COMMANDS[name], [...args, '--articles', articles], {
    env: {},
    log,
    logError: log,
    now: () => now,
  })
  return { code, text: lines.join('\n') }
}

function live(id: string): string {
  const item = `<item><title>A</title><guid>${id}</guid><link>https://example.org/news/a/</link></item>`
  const text = `<rss version="2.0"><channel><title>T</title><link>https://example.org/</link>${item}</channel></rss>`
  return join(makeFolder({ live: text }), 'live')
}

describe('wireroom ids', () => {
  it('puts the register beside the settings, from where every machine reads it', async () => {
    const articles = makeFolder(FILES)
    const path = join(articles, '_ids.txt')
    const { code, text } = await run('ids', articles)
    expect([code, text]).toEqual([0, `${path} has 1 published id. Commit it with the articles.`])
    expect(readFileSync(path, 'utf8')).toContain('tag:example.org,2026:news/a\t')
    rmSync('.wireroom', { recursive: true })
    renameSync(join(articles, 'news/a.md'), join(articles, 'news/b.md'))
    const checked = await run('check', articles)
    expect(checked.code).toBe(0)
    expect(checked.text).toContain('news/b.md:1: warning kept-id: This was news/a.md and keeps its id')
    expect((await run('preview', articles, live('tag:example.org,2026:news/a'))).code).toBe(0)
    expect(readFileSync(path, 'utf8')).not.toContain('b.md')
    await run('compile', articles, '--output', 'edge')
    expect(readFileSync(path, 'utf8')).toContain('\tnews/b.md\t')
    expect((await run('ids', articles)).text).toBe(`${path} has 1 published id.`)
  })

  it('leaves a register alone in which nothing is new, so that a watcher of the folder does not compile for ever', async () => {
    const articles = makeFolder(FILES)
    const stamp = () => statSync(join(articles, '_ids.txt')).ino
    await run('ids', articles)
    const before = stamp()
    await run('compile', articles, '--output', 'edge')
    await run('compile', articles, '--output', 'edge')
    expect(stamp()).toBe(before)
  })

  it('refuses while a site is only tried out', async () => {
    const articles = makeFolder({ 'a.md': FILES['news/a.md'] })
    const { code, text } = await run('ids', articles)
    expect(code).toBe(1)
    expect(text).toContain('Set `idPrefix` and `url`')
    expect(existsSync(join(articles, '_ids.txt'))).toBe(false)
  })
})

describe('an article that the Worker releases', () => {
  it('keeps its id where its file is renamed before the next compilation', async () => {
    const secret = article({ title: 'Secret', date: '2025-05-01T12:00:00' })
    const articles = makeFolder({ ...FILES, '_ids.txt': '', 'news/secret.md': secret })
    const register = () => readFileSync(join(articles, '_ids.txt'), 'utf8')
    await runAt(Date.UTC(2025, 4, 1), 'compile', articles, '--output', 'edge')
    expect(register()).not.toMatch(/secret/i)
    renameSync(join(articles, 'news/secret.md'), join(articles, 'news/open.md'))
    const { text } = await run('compile', articles, '--output', 'edge')
    expect(text).toContain('news/open.md:1: warning kept-id: This was news/secret.md')
    expect(register()).toContain('tag:example.org,2026:news/secret\t2025-05-01T12:00:00.000Z')
    expect(register()).toContain('\tnews/open.md\t')
  })
})

describe('a folder whose ids are in doubt', () => {
  it('is not compiled or compared, and is checked with an error', async () => {
    const articles = makeFolder(FILES)
    await run('compile', articles, '--output', 'edge')
    writeFiles(articles, { '_index.md': INDEX.replace('idPrefix', 'idPrefx') })
    const before = readFileSync('edge/manifest.json', 'utf8')
    for (const args of [[], ['--allow-broken']]) {
      const { code, text } = await run('compile', articles, '--output', 'edge', ...args)
      expect(code).toBe(1)
      expect(text).toContain('_index.md:3: error ids-in-doubt')
      expect(text).toContain('idPrefix: tag:example.org,2026:')
    }
    expect(readFileSync('edge/manifest.json', 'utf8')).toBe(before)
    const previewed = await run('preview', articles, live('x'))
    expect(previewed.code).toBe(2)
    expect(previewed.text).toContain('_index.md:3: error ids-in-doubt')
    const checked = await run('check', articles)
    expect(checked.code).toBe(1)
    expect(checked.text).toContain('_index.md:3: error ids-in-doubt')
    expect(checked.text).toMatch(/\b1 article\b/)
    expect((await run('ids', articles)).code).toBe(1)
  })
})
