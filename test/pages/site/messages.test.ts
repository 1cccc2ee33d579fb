import { describe, expect, it } from 'vitest'
import { article, SITE_INDEX, servePages } from './served-pages.ts'

const NOW = '2026-08-01T00:00:00Z'
const FILES = {
  'news/one.md': article('title: One & only', 'date: 2026-05-04'),
  'gone.md': article(
    'title: Gone',
    'date: 2026-05-04',
    'withdrawn: { date: 2026-06-01, reason: "It was <wrong>" }',
  ),
}

describe('an address where nothing is', () => {
  it('leads on to sections, the newest articles and the feeds', async () => {
    const { status, headers, text } = await servePages(FILES).read('/nowhere/at/all', NOW)
    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('content-security-policy')).toContain("style-src 'self'")
    expect(text).toContain('<meta name="robots" content="noindex">')
    expect(text).toContain('<a href="/news/one/">One &amp; only</a>')
    expect(text).toContain('<a href="/news/">News</a>')
    expect(text).toContain('<a href="/subscribe/">')
    expect(text).not.toContain('Gone')
  })

  it('is a line of text where there are no pages', async () => {
    const { read } = servePages({
      ...FILES,
      '_index.md': SITE_INDEX.replace('\n---\n', '\npages: false\n---\n'),
    })
    const { status, text } = await read('/nowhere', NOW)
    expect([status, text]).toEqual([404, 'There is nothing here. The feeds are listed at /.\n'])
  })
})

describe('a withdrawn article', () => {
  it('says so in the language of the site, with the look of the others and no inline style', async () => {
    const index = SITE_INDEX.replace('\n---\n', '\nlanguage: fr-CA\n---\n')
    const { status, headers, text } = await servePages({ ...FILES, '_index.md': index }).read('/gone/', NOW)
    expect(status).toBe(410)
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(text).toContain('<h1>Cet article a été retiré</h1>')
    expect(text).toContain('It was &lt;wrong&gt;')
    expect(text).toContain('<link rel="stylesheet" href="/wireroom.css">')
    expect(text).not.toMatch(/<style| style=/)
  })

  it('says so in English where the language is not known, and marks it', async () => {
    const index = SITE_INDEX.replace('\n---\n', '\nlanguage: ur\n---\n')
    const { text } = await servePages({ ...FILES, '_index.md': index }).read('/gone/', NOW)
    expect(text).toContain('<html lang="ur" dir="rtl">')
    expect(text).toContain('<h1 lang="en" dir="ltr">This article has been withdrawn</h1>')
  })
})
