import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { outline, SITE } from '../outline.ts'

function articleWith(frontMatter: string, path = 'a.md') {
  const source = `---\ndate: 2024-01-10\n${frontMatter}\n---\n`
  return parseArticle({ path, source, hash: '' }, SITE, () => undefined).article!
}

describe('readHidden', () => {
  it.each([
    ['', undefined],
    ['draft: true', 'draft'],
    ['draft: "True"', 'draft'],
    ['draft: yes', 'draft'],
    ['draft: 1', 'draft'],
    ['draft: false', undefined],
    ['draft:', undefined],
    ['draft: treu', 'draft'],
    ['draft: [true]', 'draft'],
    ['Draft: true', 'draft'],
    ['published: false', 'draft'],
    ['published: true', undefined],
    ['published: 2024-01-01', undefined],
    ['published: soon', 'published'],
    ['publish: no', 'draft'],
    ['status: draft', 'draft'],
    ['status: Private', 'private'],
    ['status: hidden', 'hidden'],
    ['status: published', undefined],
    ['unlisted: true', 'unlisted'],
    ['hidden: true', 'hidden'],
    ['hide: true', 'hide'],
    ['isDraft: true', 'isDraft'],
    ['eleventyExcludeFromCollections: true', 'eleventyExcludeFromCollections'],
    ['headless: true', 'headless'],
  ])('%j hides as %s', (frontMatter, expected) => {
    expect(articleWith(frontMatter).hidden).toBe(expected)
  })

  it.each(['_drafts/a.md', 'blog/_drafts/a.md', 'drafts/a.md'])('%s is a draft by its folder', (path) => {
    expect(articleWith('', path).hidden).toBe('draft')
    expect(articleWith('', path.replace('drafts', 'draftsmen')).hidden).toBeUndefined()
  })

  it('reports the flag that cannot be read', () => {
    expect(outline('a.md', '---\ndate: 2024-01-10\nunlisted: perhaps\n---\n').problems).toEqual([
      '3 warning flag',
    ])
  })
})
