import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { registerAdmin } from '../../../src/http/push/admin.ts'
import type { Publication } from '../../../src/publication/publication.ts'
import type { OutboundRequest } from '../../../src/push/outbound.ts'
import { serveLocally } from '../../serve-locally.ts'
import { FEED, HOSTILE, NOW, OBEYED, openCommands, SITE } from './open-commands.ts'

const ADMIN_TOKEN = 'a token that nobody guesses'

/** The commands, and a server of the same database, which they ask by its address. */
async function openRemote() {
  const here = await openCommands()
  const asked: OutboundRequest[] = []
  const dial = async (request: OutboundRequest) => {
    asked.push(request)
    return { status: 200, body: '' }
  }
  const app = new Hono()
  const publication = {
    site: () => ({ title: 'Example', url: SITE, language: 'en' }),
  } as unknown as Publication
  const open = async () => ({ ...here.store, dial })
  registerAdmin(app, { token: ADMIN_TOKEN, open, publication, now: () => NOW })
  app.get('/elsewhere/admin', (context) => context.redirect(`${url}/admin`))
  const url = await serveLocally(getRequestListener(app.fetch))
  const run = (line: string[], env: Record<string, string> = { ADMIN_TOKEN }) =>
    here.run([...line, '--url', url], env)
  return { ...here, asked, url, run, runHere: here.run }
}

it('hub and deliveries work on a server elsewhere as on the database here', async () => {
  const { store, subscribe, fail, run, runHere, all, asked } = await openRemote()
  await store.outbox.begin([], NOW)
  await subscribe('https://a.example/')
  const failing = await subscribe(`https://evil.example/${HOSTILE}`, `${SITE}news/feed.xml`)
  await fail(failing, HOSTILE, NOW + 999_000)
  const entry = {
    id: 'tag:1',
    path: 'one.md',
    hash: 'h',
    title: 'One',
    url: `${SITE}one`,
    released: NOW,
    updated: NOW,
  }
  const message = { destination: 'desk', article: 'tag:1', kind: 'released', body: '{}' } as const
  await store.outbox.record({
    ...{ at: NOW, events: [{ kind: 'released', entry }], quiet: [], topics: [] },
    messagesOf: () => [message],
  })
  for (const line of [
    ['hub', 'list'],
    ['hub', 'list', '--json'],
    ['deliveries'],
    ['deliveries', 'tag:1'],
    ['deliveries', `${SITE}one`, '--json'],
  ]) {
    const there = await run(line)
    expect(there).toEqual(await runHere(line))
    expect(there.lines.join('\n')).not.toMatch(OBEYED)
  }
  expect((await run(['deliveries', 'tag:1', '--again'])).lines[0]).toContain('is sent again to 1 destination')
  const [row] = await all('select callback from subscription where id = ?', failing)
  expect((await run(['hub', 'retry', String(row!.callback)])).lines[0]).toMatch(/^1 failed delivery is tried/)
  expect(await all('select due from retry')).toEqual([{ due: NOW }])
  expect((await run(['hub', 'retry'])).lines[0]).toMatch(/^1 failed delivery is tried/)
  expect((await run(['hub', 'remove', 'https://a.example/'])).lines[0]).toBe(
    `Removed https://a.example/ from ${FEED}. The callback is told, if it can be reached.`,
  )
  expect(asked[0]!.url).toMatch(/^https:\/\/a\.example\/\?hub\.mode=denied/)
  expect(await store.subscriptions.list(NOW)).toHaveLength(1)
})

it.each([
  ['another password', { ADMIN_TOKEN: 'another password' }, /does not take this ADMIN_TOKEN/],
  ['none', {}, /set ADMIN_TOKEN/],
])('says so where the password is %s', async (_, env, words) => {
  const { run } = await openRemote()
  const { code, errors } = await run(['hub', 'list'], env as Record<string, string>)
  expect(code).not.toBe(0)
  expect(errors.join('\n')).toMatch(words)
  expect(errors.join('\n')).not.toContain('another password')
})

it('gives the password to no address but the one that was named, and tells what is wrong with that', async () => {
  const { url, runHere } = await openRemote()
  const failing = async (address: string) => {
    const { code, errors } = await runHere(['hub', 'list', '--url', address], { ADMIN_TOKEN })
    expect(code).not.toBe(0)
    return errors.join('\n')
  }
  expect(await failing(`${url}/elsewhere`)).toContain('/elsewhere/admin answered 302.')
  expect(await failing(`${url}/nothing`)).toContain('Set ADMIN_TOKEN there')
  expect(await failing('http://127.0.0.1:1')).toContain('cannot be reached')
  expect(await failing('example.org')).toContain('--url is not an address')
  expect((await runHere(['deliveries', '--dry-run', '--url', url])).code).toBe(2)
})
