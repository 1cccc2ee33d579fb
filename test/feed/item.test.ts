import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../src/content/article/article.ts'
import type { Body } from '../../src/content/body/body.ts'
import { readSite } from '../../src/content/site/settings.ts'
import { summaryOf, toItem } from '../../src/feed/item.ts'
import { createItem } from './sample.ts'

const { site } = readSite([], { title: 'Site', url: 'https://example.org/' })
const NOW = Date.UTC(2026, 0, 1)

function articleOf(frontMatter: string, path = 'one.md') {
  const source = `---\ntitle: One\ndate: 2025-01-01\n${frontMatter}---\nText.\n`
  return parseArticle({ path, source, hash: 'x' }, site, () => undefined).article!
}

const BODY: Body = { contentHtml: '<p>Text.</p>', summary: 'Text.' }

describe('an item', () => {
  it('has the whole text or the summary, as subscribers get it', () => {
    expect(toItem(articleOf(''), BODY, 'full', [], NOW)).toMatchObject(BODY)
    expect(toItem(articleOf(''), BODY, 'summary', [], NOW)).toMatchObject({
      contentHtml: undefined,
      summary: 'Text.',
    })
  })

  it('has not been updated by a change that lies ahead', () => {
    const article = articleOf('updated: 2026-02-01\n')
    expect(toItem(article, BODY, 'full', [], NOW).updated).toBe(Date.UTC(2025, 0, 1))
    expect(toItem(article, BODY, 'full', [], Date.UTC(2026, 1, 1)).updated).toBe(Date.UTC(2026, 1, 1))
  })

  it('names one translation for each language, because Atom can tell no two apart (RFC 4287 4.1.2)', () => {
    const translations = ['a', 'b'].map((name) => articleOf('lang: fr\n', `${name}.md`))
    expect(toItem(articleOf(''), BODY, 'full', translations, NOW).translations).toEqual([
      { language: 'fr', permalink: 'https://example.org/a/' },
    ])
  })
})

describe('what stands for an item', () => {
  it('is its summary, else its title, else what its image shows, else its address', () => {
    const image = { url: 'https://example.org/i.png', alt: 'A boat' }
    const bare = { summary: undefined, title: undefined }
    expect(summaryOf(createItem({ image }))).toBe('The first.')
    expect(summaryOf(createItem({ image, summary: undefined }))).toBe('One')
    expect(summaryOf(createItem({ image, ...bare }))).toBe('A boat')
    expect(summaryOf(createItem(bare))).toBe('https://example.org/one/')
  })
})
