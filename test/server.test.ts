import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ServerOptions, startServer } from '../src/server.ts'
import { article } from './article.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { makeFolder, setTimes, writeFiles } from './make-folder.ts'

const HAS_IPV6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)

const ROOT = join(import.meta.dirname, '..')

async function serve(files: Record<string, string>, options: Partial<ServerOptions> = {}) {
  const directory = makeFolder(files)
  const lines: string[] = []
  const server = await startServer({
    articles: directory,
    port: 0,
    host: '127.0.0.1',
    log: (line) => lines.push(line),
    ...options,
  })
  onTestFinished(() => server.stop())
  const titles = async () => {
    const feed = (await (await fetch(`${server.url}/feed.json`)).json()) as { items: { title: string }[] }
    return feed.items.map(({ title }) => title)
  }
  /** Waits until the feed shows these titles. */
  const shows = (expected: string[]) => eventually(async () => expect(await titles()).toEqual(expected))
  return { directory, lines, server, shows }
}

/** Starts the command line as a user does; resolves once it has printed the addresses. */
async function start(args: string[], environment: Record<string, string> = {}, directory = ROOT) {
  const cli = join(ROOT, 'src/main.js')
  const child = spawn(
    process.execPath,
    ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', cli, ...args],
    { cwd: directory, env: { ...process.env, ...environment } },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const output: string[] = []
  createInterface(child.stdout).on('line', (line) => output.push(line))
  createInterface(child.stderr).on('line', (line) => output.push(line))
  return { child, output }
}

describe('the running server', () => {
  it('logs what it left out of a feed, up to a limit', async () => {
    const body = Array.from({ length: 30 }, (_, index) => `{{< mystery-${index} >}}`).join('\n\n')
    const { lines, shows } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }, body) })
    await shows(['A'])
    expect(lines.filter((line) => line.includes('warning template: {{< mystery-'))).toHaveLength(10)
    expect(lines.filter((line) => line.startsWith('There are more of template;'))).toHaveLength(1)
  })

  it('logs no edit of an episode whose duration it has read from the sound', async () => {
    const folder = makeFolder({
      'articles/_index.md': '---\npodcast: { explicit: no }\n---\n',
      'articles/a.md': article({ title: 'A', date: '2025-01-01', enclosure: 'a.mp3' }),
    })
    copyFileSync(join(ROOT, 'articles/podcast/first-episode.mp3'), join(folder, 'articles/a.mp3'))
    const { lines, server } = await serve({}, { articles: join(folder, 'articles') })
    await eventually(async () =>
      expect(await (await fetch(`${server.url}/feed.xml`)).text()).toContain('<itunes:duration>'),
    )
    expect(lines.join('\n')).not.toContain('changed')
  })

  it('logs soon that the stored counts are broken, without a request for them', async () => {
    const stats = join(makeFolder({ 'stats.json': 'no JSON' }), 'stats.json')
    const { lines } = await serve({}, { stats })
    const line = `${stats} is broken; it is safe to delete. Counting starts at zero.`
    await eventually(() => expect(lines).toContain(line))
  })

  it('logs which generator it recognised, and not too many warnings', async () => {
    const pages = Array.from({ length: 30 }, (_, index) => [`page-${index}.md`, '---\ntitle: Page\n---\n'])
    const { lines } = await serve({
      '_config.yml': 'title: Blog\nurl: https://example.org\n',
      '_posts/2025-01-01-a.md': article({ title: 'A' }),
      ...Object.fromEntries(pages),
    })
    const said = lines.filter((line) => line.includes(' warning page: '))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^page-0\.md:1: .* The same in 29 more: page-1\.md:1, .* …$/)
    expect(lines.find((line) => line.startsWith('Recognised'))).toMatch(
      /^Recognised a Jekyll site \(_config\.yml\); permalinks and ids are made as it makes them\. .* `pages: true` has Wireroom serve pages, too\.$/,
    )
  })

  it('redirects an address with dot segments to the one without', async () => {
    const { server } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    for (const method of ['GET', 'HEAD']) {
      const asked = request(server.url, { path: '/news/../feed.xml?x=1', method }).end()
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      answer.resume()
      expect([answer.statusCode, answer.headers.location]).toEqual([301, '/feed.xml?x=1'])
    }
  })

  it.each(['0.0.0.0', '::'])('is at localhost where it listens on all interfaces, as %s', async (host) => {
    if (host === '::' && !HAS_IPV6) return
    const { lines, server } = await serve({}, { host })
    expect(server.url).toBe(`http://localhost:${server.port}`)
    expect(lines).toContain(`  Page       ${server.url}/`)
  })

  it.skipIf(!HAS_IPV6)('is at an address with brackets where that is one of IPv6', async () => {
    const { lines, server } = await serve({}, { host: '::1' })
    expect(server.url).toBe(`http://[::1]:${server.port}`)
    expect(lines.slice(-3)).toEqual([
      `  RSS        ${server.url}/feed.xml`,
      `  Atom       ${server.url}/atom.xml`,
      `  JSON Feed  ${server.url}/feed.json`,
    ])
    expect((await fetch(`${server.url}/feed.json`)).status).toBe(200)
  })

  it.each([
    ['answers HTTP/1.0 without Host, as checks of health ask', 'HTTP/1.0\r\n', '200 OK'],
    ['answers HTTP/1.1 with one', 'HTTP/1.1\r\nHost: a\r\n', '200 OK'],
    ['refuses HTTP/1.1 without one', 'HTTP/1.1\r\n', '400 Bad Request'],
    ['refuses two', 'HTTP/1.1\r\nHost: a\r\nHost: b\r\n', '400 Bad Request'],
    ['refuses the same one twice', 'HTTP/1.1\r\nHost: a\r\nHost: a\r\n', '400 Bad Request'],
  ])('%s (RFC 9112 3.2)', async (_, rest, status) => {
    const { server } = await serve({})
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`GET /healthz ${rest}\r\n`)
    expect(String((await once(socket, 'data'))[0])).toMatch(`HTTP/1.1 ${status}\r\n`)
    socket.destroy()
  })

  it('redirects dot segments below the path of the site, with the headers of every redirect', async () => {
    const files = { 'a.md': article({ title: 'A', date: '2025-01-01' }) }
    const { server } = await serve(files, { siteUrl: 'https://example.org/dispatch/' })
    for (const path of [
      ...['/news/../feed.xml', '/RSS'],
      // As a proxy sends it that leaves the path of the site there.
      ...['/dispatch/./feed.xml', '/dispatch/news/../feed.xml', '/other/%2E./dispatch/feed.xml'],
    ]) {
      const asked = request(server.url, { path }).end()
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      answer.resume()
      expect(answer.headers, path).toMatchObject({
        location: '/dispatch/feed.xml',
        'cache-control': 'public, max-age=600',
        'access-control-allow-origin': '*',
      })
    }
  })

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
    await eventually(async () => expect(await count()).toBe(401))
  })

  it('logs once, in one line, that a published article is broken', async () => {
    const { directory, lines, shows } = await serve({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    writeFiles(directory, {
      'a.md': article({ title: 'A', date: '2025-02-30' }),
      'b.md': article({ title: 'B', date: '2025-01-02' }),
    })
    await shows(['B', 'A'])
    expect(lines.filter((line) => /^a\.md:3: error date: /.test(line))).toHaveLength(1)
  })
})

describe('/metrics', () => {
  const FILES = { 'a.md': article({ title: 'A', date: '2025-01-01' }) }
  const AGENT = { 'User-Agent': 'Feedly/1.0 (x; 12 subscribers)' }

  it('counts what the running server did', async () => {
    const { server } = await serve(FILES)
    const first = await fetch(`${server.url}/feed.xml`, { headers: AGENT })
    const length = (await first.text()).length
    const etag = first.headers.get('etag')!
    await (await fetch(`${server.url}/feed.xml`, { headers: { ...AGENT, 'If-None-Match': etag } })).text()
    await (await fetch(`${server.url}/nothing`)).text()
    const answer = await fetch(`${server.url}/metrics?name=x`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await answer.text()
    for (const sample of [
      'wireroom_requests_total{route="rss",status="200"} 1',
      'wireroom_requests_total{route="rss",status="304"} 1',
      'wireroom_requests_total{route="other",status="404"} 1',
      'wireroom_articles{state="public"} 1',
      'wireroom_feed_subscribers{feed="/feed.xml",source="stated"} 12',
    ])
      expect(text.split('\n')).toContain(sample)
    expect(text).toMatch(/^wireroom_folder_load_seconds 0\.\d+$/m)
    expect(Number(/^wireroom_feed_sent_bytes_total\{route="rss"\} (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(
      100,
    )
    expect(length).toBeGreaterThan(100)
    const head = await fetch(`${server.url}/metrics`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await fetch(`${server.url}/metrics`, { method: 'POST' })).status).toBe(405)
  })

  it('is a 404 when it is switched off', async () => {
    const { server } = await serve(FILES, { insiders: 'nobody' })
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  })

  it('and the details of /healthz are for this machine alone, and not through a proxy', async () => {
    const { server } = await serve({ ...FILES, 'secret-merger.md': '---\ntitle: X\ndate: 2025-02-30\n---\n' })
    const details = async (headers: Record<string, string>) =>
      ((await (await fetch(`${server.url}/healthz`, { headers })).json()) as { places?: unknown }).places
    expect(await details({})).toMatchObject([{ path: 'secret-merger.md', line: 3 }])
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via']) {
      const headers = { [name]: '127.0.0.1' }
      expect(await details(headers)).toBeUndefined()
      for (const method of ['GET', 'HEAD', 'POST']) {
        const refused = await fetch(`${server.url}/metrics`, { method, headers })
        const nothing = await fetch(`${server.url}/nothing`, { method, headers })
        expect([refused.status, await refused.text()]).toEqual([404, await nothing.text()])
        expect([...refused.headers.keys()]).toEqual([...nothing.headers.keys()])
      }
    }
  })

  it('and the details of /healthz are for whoever has the token', async () => {
    const { server } = await serve(FILES, { insiders: { token: 'abc' } })
    const ask = async (path: string, headers = {}) => fetch(`${server.url}${path}`, { headers })
    expect((await ask('/metrics')).status).toBe(404)
    expect((await ask('/metrics', { Authorization: 'Bearer abd' })).status).toBe(404)
    expect((await ask('/metrics', { Authorization: 'Bearer abc' })).status).toBe(200)
    expect(await (await ask('/healthz')).text()).not.toContain('places')
    expect(await (await ask('/healthz', { Authorization: 'Bearer abc' })).text()).toContain('places')
  })

  it('remembers subscribers over a restart', async () => {
    const stats = join(makeFolder({}), 'stats.json')
    const before = await serve(FILES, { stats })
    await (await fetch(`${before.server.url}/feed.xml`, { headers: AGENT })).text()
    await before.server.stop()
    expect(readFileSync(stats, 'utf8')).toContain('feedly')
    const after = await serve(FILES, { stats })
    const text = await (await fetch(`${after.server.url}/metrics`)).text()
    expect(text).toContain('wireroom_feed_subscribers{feed="/feed.xml",source="stated"} 12\n')
  })
})

describe('the command line', () => {
  /** A running server whose one file takes longer to send than any buffer holds, and a client that waits. */
  async function startDownload() {
    const directory = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2025-01-01' }) })
    writeFileSync(join(directory, 'articles/long.mp3'), Buffer.alloc(30_000_000))
    const environment = { PORT: '0', HOST: '127.0.0.1', LOG: 'json' }
    const { child, output } = await start(['serve'], environment, directory)
    await eventually(() => expect(output.join()).toContain('JSON Feed'))
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(output.join())![1])
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write('GET /long.mp3?secret=1 HTTP/1.1\r\nHost: x\r\nUser-Agent: Slow/1.0\r\n\r\n')
    await once(socket, 'readable')
    return { child, directory, output, socket }
  }

  it('on SIGTERM lets a slow download finish, then writes its log and its counts', async () => {
    const { child, directory, output, socket } = await startDownload()
    child.kill('SIGTERM')
    let length = 0
    socket.on('data', (chunk: Buffer) => {
      length += chunk.length
    })
    expect(await once(child, 'close')).toEqual([0, null])
    await eventually(() => expect(length).toBeGreaterThan(30_000_000))
    const lines = output.map((line) => JSON.parse(line))
    expect(lines.at(-1)).toMatchObject({
      method: 'GET',
      path: '/long.mp3',
      status: 200,
      bytes: 30_000_000,
      userAgent: 'Slow/1.0',
    })
    expect(output.join()).not.toMatch(/secret|"127\.0\.0\.1"/)
    expect(readdirSync(join(directory, '.wireroom/stats')).length === 1).toBe(true)
  })

  it('on SIGTERM ends after a while though a client stops reading', async () => {
    const { child, output } = await startDownload()
    child.kill('SIGTERM')
    const end = await once(child, 'close')
    expect(end, output.join('\n')).toEqual([0, null])
    expect(JSON.parse(output.at(-1)!)).toMatchObject({ path: '/long.mp3', cut: true })
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('on a second signal, %s, ends at once', async (second) => {
    const { child } = await startDownload()
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 400))
    child.kill(second)
    expect(await once(child, 'exit')).toEqual([1, null])
  })

  it('goes on serving when its output is no longer read', async () => {
    const directory = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2025-01-01' }) })
    const { child, output } = await start(['serve'], { PORT: '0', HOST: '127.0.0.1', LOG: 'off' }, directory)
    await eventually(() => expect(output.join()).toContain('JSON Feed'))
    const url = output.at(-1)!.replace('JSON Feed', '').trim()
    child.stdout.destroy()
    child.stderr.destroy()
    const count = async () => ((await (await fetch(url)).json()) as { items: unknown[] }).items.length
    // Node forgives the first line.
    for (const number of [1, 2, 3]) {
      writeFiles(directory, {
        [`articles/broken-${number}.md`]: article({ title: 'Broken', date: '2025-02-30' }),
        [`articles/${number}.md`]: article({ title: 'Good', date: '2025-01-02' }),
      })
      await eventually(async () => expect(await count()).toBe(1 + number))
    }
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('answers after a restart as before, killed or stopped, and follows edits from then on', async () => {
    const directory = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2025-01-01' }) })
    const environment = { PORT: String(await freePort()), HOST: '127.0.0.1', LOG: 'off' }
    const run = async () => {
      const { child, output } = await start(['serve'], environment, directory)
      await eventually(() => expect(output.join()).toContain('JSON Feed'))
      return child
    }
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${environment.PORT}/feed.json`)
      const { etag, link, 'last-modified': modified } = Object.fromEntries(answer.headers)
      return { etag, link, modified, text: await answer.text() }
    }
    const stop = async (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL') => {
      child.kill(signal)
      await once(child, 'exit')
    }
    const first = await run()
    const before = await ask()
    await stop(first, 'SIGTERM')
    const folder = join(directory, '.wireroom/cache')
    const [name, ...others] = readdirSync(folder)
    expect(others).toEqual([])
    const cache = join(folder, name!)
    // What was written just before could have changed again in the same instant, so that it would not count.
    utimesSync(cache, Date.now() / 1000 + 60, Date.now() / 1000 + 60)
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const child = await run()
      expect(await ask()).toEqual(before)
      await stop(child, signal)
    }
    await run()
    expect(await ask()).toEqual(before)
    writeFileSync(join(directory, 'articles/a.md'), article({ title: 'Edited', date: '2025-01-01' }))
    await eventually(async () => expect((await ask()).text).toContain('Edited'))
  })

  it('npm start says nothing of flags, and passes SIGTERM on to the server', async () => {
    const port = await freePort()
    const directory = makeFolder({ 'package.json': readFileSync(join(ROOT, 'package.json'), 'utf8') })
    for (const name of ['articles', 'src', 'node_modules'])
      symlinkSync(join(ROOT, name), join(directory, name))
    const environment = { PORT: String(port), HOST: '127.0.0.1', LOG: 'off' }
    const options = { cwd: directory, env: { ...process.env, ...environment }, detached: true }
    const child = spawn('npm', ['start'], options)
    onTestFinished(() => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // No process of the group is left.
      }
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    await eventually(() => expect(output).toContain('JSON Feed'))
    // npm prints the command that it runs.
    expect(output).not.toContain('--')
    child.kill('SIGTERM')
    // Not 'close': a server that is left behind would keep the pipe.
    expect(await once(child, 'exit')).toEqual([0, null])
    const socket = connect(port, '127.0.0.1')
    expect((await once(socket, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('counts a signal once that a terminal and npm both send', async () => {
    const { child, socket } = await startDownload()
    child.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    let length = 0
    socket.on('data', (chunk: Buffer) => {
      length += chunk.length
    })
    expect(await once(child, 'exit')).toEqual([0, null])
    await eventually(() => expect(length).toBeGreaterThan(30_000_000))
  })

  it('prints the counts as a table', async () => {
    const directory = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2025-01-01' }) })
    const environment = { PORT: '0', HOST: '127.0.0.1', LOG: 'off', TRUST_PROXY: '1' }
    const { child, output } = await start(['serve'], environment, directory)
    await eventually(() => expect(output.join()).toContain('JSON Feed'))
    const url = output.at(-1)!.replace('JSON Feed', '').trim()
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1'])
      await (await fetch(url, { headers: { 'X-Forwarded-For': `203.0.113.1, ${address}` } })).text()
    child.kill('SIGTERM')
    await once(child, 'close')
    const stats = await start(['stats'], {}, directory)
    expect(await once(stats.child, 'close')).toEqual([0, null])
    expect(stats.output.slice(1)).toEqual([
      'feed        subscribers  stated  distinct  stated by',
      '/feed.json            2       0         2',
    ])
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'dates an archive as before it was ended by %s',
    async (signal) => {
      const files = [1, 2, 3, 4].map((day) => [
        `a${day}.md`,
        article({ title: 'A', date: `2025-01-0${day}` }),
      ])
      const directory = makeFolder({})
      writeFiles(join(directory, 'articles'), { '_index.md': '---\nfeedLimit: 2\n---\n' })
      writeFiles(join(directory, 'articles'), Object.fromEntries(files))
      setTimes(directory, new Date('2025-02-01'))
      const port = await freePort()
      const environment = { PORT: String(port), HOST: '127.0.0.1', LOG: 'off' }
      const dated = async () => {
        const { headers } = await fetch(`http://127.0.0.1:${port}/archive/1/feed.xml`)
        return [headers.get('etag'), headers.get('last-modified')]
      }
      const started = async () => {
        const { child, output } = await start(['serve'], environment, directory)
        await eventually(() => expect(output.join()).toContain('JSON Feed'))
        return child
      }
      const child = await started()
      const before = await dated()
      expect(before[1]).toBe('Sat, 01 Feb 2025 00:00:00 GMT')
      // A second after the start.
      if (signal === 'SIGKILL')
        await eventually(() => expect(readdirSync(join(directory, '.wireroom/cache'))).toHaveLength(1))
      child.kill(signal)
      await once(child, 'close')
      writeFiles(join(directory, 'articles'), { 'a5.md': article({ title: 'A', date: '2025-01-05' }) })
      await started()
      expect(await dated()).toEqual(before)
    },
  )

  it('serves the folder and prints where', async () => {
    const directory = makeFolder({
      '_index.md': '---\nidPrefix: "tag:example.org,2026:"\n---\n',
      'a.md': article({ title: 'A', date: '2025-01-01' }),
    })
    const environment = { PORT: '0', HOST: '127.0.0.1', SITE_URL: 'https://example.org' }
    const { child, output } = await start(['serve', '--articles', directory], environment, makeFolder({}))
    await eventually(() => expect(output).toHaveLength(5))
    expect(output[0]).toBe(`Wireroom serves 1 article from ${directory}/`)
    expect(output[1]).toMatch(/^ {2}Page {7}http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(output[2]).toMatch(/^ {2}RSS {8}http:\/\/127\.0\.0\.1:\d+\/feed\.xml$/)
    const feed = await (await fetch(output[4]!.replace('JSON Feed', '').trim())).json()
    expect(feed).toMatchObject({ feed_url: 'https://example.org/feed.json' })
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('starts though a dot folder cannot be read', async () => {
    const directory = makeFolder({ '.hidden/a': '', 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    const cwd = join(directory, '.hidden')
    // Deeper than a path may be long.
    const dig = `for (const name of Array(20).fill('x'.repeat(250))) { fs.mkdirSync(name); process.chdir(name) }`
    onTestFinished(() => void spawnSync('rm', ['-rf', cwd]))
    expect(spawnSync(process.execPath, ['-e', dig], { cwd }).status).toBe(0)
    const { output } = await start(['serve', '--articles', directory], { PORT: '0' }, makeFolder({}))
    await eventually(() => expect(output).toContain(`Wireroom serves 1 article from ${directory}/`))
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
    expect(output.join('\n')).toContain(
      `Port ${port} is in use. Stop the process that uses it, or choose another with --port ${port + 1}.`,
    )
  })

  it.each([
    [['serve', '--articles', '/does/not/exist'], {}, 'There is no folder /does/not/exist'],
    [['serve'], { PORT: 'eighty' }, 'PORT is "eighty"'],
    [['--port', '70000'], {}, '--port is "70000"'],
    [
      ['serve'],
      { PORT: '0', HOST: '192.0.2.1' },
      'HOST is "192.0.2.1", which is not an address of this machine',
    ],
    [
      ['serve'],
      { PORT: '0', HOST: 'http://x' },
      'HOST is "http://x", which is not an address of this machine',
    ],
    [['serve'], { PORT: '0', HOST: '[::1]' }, 'HOST is "[::1]", which is not an address of this machine'],
    [['serve'], { SITE_URL: 'example.org' }, 'SITE_URL is "example.org"'],
    [['serve'], { LOG: 'loud' }, 'LOG is "loud"'],
    [['serve'], { METRICS: 'maybe' }, 'METRICS cannot be read. Set it to on, off or token:SECRET'],
    [['serve'], { TRUST_PROXY: 'yes' }, 'TRUST_PROXY is "yes"'],
    [['fly'], {}, 'There is no command fly'],
  ])('%j with %j ends with an error and what to do about it', async (args, environment, message) => {
    const { child, output } = await start(args, environment)
    // A host may be right elsewhere: that is no wrong usage.
    expect(await once(child, 'exit')).toEqual([message.startsWith('HOST') ? 1 : 2, null])
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
    expect(output[1]).toMatch(/^b\.md:2: error front-matter: The `\[` that is opened here is never closed/)
    expect(output.at(-1)).toBe('1 article, 2 errors, 0 warnings')
  })

  it('check exits with 0 on the articles that Wireroom comes with', async () => {
    const { child, output } = await start(['check'])
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(output.at(-1)).toMatch(/ articles, 0 errors, 0 warnings$/)
  })
})
