import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { outline, SITE } from '../outline.ts'

function articleWith(frontMatter: string, path = 'a.md') {
  const source = `---\ndate: 2024-01-10\n${frontMatter}\n---\n`
  return parseArticle({ path, source, hash: '' }, SITE, () => undefined).article!
}

it.each([
  ['', undefined, undefined],
  ['feed: true', undefined, undefined],
  ['feed: ""', undefined, undefined],
  ['feed: no', true, undefined],
  ['feed: flase', true, ['3 warning flag']],
  ['feed: none', true, ['3 warning flag']],
  ['rss: https://example.org/feed.xml', undefined, undefined],
])('%j leaves an article out of feeds: %s', (frontMatter, expected, problems) => {
  expect(articleWith(frontMatter).isOutOfFeeds).toBe(expected)
  expect(outline('a.md', `---\ndate: 2024-01-10\n${frontMatter}\n---\n`).problems).toEqual(problems)
})

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
    ['published: false', 'published: false'],
    ['published: true', undefined],
    ['published: 2024-01-01', undefined],
    ['published: soon', 'published'],
    ['publish: no', 'publish: false'],
    ['status: draft', 'status: draft'],
    ['status: Private', 'status: private'],
    ['status: hidden', 'status: hidden'],
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
    expect(articleWith('', path).hidden).toBe('drafts/')
    expect(articleWith('', path.replace(/_?drafts/, 'draftsmen')).hidden).toBeUndefined()
  })

  it.each([
    'skip',
    'scheduled',
    'future',
    'review',
    'wip',
    'auto-draft',
    'deleted',
    'In Review',
    'work_in_progress',
    'evergreen',
    'seedling',
    'ready-for-prince',
    'geheim',
    '[published]',
    '{ is: published }',
  ])('a status of %s hides', (status) => {
    expect(articleWith(`status: ${status}`).hidden).toMatch(/^status/)
    expect(articleWith(`post-status: ${status}`).hidden).toMatch(/^post_status/)
  })

  it.each(['published', 'Publish', 'LIVE', 'final', 'approved', '"ok"', 'true', 'publié', ''])(
    'a status of %j is public',
    (status) => {
      const { hidden, problems } = outline('a.md', `---\ndate: 2024-01-10\nstatus: ${status}\n---\n`)
      expect({ hidden, problems }).toEqual({})
    },
  )

  it.each(['members', 'private', 'paid', 'tiers', 'friends-of-ada', '[public]'])(
    'a visibility of %s hides',
    (visibility) => expect(articleWith(`visibility: ${visibility}`).hidden).toMatch(/^visibility/),
  )

  it.each(['public', 'everyone', 'All', 'listed', ''])('a visibility of %j is public', (visibility) =>
    expect(articleWith(`visibility: ${visibility}`).hidden).toBeUndefined(),
  )

  it.each([
    ['password: s3cret', 'password'],
    ['password: 0', 'password'],
    ['password: [a]', 'password'],
    ['password: ""', undefined],
    ['password: false', undefined],
    ['passphrase: open sesame', 'passphrase'],
    ['protected: true', 'protected'],
    ['encrypted: true', 'encrypted'],
    ['encrypted: aes', 'encrypted'],
    ['encrypted: false', undefined],
    ['members_only: yes', 'members_only'],
    ['memberOnly: true', 'memberOnly'],
    ['paywall: 1', 'paywall'],
    ['dg-publish: false', 'dg-publish: false'],
    ['permalink: false', 'permalink: false'],
    ['permalink: /x/', undefined],
    ['state: California', undefined],
    ['state: draft', 'state: draft'],
    ['audience: developers', undefined],
    ['audience: members', 'audience: members'],
    ['params: { draft: true }', 'draft'],
    ['extra: { hidden: true }', 'hidden'],
    ['extra: { draft: perhaps }', 'draft'],
    ['build: { list: never }', 'build'],
    ['_build: { list: always }', undefined],
    ['_build: { list: [always] }', 'build.list'],
    ['sitemap: false', undefined],
    ['search: false', undefined],
    ['noindex: true', undefined],
  ])('%j hides as %s', (frontMatter, expected) => {
    expect(articleWith(frontMatter).hidden).toBe(expected)
  })

  it('says once that nobody knows what a status means, and what to write', () => {
    const source = '---\ndate: 2024-01-10\ntitle: A\nstatus: evergreen\nvisibility: odd\n---\n'
    const { problems } = parseArticle({ path: 'a.md', source, hash: '' }, SITE, () => undefined)
    expect(problems).toEqual([
      {
        severity: 'warning',
        code: 'status',
        path: 'a.md',
        line: 4,
        message: '`status` is "evergreen", which nobody knows to mean public, so the article is not public',
        hint: 'Write `status: published` if it is to be public, or `draft: true` if not',
      },
    ])
  })

  it.each(['status: draft', 'visibility: members', 'password: x', 'status: wip', 'permalink: false'])(
    'says nothing of %s, which everybody understands',
    (frontMatter) =>
      expect(outline('a.md', `---\ndate: 2024-01-10\n${frontMatter}\n---\n`).problems).toBeUndefined(),
  )

  it.each(['embargo:', 'embargo: ""', 'Embargo: "  "', 'embargo-until:', 'hold_until: null'])(
    'an embargo left blank hides: %s',
    (embargo) => {
      const { hidden, problems } = outline('a.md', `---\ndate: 2024-01-10\n${embargo}\n---\n`)
      expect(hidden).toMatch(/^(?:embargo|hold)/)
      expect(problems).toEqual(['3 warning embargo'])
    },
  )

  it('reports the flag that cannot be read', () => {
    expect(outline('a.md', '---\ndate: 2024-01-10\nunlisted: perhaps\n---\n').problems).toEqual([
      '3 warning flag',
    ])
  })
})

describe('a key that is nearly one that hides', () => {
  it.each([
    'drfat: true',
    'darft: yes',
    'embrago: 2099-01-01',
    'embarrgoo: 2099-01-01',
    'embrago:',
    'privte: true',
    'pirvaet: true',
    'publishd: false',
    'pubished: no',
    'statsu: draft',
    'visibilty: private',
    'vsiiblity: friends',
    'passwrod: x',
    'unlistd: true',
  ])('hides, and is named once with its line: %s', (frontMatter) => {
    const source = `---\ndate: 2024-01-10\n${frontMatter}\n---\n`
    const { article, problems } = parseArticle({ path: 'a.md', source, hash: '' }, SITE, () => undefined)
    expect(article!.hidden).toBe(/^\w+/.exec(frontMatter)![0])
    expect(problems).toMatchObject([{ severity: 'warning', code: 'unknown-key', path: 'a.md', line: 3 }])
  })

  it.each([
    'drfat: false',
    'publishd: true',
    'publishd: 2024-01-01',
    'statsu: published',
    'embrago: false',
    'privte: parts',
    'titel: Draft',
    'privacy: true',
    'publisher: no',
    'unpublish: false',
    'invisible: no',
    'drafts: true',
  ])('does not hide where that one would not, or where it is a word of its own: %s', (frontMatter) => {
    expect(articleWith(frontMatter).hidden).toBeUndefined()
  })
})
