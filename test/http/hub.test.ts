import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../src/http/app.ts'
import type { HubAnswer } from '../../src/push/hub/hub.ts'
import { NOW } from '../publication/fixtures.ts'

const FORM = 'application/x-www-form-urlencoded'
const ACCEPTED: HubAnswer = { status: 202, text: 'Accepted.' }

describe.each(Object.entries(PUBLICATIONS))('the hub over %s', (_, open) => {
  /** The app with a hub that answers always the same, and what that hub got. */
  function openHub(answer: HubAnswer = ACCEPTED) {
    const got: [form: string, client: string][] = []
    const hub = {
      async post(form: URLSearchParams, client: string) {
        got.push([form.toString(), client])
        return answer
      },
    }
    const clientOf = (request: Request) => request.headers.get('X-Client') ?? 'nobody'
    const app = createApp({ publication: open('basic'), now: () => NOW, hub, clientOf })
    const post = (
      body: string | Uint8Array<ArrayBuffer> | ReadableStream,
      headers: Record<string, string> = { 'Content-Type': FORM },
    ) => app.request('/hub', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
    return { app, got, post }
  }

  it('gets the form and the address that sent it, and its answer is plain text', async () => {
    const { got, post } = openHub()
    const headers = { 'Content-Type': FORM, 'X-Client': '203.0.113.5' }
    const response = await post('hub.mode=publish&hub.url=a%20b&hub.url=%C3%A9+c', headers)
    expect(response.status).toBe(202)
    expect(await response.text()).toBe('Accepted.\n')
    expect(got).toEqual([['hub.mode=publish&hub.url=a+b&hub.url=%C3%A9+c', '203.0.113.5']])
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': expect.stringMatching(/^text\/plain; charset=utf-8$/i),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
  })

  it('an answer without text has no body', async () => {
    const response = await openHub({ status: 204, text: '' }).post('hub.mode=publish')
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect(response.headers.get('content-type')).toBeNull()
  })

  it('a refusal for a while says how long to wait', async () => {
    const { post } = openHub({ status: 429, text: 'Too many.', retryAfterSeconds: 3600 })
    const response = await post('hub.mode=subscribe')
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('3600')
  })

  it.each([
    FORM,
    `${FORM};charset=UTF-8`,
    `${FORM}; Charset="utf-8"`,
    'Application/X-WWW-Form-Urlencoded ; charset=utf8',
  ])('the type %s is a form', async (type) => {
    expect((await openHub().post('a=b', { 'Content-Type': type })).status).toBe(202)
  })

  it.each([
    '',
    'text/plain',
    'application/json',
    'multipart/form-data; boundary=x',
    `${FORM}; charset=iso-8859-1`,
  ])('the type %j is refused', async (type) => {
    const { got, post } = openHub()
    expect((await post('a=b', { 'Content-Type': type })).status).toBe(415)
    expect(got).toEqual([])
  })

  it('a compressed form is refused', async () => {
    const headers = { 'Content-Type': FORM, 'Content-Encoding': 'gzip' }
    expect((await openHub().post('a=b', headers)).status).toBe(415)
  })

  it('a form that is not in UTF-8 is refused', async () => {
    const { got, post } = openHub()
    expect((await post(new Uint8Array([97, 61, 0xff]))).status).toBe(400)
    expect(got).toEqual([])
  })

  it('a form of 16 KB is taken, and one byte more refused', async () => {
    const { got, post } = openHub()
    expect((await post(`a=${'b'.repeat(16_382)}`)).status).toBe(202)
    expect((await post(`a=${'b'.repeat(16_383)}`)).status).toBe(413)
    expect(got).toHaveLength(1)
  })

  it('an endless form is refused while it comes', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent++
        controller.enqueue(new Uint8Array(1000).fill(97))
      },
    })
    const { got, post } = openHub()
    expect((await post(endless)).status).toBe(413)
    expect(sent).toBeLessThan(30)
    expect(got).toEqual([])
  })

  it('an empty form reaches the hub, which says what is missing', async () => {
    const { got, post } = openHub()
    await post('')
    expect(got).toEqual([['', 'nobody']])
  })

  it('a person gets a page that explains it, with the topics and a command to try', async () => {
    const { app } = openHub()
    const page = await app.request('/hub')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    const text = await page.text()
    expect(text).toContain('curl https://example.org/hub \\')
    expect(text).toContain('--data-urlencode hub.topic=https://example.org/feed.xml')
    expect(text).toContain('https://example.org/news/feed.xml')
    expect(text).not.toContain('undefined')
    const head = await app.request('/hub', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect([...head.headers]).toEqual([...page.headers])
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    '%s is answered with the methods that work',
    async (method) => {
      const response = await openHub().app.request('/hub', { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST')
    },
  )

  it('pages of other sites cannot use it: there is no CORS header', async () => {
    const { app, post } = openHub()
    for (const response of [
      await app.request('/hub', { method: 'OPTIONS', headers: { Origin: 'https://elsewhere.example' } }),
      await post('hub.mode=subscribe', { 'Content-Type': FORM, Origin: 'https://elsewhere.example' }),
    ])
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('without a hub there is nothing at its address', async () => {
    const app = createApp({ publication: open('basic'), now: () => NOW })
    expect((await app.request('/hub')).status).toBe(404)
    const form = { method: 'POST', body: 'a=b', headers: { 'Content-Type': FORM } }
    expect((await app.request('/hub', form)).status).toBe(404)
  })
})
