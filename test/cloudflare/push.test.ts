import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { COMMANDS } from '../../src/commands/commands.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { article } from '../article.ts'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'
import { makeFolder } from '../make-folder.ts'
import { makeWranglerConfig, untilReady } from '../wrangler-config.ts'

const ROOT = join(import.meta.dirname, '../..')
const SITE = 'https://example.org/'
const ADMIN_TOKEN = 'a token that nobody guesses'
const SECRET = 'a secret of the subscriber'

interface Received {
  path: string
  body: string
  signature: string
}

/** A receiver of pushes, which confirms what it is asked; its answers wait while `hold` is unresolved. */
async function openReceiver() {
  const received: Received[] = []
  const asked: string[] = []
  const denied: string[] = []
  const state: { hold?: Promise<void> } = {}
  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://localhost')
    if (request.method === 'GET') {
      if (url.searchParams.get('hub.mode') === 'denied') denied.push(url.pathname)
      else asked.push(url.pathname)
      return response.end(url.searchParams.get('hub.challenge'))
    }
    const body = await text(request)
    received.push({ path: url.pathname, body, signature: String(request.headers['x-hub-signature']) })
    await state.hold
    return response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { received, asked, denied, state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Runs the Worker with `wrangler dev` on a database that stays; each run stands for a deploy. */
function openEdge(articles: string) {
  const config = makeWranglerConfig(makeFolder({}, false))
  let process: ChildProcess | undefined
  let url = ''
  const kill = async () => {
    if (!process) return
    const ended = once(process, 'exit')
    globalThis.process.kill(-process.pid!, 'SIGKILL')
    await ended
    process = undefined
  }
  onTestFinished(async () => {
    await kill()
    rmSync(config, { recursive: true })
  })
  return {
    kill,
    async deploy() {
      await kill()
      const port = await freePort()
      url = `http://127.0.0.1:${port}`
      const own = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'src/main.js']
      const command = ['dev', '--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0']
      const files = ['--config', join(config, 'wrangler.toml'), '--persist-to', join(config, 'state')]
      const variables = ['--var', 'WIREROOM_PUSH_ALLOW:127.0.0.1:*', '--var', `ADMIN_TOKEN:${ADMIN_TOKEN}`]
      const environment = { SITE_URL: SITE, ARTICLES: articles, CI: '1', WRANGLER_SEND_METRICS: 'false' }
      process = spawn(globalThis.process.execPath, [...own, ...command, ...files, ...variables], {
        cwd: ROOT,
        env: { ...globalThis.process.env, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      await untilReady(process)
      // The first request after a deploy makes the object look.
      return this.read()
    },
    admin: (headers: Record<string, string>) => fetch(`${url}/admin`, { headers }),
    /** Runs a command on the Worker, and returns what it prints. */
    async run(...line: string[]) {
      const lines: string[] = []
      const [name, ...args] = line
      const command = await COMMANDS.get(name!)!()
      const code = await runCommand(name!, command, [...args, '--url', url], {
        env: { ADMIN_TOKEN },
        log: (text) => lines.push(text),
        logError: (text) => lines.push(text),
        now: Date.now,
      })
      expect(code, lines.join('\n')).toBe(0)
      return lines.join('\n')
    },
    read: async () => (await fetch(`${url}/feed.xml`)).text(),
    async subscribe(callback: string) {
      const body = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': `${SITE}feed.xml` })
      body.set('hub.callback', callback)
      body.set('hub.secret', SECRET)
      const response = await fetch(`${url}/hub`, { method: 'POST', body })
      expect(response.status, await response.text()).toBe(202)
    },
  }
}

function signatureOf(body: string): string {
  return `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`
}

it('the Worker in workerd sends each deploy, and each embargo that ends, to its subscribers', async () => {
  const { received, asked, denied, url } = await openReceiver()
  const articles = makeFolder({ 'old.md': article({ title: 'Old', date: '2025-01-01' }) })
  const edge = openEdge(articles)
  expect(await edge.deploy()).toContain(`<atom:link rel="hub" href="${SITE}hub"`)
  await edge.subscribe(`${url}/reader`)
  await eventually(() => expect(asked).toEqual(['/reader']))

  writeFileSync(join(articles, 'new.md'), article({ title: 'New', date: '2025-02-01' }))
  // A slow machine deploys it when its embargo has ended, and sends both at once.
  const release = new Date(Date.now() + 15_000).toISOString()
  writeFileSync(join(articles, 'coming.md'), article({ title: 'Coming', date: release }))
  await edge.deploy()
  await eventually(() => expect(received.at(-1)?.body).toContain('<title>Coming</title>'))
  for (const { body, signature } of received) expect(signature).toBe(signatureOf(body))
  expect(received[0]!.body).toContain('<title>New</title>')
  expect(received.at(-1)!.body).toBe(await edge.read())

  // Its publisher sees and changes push as on a server.
  expect((await edge.admin({})).status).toBe(401)
  const page = await edge.admin({ Authorization: `Bearer ${ADMIN_TOKEN}` })
  expect(await page.text()).toContain('>Coming</a>')
  expect(await edge.run('deliveries')).toMatch(/Coming: released.*\n.*\n +feed .*: reached 1 subscriber/)
  const list = JSON.parse(await edge.run('hub', 'list', '--json'))
  expect(list.subscriptions).toMatchObject([{ callback: `${url}/reader`, failures: 0 }])
  expect(await edge.run('hub', 'retry')).toContain('there is nothing to try again')
  expect(await edge.run('hub', 'remove', `${url}/reader`)).toContain(
    `Removed ${url}/reader from ${SITE}feed.xml`,
  )
  // A slow callback may be told twice, and never not at all.
  expect(new Set(denied)).toEqual(new Set(['/reader']))
  expect(JSON.parse(await edge.run('hub', 'list', '--json')).subscriptions).toEqual([])
})

it('the Worker in workerd, killed in the middle of a distribution, goes on where it was', async () => {
  const { received, asked, state, url } = await openReceiver()
  const articles = makeFolder({ 'old.md': article({ title: 'Old', date: '2025-01-01' }) })
  const edge = openEdge(articles)
  await edge.deploy()
  const paths = Array.from({ length: 100 }, (_, index) => `/${index}`)
  for (const path of paths) await edge.subscribe(url + path)
  await eventually(() => expect(new Set(asked).size).toBe(paths.length))

  writeFileSync(join(articles, 'new.md'), article({ title: 'New', date: '2025-02-01' }))
  let free = () => {}
  await edge.deploy()
  await eventually(() => expect(received.length).toBeGreaterThan(45))
  state.hold = new Promise((resolve) => {
    free = resolve
  })
  await edge.kill()
  free()
  state.hold = undefined
  await edge.deploy()
  await eventually(() => expect(new Set(received.map(({ path }) => path)).size).toBe(paths.length))
  // At most a page is sent again.
  expect(received.length).toBeLessThanOrEqual(paths.length + 45)
  for (const { body, signature } of received) expect(signature).toBe(signatureOf(body))
})
