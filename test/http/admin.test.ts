import type { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../src/http/app.ts'
import { registerAdmin } from '../../src/http/push/admin.ts'
import { ADMIN_STYLE, ADMIN_STYLE_HASH } from '../../src/pages/admin-style.ts'
import type { OutboundRequest } from '../../src/push/outbound.ts'
import type { Overview } from '../../src/push/overview.ts'
import type { Subscription, Subscriptions } from '../../src/push/subscriptions.ts'
import { NOW } from '../publication/fixtures.ts'

const TOKEN = 'a long secret: ключ'
const FEED = 'https://example.org/feed.xml'
const HOSTILE = '"></h3><script>alert(1)</script>\u202E'

const basic = (password: string, name = 'anybody') => ({
  Authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${name}:${password}`)))}`,
})

it('the digest of the style of the page for the publisher is that of its text', async () => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(ADMIN_STYLE))
  expect(ADMIN_STYLE_HASH).toBe(`sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`)
})

describe.each(Object.entries(PUBLICATIONS))('the page for the publisher over %s', (_, open) => {
  function openAdmin({ isWanted = true } = {}) {
    const calls: unknown[][] = []
    const asked: OutboundRequest[] = []
    const one: Subscription = {
      ...{
        id: 7,
        topic: FEED,
        callback: `https://evil.example/${HOSTILE}`,
        created: NOW,
        leaseEnds: NOW + 9e8,
      },
      ...{ hasSecret: true, failures: 2, failedAt: NOW - 60_000, error: HOSTILE, isCurrent: false },
    }
    const overview: Overview = {
      status: async () => ({
        ...{
          subscriptions: 1,
          topics: 1,
          pending: 0,
          waiting: 1,
          failing: 1,
          pausedHosts: 0,
          oldest: NOW - 5000,
        },
        lastPush: { at: NOW - 120_000, milliseconds: 310 },
      }),
      articles: async () => [
        {
          ...{
            kind: 'released',
            article: 'tag:1',
            title: `سلام ${HOSTILE}`,
            url: 'javascript:alert(1)',
            at: NOW - 60_000,
          },
          channels: [
            {
              channel: `desk ${HOSTILE}`,
              published: NOW - 60_000,
              delivered: 0,
              failed: 1,
              waiting: 0,
              error: HOSTILE,
            },
          ],
        },
      ],
      days: async () => [
        {
          ...{ day: new Date(NOW).toISOString().slice(0, 10), channel: 'websub', subscriptions: 1 },
          ...{ delivered: 4, failed: 1, milliseconds: 2000, slowest: 900 },
        },
      ],
      noteDay: async () => {},
      async sendAgain(...all) {
        calls.push(['again', ...all])
        return 2
      },
    }
    const subscriptions = {
      list: async () => [one],
      async end(id: number) {
        calls.push(['end', id])
      },
      async retry(...all: unknown[]) {
        calls.push(['retry', ...all])
        return 1
      },
    } as unknown as Subscriptions
    const dial = async (request: OutboundRequest) => {
      asked.push(request)
      return { status: 200, body: '' }
    }
    const admin = {
      token: TOKEN,
      open: async () => (isWanted ? { overview, subscriptions, dial } : undefined),
    }
    const publication = open('basic')
    const addRoutes = (app: Hono) => registerAdmin(app, { ...admin, publication, now: () => NOW })
    const app = createApp({ publication, now: () => NOW, addRoutes })
    const ask = (headers: Record<string, string> = basic(TOKEN), path = '/admin') =>
      app.request(path, { headers })
    const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      app.request('/admin', {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { ...basic(TOKEN), ...headers },
      })
    return { app, ask, post, calls, asked }
  }

  it('is nowhere without a token', async () => {
    const app = createApp({ publication: open('basic'), now: () => NOW })
    expect((await app.request('/admin', { headers: basic(TOKEN) })).status).toBe(404)
    expect((await app.request('/admin', { method: 'POST' })).status).toBe(404)
  })

  it.each([
    ['nothing', {}],
    ['another password', basic('another')],
    ['the beginning of the token', basic(TOKEN.slice(0, -1))],
    ['the token and more', basic(`${TOKEN}x`)],
    ['an empty password', basic('')],
    ['the token as the name', basic('', TOKEN)],
    ['another bearer', { Authorization: 'Bearer another' }],
    ['what is not base64', { Authorization: 'Basic %%%' }],
    ['a scheme alone', { Authorization: 'Bearer' }],
  ] as [string, Record<string, string>][])('asks who sends %s for the password', async (_, headers) => {
    const { ask, app, calls } = openAdmin()
    const answer = await ask(headers)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Wireroom", charset="UTF-8"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).not.toContain('evil.example')
    const body = new URLSearchParams({ action: 'retry' })
    expect((await app.request('/admin', { method: 'POST', headers, body })).status).toBe(401)
    expect(calls).toEqual([])
  })

  it('lets in who has the token as a password with any name, colons and other scripts included', async () => {
    const { ask } = openAdmin()
    for (const headers of [basic(TOKEN), basic(TOKEN, ''), basic(TOKEN, 'ada')])
      expect((await ask(headers)).status).toBe(200)
  })

  it('runs nothing, is not kept, not indexed and not framed, and sets no cookie', async () => {
    const { headers } = await openAdmin().ask()
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src '${ADMIN_STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('shows the canary, subscribers, failures and articles, with hostile text as text', async () => {
    const page = await (
      await openAdmin().ask(basic(TOKEN), `/admin?done=${encodeURIComponent(HOSTILE)}&count=x`)
    ).text()
    expect(page).not.toContain('<script')
    expect(page).not.toContain('href="javascript:')
    expect(page).not.toMatch(/ style=/)
    expect(page).toContain('2 minutes ago')
    expect(page).toContain('in 0.3 seconds; all is well')
    expect(page).toContain('<bdi>https://evil.example/&quot;&gt;&lt;/h3&gt;')
    expect(page).toMatch(/<h3><bdi><a href="#" rel="noreferrer">سلام &quot;/)
    expect(page).toContain('failed for good: ')
    expect(page.match(/<svg [^>]*role="img" aria-label="[^"]{20,}"/g)).toHaveLength(3)
    expect(page).toContain('4 deliveries arrived in 30 days, and 1 attempt failed.')
  })

  it('gives programs the same as JSON', async () => {
    const { ask } = openAdmin()
    const answer = await ask({ ...basic(TOKEN), Accept: 'application/json' }, '/admin?article=tag:1')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({
      status: { subscriptions: 1 },
      subscriptions: [{ id: 7, topic: FEED }],
      articles: [{ article: 'tag:1' }],
      days: [{ delivered: 4 }],
    })
    expect((await ask({ Accept: 'application/json' })).status).toBe(401)
    const nothing = await openAdmin({ isWanted: false }).ask({ ...basic(TOKEN), Accept: 'application/json' })
    expect(await nothing.json()).toBeNull()
  })

  it('says so where the site pushes nothing', async () => {
    const { ask, post } = openAdmin({ isWanted: false })
    expect(await (await ask()).text()).toContain('This site pushes nothing')
    expect((await post({ action: 'retry' })).status).toBe(409)
  })

  it.each([
    [
      { action: 'again', article: 'tag:1' },
      [['again', 'tag:1', NOW]],
      'again&count=2',
      'Sent again to 2 destinations',
    ],
    [{ action: 'retry' }, [['retry', undefined, NOW]], 'retry&count=1', 'One delivery is tried again'],
    [
      { action: 'retry', id: '7' },
      [['retry', `https://evil.example/${HOSTILE}`, NOW]],
      'retry&count=1',
      'One delivery',
    ],
    [{ action: 'remove', id: '7' }, [['end', 7]], 'remove&count=1', 'Removed.'],
    [{ action: 'remove', id: '8' }, [], 'remove&count=0', 'It was removed before.'],
  ] as const)('does %j and shows the page again', async (form, done, query, said) => {
    const { ask, post, calls, asked } = openAdmin()
    const answer = await post(form as unknown as Record<string, string>, { 'Sec-Fetch-Site': 'same-origin' })
    expect(answer.status).toBe(303)
    expect(calls).toEqual(done)
    expect(asked).toHaveLength(query === 'remove&count=1' ? 1 : 0)
    expect(answer.headers.get('location')).toMatch(new RegExp(`/admin\\?done=${query}$`))
    expect(await (await ask(basic(TOKEN), `/admin?done=${query}`)).text()).toContain(said)
  })

  it.each([{ action: 'remove' }, { action: 'drop' }, {}] as Record<string, string>[])(
    'refuses the form %j',
    async (form) => {
      const { post, calls } = openAdmin()
      expect((await post(form)).status).toBe(400)
      expect(calls).toEqual([])
    },
  )

  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'none' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'http://localhost:1' }, 403],
    [{ Origin: 'https://localhost' }, 303],
    [{}, 303],
  ] as [Record<string, string>, number][])('a form with %j is answered with %d', async (headers, status) => {
    const { post, calls } = openAdmin()
    expect((await post({ action: 'retry' }, headers)).status).toBe(status)
    expect(calls).toHaveLength(status === 303 ? 1 : 0)
  })

  it('answers no other method', async () => {
    const { app } = openAdmin()
    const answer = await app.request('/admin', { method: 'DELETE', headers: basic(TOKEN) })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
  })
})
