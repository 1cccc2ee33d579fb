import { describe, expect, it } from 'vitest'
import { readSite } from '../../../src/content/site/settings.ts'

function read(settings: string) {
  const file = { path: '_index.md', source: `---\n${settings}\n---\n` }
  const { site, problems } = readSite([file], { title: 'Site', url: 'https://example.org/' })
  return { terms: site.usageTerms, problems: problems.map(({ code, message }) => `${code}: ${message}`) }
}

describe('usageTerms', () => {
  it('are absent unless they are set', () => {
    expect(read('title: Site')).toEqual({ terms: undefined, problems: [] })
  })

  it('are lists of uses, what is asked in return, and a page of the site', () => {
    const terms =
      '{ permits: [search, ai-input, search], prohibits: ai-train, payment: attribution, contact: /rights }'
    expect(read(`usageTerms: ${terms}`)).toEqual({
      terms: {
        permits: ['search', 'ai-input'],
        prohibits: ['ai-train'],
        payment: 'attribution',
        contact: 'https://example.org/rights',
      },
      problems: [],
    })
  })

  it.each([
    'everything',
    '{}',
    '{ permits: train-ai }',
    '{ payment: gold }',
    '{ permit: search }',
    '{ permits: search, contact: "javascript:alert(1)" }',
  ])('%s is an error, and says nothing', (value) => {
    const { terms, problems } = read(`usageTerms: ${value}`)
    expect(terms).toBeUndefined()
    expect(problems[0]).toMatch(/^setting: `usageTerms/)
  })
})
