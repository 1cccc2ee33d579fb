import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { serveCommand } from '../../../src/commands/serve.ts'
import { startServer } from '../../../src/server.ts'
import { eventually } from '../../eventually.ts'
import { NOW, openCommands, SITE } from './open-commands.ts'

it('a running server shows its publisher what a command sees, and does what a form asks for', async () => {
  const { articles, file, close, run, data } = await openCommands()
  close()
  const adminToken = 'a token that nobody guesses'
  const push = { file, environment: {}, allow: '' }
  const server = await startServer({ articles, port: 0, host: '127.0.0.1', push, adminToken, log: () => {} })
  onTestFinished(() => server.stop())
  const headers = { Authorization: `Bearer ${adminToken}` }
  const ask = (init?: RequestInit) => fetch(`${server.url}/admin`, { redirect: 'manual', ...init })
  expect((await ask()).status).toBe(401)
  await eventually(async () => {
    expect(await (await ask({ headers })).text()).toContain('all is well')
  })
  const body = new URLSearchParams({ action: 'retry' })
  expect((await ask({ method: 'POST', headers, body })).status).toBe(303)
  expect((await ask({ method: 'POST', headers: { ...headers, Origin: SITE }, body })).status).toBe(303)
  const other = { ...headers, Origin: 'https://evil.example' }
  expect((await ask({ method: 'POST', headers: other, body })).status).toBe(403)
  expect((await run(['hub', 'list'])).lines[0]).toMatch(/^The last push went through /)
  expect((await run(['restore', join(data, 'none')])).code).toBe(1)
})

it('a token that could be guessed is refused, and not repeated', async () => {
  const { articles } = await openCommands()
  const invocation = { values: { articles }, positionals: [], args: [], log: () => {}, logError: () => {} }
  const env = { ADMIN_TOKEN: 'hunter2', PORT: '0' }
  const failing = Promise.resolve().then(() => serveCommand.run({ ...invocation, env, now: () => NOW }))
  await expect(failing).rejects.toThrow(/^ADMIN_TOKEN has fewer than 16 characters(?!.*hunter2)/)
})
