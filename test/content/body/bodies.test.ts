import { describe, expect, it, vi } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { createBodies } from '../../../src/content/body/bodies.ts'
import { buildLibrary, type Library } from '../../../src/content/library/library.ts'
import { digest } from '../../../src/node/digest.ts'
import { SITE } from '../outline.ts'

const NOW = Date.UTC(2026, 0, 1)
const LATER = Date.UTC(2026, 6, 1)

function parse(path: string, body = '', more = '') {
  const source = `---\ntitle: T of ${path}\ndate: 2024-01-02\n${more}\n---\n${body}`
  return parseArticle({ path, source, hash: source }, SITE, () => undefined)
}

/** Bodies of one article of the folder `blog`, whose library and files can be replaced. */
function open(body: string, ...others: ReturnType<typeof parse>[]) {
  const from = parse('blog/from.md', body)
  const build = (some: ReturnType<typeof parse>[]) => buildLibrary(SITE, [from, ...some], [])
  let library: Library = build(others)
  let files: string[] = []
  const onLookups = vi.fn()
  const bodies = createBodies({
    library: () => library,
    findFile: (path) => (files.includes(path) ? { bytes: 1, measure: () => undefined } : undefined),
    digest,
    onLookups,
  })
  const article = from.article!
  return {
    article,
    /** How often the body was rendered. */
    renderings: () => onLookups.mock.calls.length,
    html: (now = NOW) => bodies.find(article, now).contentHtml,
    key: (now = NOW) => bodies.keyOf(article, now),
    linked: () => bodies.linkedBy(article, NOW).map(({ path }) => path),
    codes: () => bodies.problemsOf(article).map(({ code }) => code),
    /** The key and the body after a change. */
    change(to: { others?: ReturnType<typeof parse>[]; files?: string[] }) {
      if (to.others) library = build(to.others)
      if (to.files) files = to.files
      return [bodies.keyOf(article, NOW), bodies.find(article, NOW).contentHtml]
    },
  }
}

it('the problems of a body are those of its last rendering', () => {
  const { codes, html, change } = open('![a](pic.png)')
  expect(codes()).toEqual([])
  html()
  expect(codes()).toEqual(['missing-file'])
  change({ files: ['blog/pic.png'] })
  expect(codes()).toEqual([])
})

describe('the key of a body', () => {
  it('is the hash of an article that looks nothing up', () => {
    const { key, article } = open('Text with [a link](https://other.example/).')
    expect(key()).toBe(article.hash)
  })

  it('stays the same as long as all lookups do, and nothing is rendered again', () => {
    const { key, change, renderings } = open('[a](same.md)', parse('blog/same.md'))
    const before = key()
    const [now] = change({ others: [parse('blog/same.md'), parse('blog/other.md')], files: ['blog/x.png'] })
    expect(now).toBe(before)
    expect(renderings()).toBe(1)
  })

  it.each([
    ['a linked article moves', '[a](same.md)', { others: [parse('blog/same.md', '', 'slug: moved')] }],
    ['a linked article goes', '[a](same.md)', { others: [] }],
    ['a linked article comes', '[a](new.md)', { others: [parse('blog/new.md')] }],
    [
      'a linked article gets another title',
      '{% post_link same %}',
      { others: [parse('blog/same.md', '', 'linkTitle: x').article!].map(withTitle) },
    ],
    ['a file comes that the body names', '![](pic.png)', { files: ['blog/pic.png'] }],
  ])('changes with the body where %s', (_, body, to) => {
    const { key, html, change } = open(body, parse('blog/same.md'))
    const before = [key(), html()]
    const now = change(to)
    expect(now[0]).not.toBe(before[0])
    expect(now[1]).not.toBe(before[1])
  })

  it('follows from what was looked up last, not from what was looked up first', () => {
    // Where the first file is there, the body asks for no second one.
    const { key, change } = open('{% asset_img pic.png %}')
    key()
    const [withOwn] = change({ files: ['blog/from/pic.png'] })
    const [withBoth] = change({ files: ['blog/from/pic.png', 'blog/pic.png'] })
    const [without] = change({ files: ['blog/pic.png'] })
    expect(new Set([withOwn, without]).size).toBe(2)
    expect(withBoth).toBe(withOwn)
  })

  it('needs no rendering where the lookups are known from before', () => {
    const { article, key, renderings } = open('[a](same.md)', parse('blog/same.md'))
    const before = key()
    const { article: again } = open('[a](same.md)', parse('blog/same.md'))
    expect(again.lookups).toBeUndefined()
    again.lookups = JSON.parse(JSON.stringify(article.lookups))
    const library = buildLibrary(SITE, [{ article: again, problems: [] }, parse('blog/same.md')], [])
    const onLookups = vi.fn()
    const bodies = createBodies({ library: () => library, findFile: () => undefined, digest, onLookups })
    expect(bodies.keyOf(again, NOW)).toBe(before)
    expect(onLookups).not.toHaveBeenCalled()
    expect(renderings()).toBe(1)
  })
})

describe('an article that is not public yet', () => {
  const later = parse('blog/later.md', '', 'embargo: 2026-03-01')

  it('has its title and address shown from its release on, under another key', () => {
    const { html, key } = open('Of {% post_link later %}', later)
    expect(html()).toBe('<p>Of</p>')
    expect(html(LATER)).toContain('T of blog/later.md')
    expect(key(LATER)).not.toBe(key(NOW))
  })

  it('is among those whose release changes the body', () => {
    expect(open('[a](later.md) and [b](missing.md)', later).linked()).toEqual(['blog/later.md'])
  })
})

function withTitle(article: NonNullable<ReturnType<typeof parse>['article']>) {
  return { article: { ...article, title: 'Another title' }, problems: [] }
}
