import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startServer } from '../src/server.ts'
import { makeFolder, writeFiles } from './make-folder.ts'
import { article } from './publication/fixtures.ts'

const ROOT = join(import.meta.dirname, '..')

async function serve(files: Record<string, string>) {
  const directory = makeFolder(files)
  const lines: string[] = []
  const server = await startServer({
    articles: directory,
    port: 0,
    host: '127.0.0.1',
    log: (line) => lines.push(line),
  })
  onTestFinished(() => server.stop())
  const titles = async () => {
    const feed = (await (await fetch(`${server.url}/feed.json`)).json()) as { items: { title: string }[] }
    return feed.items.map(({ title }) => title)
  }
  /** Waits until the feed shows these titles; a change must be seen within a second. */
  const shows = (expected: string[]) =>
    vi.waitFor(async () => expect(await titles()).toEqual(expected), { timeout: 1000, interval: 10 })
  return { directory, lines, server, shows }
}

/** Starts the command line as a user does; resolves once it has printed the addresses. */
async function start(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'src/cli.ts', ...args],
    { cwd: ROOT, env: { ...process.env, ...environment } },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const output: string[] = []
  createInterface(child.stdout).on('line', (line) => output.push(line))
  createInterface(child.stderr).on('line', (line) => output.push(line))
  return { child, output }
}

describe('the running server', () => {
  it('follows edits, new files, renames and deletions', async () => {
    const { directory, shows } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    await shows(['A'])
    writeFiles(directory, { 'a.md': article({ title: 'A2', date: '2025-01-01' }) })
    await shows(['A2'])
    writeFiles(directory, { 'new/b.md': article({ title: 'B', date: '2025-01-02' }) })
    await shows(['B', 'A2'])
    renameSync(join(directory, 'new'), join(directory, 'newer'))
    await shows(['B', 'A2'])
    renameSync(join(directory, 'a.md'), join(directory, 'c.md'))
    await shows(['B', 'A2'])
    rmSync(join(directory, 'newer'), { recursive: true })
    await shows(['A2'])
  })

  it('follows an editor that writes through a temporary file', async () => {
    const { directory, shows } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    for (const title of ['A2', 'A3']) {
      writeFileSync(join(directory, '.a.md.swp'), article({ title, date: '2025-01-01' }))
      renameSync(join(directory, '.a.md.swp'), join(directory, 'a.md'))
      await shows([title])
    }
  })

  it('follows a checkout of hundreds of files', async () => {
    const { directory, server } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    for (let index = 0; index < 400; index++) {
      mkdirSync(join(directory, `s${index % 20}`), { recursive: true })
      writeFileSync(
        join(directory, `s${index % 20}`, `${index}.md`),
        article({ title: `N${index}`, date: '2025-01-01' }),
      )
    }
    const count = async () =>
      ((await (await fetch(`${server.url}/healthz`)).json()) as { articles: { public: number } }).articles
        .public
    await vi.waitFor(async () => expect(await count()).toBe(401), { timeout: 1000, interval: 10 })
  })

  it('says once, in one line, that a published article is broken', async () => {
    const { directory, lines, shows } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    writeFiles(directory, {
      'a.md': article({ title: 'A', date: '2025-02-30' }),
      'b.md': article({ title: 'B', date: '2025-01-02' }),
    })
    await shows(['B', 'A'])
    expect(lines.filter((line) => /^a\.md:3: error date: /.test(line))).toHaveLength(1)
  })
})

describe('the command line', () => {
  it('serves the folder and prints where', async () => {
    const directory = makeFolder({
      '_index.md': '---\nidPrefix: "tag:example.org,2026:"\n---\n',
      'a.md': article({ title: 'A', date: '2025-01-01' }),
    })
    const { child, output } = await start(['serve', '--articles', directory], {
      PORT: '0',
      HOST: '127.0.0.1',
      SITE_URL: 'https://example.org',
    })
    await vi.waitFor(() => expect(output).toHaveLength(4), { timeout: 10_000 })
    expect(output[0]).toBe(`Wireroom serves 1 article from ${directory}/`)
    expect(output[1]).toMatch(/^ {2}RSS {8}http:\/\/127\.0\.0\.1:\d+\/feed\.xml$/)
    const feed = await (await fetch(output[3]!.replace('JSON Feed', '').trim())).json()
    expect(feed).toMatchObject({ feed_url: 'https://example.org/feed.json' })
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('names the port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    const { child, output } = await start(['serve', '--articles', makeFolder({})], {
      PORT: String(port),
      HOST: '127.0.0.1',
    })
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(output.join('\n')).toContain(`Port ${port} is in use. Stop what uses it, or set PORT to another.`)
  })

  it.each([
    [['serve', '--articles', '/does/not/exist'], {}, 'There is no folder /does/not/exist'],
    [['serve'], { PORT: 'eighty' }, 'PORT is "eighty"'],
    [['serve'], { SITE_URL: 'example.org' }, 'SITE_URL is "example.org"'],
    [['fly'], {}, 'There is no command fly'],
  ])('%j with %j ends with an error that says what to do', async (args, environment, message) => {
    const { child, output } = await start(args, environment)
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(output.join('\n')).toContain(message)
  })

  it('check prints every problem with file and line, and exits with 1 on errors', async () => {
    const directory = makeFolder({
      'a.md': article({ title: 'A', date: '2025-02-30' }),
      'b.md': '---\ntitle: [x\n---\n',
      'c.md': article({ title: 'C', date: '2025-01-01' }),
    })
    const { child, output } = await start(['check', '--articles', directory])
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(output[0]).toMatch(/^a\.md:3: error date: "2025-02-30" is not a date that exists\. /)
    expect(output[1]).toMatch(/^b\.md:\d: error front-matter: YAML: /)
    expect(output.at(-1)).toBe('1 articles, 2 errors, 0 warnings')
  })

  it('check exits with 0 on the articles that Wireroom comes with', async () => {
    const { child, output } = await start(['check'])
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(output.at(-1)).toMatch(/ articles, 0 errors, 0 warnings$/)
  })
})
