import { parseRssFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import type { UsageTerms } from '../../../src/content/site/usage-terms.ts'
import { RSL_NAMESPACE, renderLicence } from '../../../src/feed/formats/rsl.ts'
import { RSS } from '../../../src/feed/formats/rss.ts'
import { createFeed, createItem } from '../sample.ts'
import { checkXml } from '../well-formed.ts'

const TERMS: UsageTerms = {
  permits: ['search', 'ai-input'],
  prohibits: ['ai-train'],
  payment: 'attribution',
  contact: 'https://example.org/rights?a=1&b=2',
}

describe('renderLicence', () => {
  it('writes the terms of the whole site', () => {
    const text = renderLicence('/', TERMS, 'https://licence.example/by')
    checkXml(text)
    expect(text).toBe(
      `<?xml version="1.0" encoding="utf-8"?>\n<rsl xmlns="${RSL_NAMESPACE}"><content url="/"><license>` +
        '<permits type="usage">search ai-input</permits><prohibits type="usage">ai-train</prohibits>' +
        '<payment type="attribution"><standard>https://licence.example/by</standard>' +
        '<custom>https://example.org/rights?a=1&amp;b=2</custom></payment></license></content></rsl>\n',
    )
  })

  it('names the licence as terms where something else is asked in return', () => {
    const text = renderLicence(
      '/',
      { permits: [], prohibits: ['all'], payment: 'crawl' },
      'https://licence.example/',
    )
    expect(text).toContain(
      '<license><prohibits type="usage">all</prohibits><payment type="crawl"/></license><terms>https://licence.example/</terms>',
    )
  })
})

describe('RSS', () => {
  it('has no terms unless the site sets them', () => {
    expect(RSS.render(createFeed([createItem()]))).not.toContain('rsl')
  })

  it('has the terms of each item of its own origin, with the licence of that item', () => {
    const items = [
      createItem({ licence: 'https://licence.example/own' }),
      createItem({ id: 'tag:example.org,2026:two', permalink: 'https://elsewhere.example/two/' }),
    ]
    const text = RSS.render(createFeed(items, { usageTerms: TERMS }))
    checkXml(text)
    expect(text).toContain(` xmlns:rsl="${RSL_NAMESPACE}"`)
    expect(text.match(/<rsl:content [^>]*>/g)).toEqual(['<rsl:content url="https://example.org/one/">'])
    expect(text).toContain('<rsl:standard>https://licence.example/own</rsl:standard>')
    expect(parseRssFeed(text).items).toHaveLength(2)
  })
})
