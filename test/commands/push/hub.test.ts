import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { FEED, HOSTILE, NOW, OBEYED, openCommands, SITE } from './open-commands.ts'

it('lists subscriptions in a table of 100 columns, the failing ones first, and no terminal obeys what strangers wrote', async () => {
  const { subscribe, fail, run } = await openCommands()
  await subscribe(`https://reader.example/${'long/'.repeat(60)}end`)
  const failing = await subscribe(`https://evil.example/${HOSTILE}`, `${SITE}news/feed.xml`)
  await fail(failing, `answered 503: ${HOSTILE}`, NOW + 120_000)
  const { code, lines } = await run(['hub', 'list'])
  expect(code).toBe(0)
  expect(lines.join('\n')).not.toMatch(OBEYED)
  for (const line of lines) expect([...line].length).toBeLessThanOrEqual(100)
  expect(lines.slice(0, 3)).toEqual([
    'No push has gone through yet.',
    '2 subscriptions of 2 feeds; 1 of them failed last.',
    expect.stringMatching(/^1 delivery waits, the oldest published 1 minute ago\.$/),
  ])
  const rows = lines.slice(4)
  expect(rows[0]).toMatch(/^# {2}callback +feed +state$/)
  expect(rows[1]).toMatch(/^2 {2}https:\/\/evil\.example\/.* \/news\/feed\.xml +waiting$/)
  expect(rows[2]).toMatch(/^ {3}failed 3 times, last 1 minute ago: answered 503/)
  expect(rows.at(-1)).toMatch(/^1 {2}https:\/\/reader\.example\/long.*….*end {2}\/feed\.xml +up to date$/)
})

it('prints the same as JSON, in which nothing is obeyed either', async () => {
  const { subscribe, run } = await openCommands()
  await subscribe(`https://evil.example/${HOSTILE}`)
  const text = (await run(['hub', 'list', '--json'])).lines.join('\n')
  expect(text).not.toMatch(OBEYED)
  const { subscriptions, status } = JSON.parse(text)
  expect(status.subscriptions).toBe(1)
  expect(subscriptions).toMatchObject([
    { callback: `https://evil.example/${HOSTILE}`, topic: FEED, created: '2026-03-10T11:00:00.000Z' },
  ])
})

it('tries failed deliveries at once, all or those of one callback', async () => {
  const { subscribe, fail, run, all } = await openCommands()
  for (const name of ['a', 'b', 'c'])
    await fail(
      await subscribe(`https://${name}.example/`),
      'answered 503',
      name === 'c' ? null : NOW + 999_000,
    )
  expect((await run(['hub', 'retry', 'https://b.example/'])).lines[0]).toMatch(
    /^1 failed delivery is tried again/,
  )
  const due = () => all('select due from retry order by subscription')
  expect(await due()).toEqual([{ due: NOW + 999_000 }, { due: NOW }, { due: null }])
  expect((await run(['hub', 'retry'])).lines[0]).toMatch(/^3 failed deliveries are tried again/)
  expect(await due()).toEqual([{ due: NOW }, { due: NOW }, { due: NOW }])
})

it('H17: removes a subscription, by its number or its callback and feed, and tells the callback', async () => {
  const { subscribe, run, store } = await openCommands()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url!)
    response.end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const callback = `http://${host}/callback?own=1`
  await subscribe(callback)
  await subscribe(callback, `${SITE}atom.xml`)
  const number = await subscribe('http://127.0.0.1:1/gone')
  const env = { WIREROOM_PUSH_ALLOW: host }
  expect((await run(['hub', 'remove', callback, FEED], env)).lines).toEqual([
    `Removed ${callback} from ${FEED}. The callback was told.`,
  ])
  expect(asked).toEqual([
    `/callback?own=1&hub.mode=denied&hub.topic=${encodeURIComponent(FEED)}&hub.reason=The%20publisher%20has%20ended%20the%20subscription`,
  ])
  expect((await run(['hub', 'remove', String(number)], env)).lines).toEqual([
    `Removed http://127.0.0.1:1/gone from ${FEED}. The callback could not be told.`,
  ])
  expect((await store.subscriptions.list(NOW)).map(({ topic }) => topic)).toEqual([`${SITE}atom.xml`])
})

it.each([
  [['remove'], 'Say `hub list`'],
  [['sing'], 'Say `hub list`'],
  [['list', 'x'], 'Say `hub list`'],
  [['remove', '99'], 'There is no subscription of 99.', 1],
])('refuses %j and says what to do', async (args, reason, expected = 2) => {
  const { run } = await openCommands()
  const { code, errors } = await run(['hub', ...args])
  expect(code).toBe(expected)
  expect(errors[0]).toContain(reason)
})

it('makes no database where there is none', async () => {
  const { run, data } = await openCommands()
  const { code, errors } = await run(['hub'], { WIREROOM_DATA: `${data}/elsewhere` })
  expect(code).toBe(1)
  expect(errors[0]).toMatch(/^Nothing has been pushed yet: there is no /)
})
