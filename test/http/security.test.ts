import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../src/http/app.ts'
import { secureDocument } from '../../src/http/security.ts'
import { STYLE, STYLE_HASH } from '../../src/pages/style.ts'
import { type FixtureName, NOW } from '../publication/fixtures.ts'

const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

const policyOf = (kind: 'media' | 'feed' | 'document', contentType: string) =>
  secureDocument({ kind, path: 'a/file', contentType })['content-security-policy']

describe('a file beside the articles', () => {
  it.each([
    'image/svg+xml',
    'IMAGE/SVG+XML; charset=utf-8',
    'text/html; charset=utf-8',
    'application/xhtml+xml',
    'application/xml',
    'text/xml',
    'text/css',
    'text/javascript',
    'application/json',
    'application/octet-stream',
    'message/rfc822',
    'multipart/related',
    'image/',
    'nonsense',
    '',
  ])('of the type %j is in a sandbox, as everything that is not known to be passive', (type) => {
    expect(policyOf('media', type)).toBe(SANDBOX)
  })

  it.each([
    'image/png',
    'audio/mpeg',
    'video/mp4',
    'text/plain; charset=utf-8',
    'text/vtt',
    'application/pdf',
  ])('of the type %s needs none', (type) => expect(policyOf('media', type)).toBeUndefined())
})

it('a feed runs nothing, and is not in a sandbox, in which browsers show no tree', () => {
  for (const type of [
    'application/rss+xml; charset=utf-8',
    'application/atom+xml',
    'text/x-opml',
    'application/xml',
  ])
    expect(policyOf('document', type)).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
  expect(policyOf('feed', 'text/html')).toBe(SANDBOX)
})

it('the digest of the style of pages is that of its text', async () => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE))
  expect(STYLE_HASH).toBe(`sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`)
})

describe.each(Object.entries(PUBLICATIONS))('the app over %s', (_, open) => {
  const ask = (fixture: FixtureName, path: string, method = 'GET') =>
    createApp({ publication: open(fixture), now: () => NOW }).request(path, { method })

  it('cleans an HTML transcript, and puts it and an SVG into a sandbox', async () => {
    const transcript = await ask('media', '/podcast/one.transcript.html')
    expect(await transcript.text()).toBe('<p>Hello</p>\n')
    for (const path of ['/podcast/one.transcript.html', '/podcast/cover.svg'])
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await ask('media', path, method)
        expect(status).toBe(200)
        expect(headers.get('content-security-policy')).toBe(SANDBOX)
        expect(headers.get('x-content-type-options')).toBe('nosniff')
      }
  })

  it('answers nothing without nosniff and a policy that lets no script run', async () => {
    for (const [fixture, path, method, status] of [
      ['basic', '/', 'GET', 200],
      ['basic', '/healthz', 'GET', 200],
      ['basic', '/nowhere', 'GET', 404],
      ['basic', '/metrics', 'GET', 404],
      ['basic', '/rss', 'GET', 301],
      ['basic', '/feed.xml', 'POST', 405],
      ['basic', '/', 'POST', 405],
      ['basic', '/feed.xml', 'OPTIONS', 204],
      ['basic', '/feed.xml', 'GET', 200],
      ['basic', '/sitemap.xml', 'GET', 200],
    ] as const) {
      const { headers, status: sent } = await ask(fixture, path, method)
      expect([path, sent]).toEqual([path, status])
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
      expect(headers.get('content-security-policy'), path).not.toMatch(/script-src/)
    }
  })

  it('lets pages have the stylesheets of the site alone', async () => {
    const page = await ask('basic', '/')
    expect(page.headers.get('content-security-policy')).toContain("style-src 'self';")
    expect(await page.text()).not.toMatch(/<style|\sstyle=/)
  })
})

it.each([
  ['an error', new Error('x'), 503],
  ['a bug', new TypeError('x'), 500],
])('the answer to %s is as safe', async (_, error, status) => {
  const publication = PUBLICATIONS[Object.keys(PUBLICATIONS)[0]!]!('basic')
  const find = () => {
    throw error
  }
  const app = createApp({ publication: { ...publication, find }, now: () => NOW, log: () => {} })
  const answer = await app.request('/x')
  expect(answer.status).toBe(status)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
})

it.each([
  ['an error', new Error('x'), 503, '5'],
  ['a bug', new TypeError('x'), 500, null],
])(
  'a person in a browser gets a page in the language of the site for %s',
  async (_, error, status, retryAfter) => {
    const publication = PUBLICATIONS[Object.keys(PUBLICATIONS)[0]!]!('basic')
    const find = () => {
      throw error
    }
    const site = () => ({ ...publication.site(), language: 'fa-AF' })
    const app = createApp({ publication: { ...publication, site, find }, now: () => NOW, log: () => {} })
    const navigation = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' }
    const answer = await app.request('/x', { headers: navigation })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("style-src 'self'")
    const page = await answer.text()
    expect(page).toContain('<html lang="fa-AF" dir="rtl">')
    expect(page).toContain('<h1>خطایی رخ داد</h1>')
  },
)
