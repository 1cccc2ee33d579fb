import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { article } from '../article.ts'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'
import { makeFolder } from '../make-folder.ts'
import { makeWranglerConfig, untilReady } from '../wrangler-config.ts'

const ROOT = join(import.meta.dirname, '../..')

it('the Worker on this machine follows edits in a folder elsewhere, and ends with the command', async () => {
  const articles = makeFolder({ 'a.md': article({ title: 'Before', date: '2025-01-01' }) })
  const config = makeWranglerConfig(makeFolder({}))
  const port = await freePort()
  const dev = spawn(
    process.execPath,
    [
      ...['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'src/main.js', 'dev'],
      ...['--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0'],
      ...['--config', join(config, 'wrangler.toml')],
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ARTICLES: articles, CI: '1', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  const ended = new Promise((resolve) => dev.once('exit', resolve))
  onTestFinished(() => {
    if (dev.exitCode === null) process.kill(-dev.pid!, 'SIGKILL')
  })
  await untilReady(dev)
  const feed = async () => (await fetch(`http://127.0.0.1:${port}/feed.json`)).text()
  expect(await feed()).toContain('Before')
  writeFileSync(join(articles, 'a.md'), article({ title: 'After', date: '2025-01-01' }))
  await eventually(async () => expect(await feed()).toContain('After'), 200)
  dev.kill('SIGTERM')
  await ended
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})
