import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { renderBody } from '../../../src/content/body/body.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { findMentions, linksOf } from '../../../src/content/library/links.ts'
import { SITE } from '../outline.ts'

const nothing = () => undefined

function parse(path: string, body = '', more = '') {
  const source = `---\ntitle: T of ${path}\ndate: 2024-01-02\n${more}\n---\n${body}`
  return parseArticle({ path, source, hash: '' }, SITE, nothing)
}

const OTHERS = [
  parse('blog/2024-01-02-other.md'),
  parse('blog/bundle/index.md'),
  parse('blog/same.md'),
  parse('news/same.md'),
  parse('news/talk.fr.md'),
  parse('news/talk.md'),
  parse('news/draft.md', '', 'draft: true'),
  parse('news/later.md', '', 'embargo: 2030-01-01'),
]

/** What a link in `blog/from.md` leads to, below the site's address. */
function follow(link: string, more = '') {
  const from = parse('blog/from.md', link, more)
  const library = buildLibrary(SITE, [from, ...OTHERS], [])
  const { contentHtml = '' } = renderBody(from.article!, SITE, nothing, linksOf(library))
  return /href="https:\/\/example\.org\/([^"]*)"/.exec(contentHtml)?.[1]
}

describe('a link to the file of an article', () => {
  it.each([
    ['[a](2024-01-02-other.md)', 'blog/other/'],
    ['[a](./2024-01-02-other.md#part)', 'blog/other/#part'],
    ['[a](bundle/index.md)', 'blog/bundle/'],
    ['[a](same.md)', 'blog/same/'],
    ['[a](../news/same.md)', 'news/same/'],
    ['[a](/news/same.md)', 'news/same/'],
    ['[a](@/news/same.md)', 'news/same/'],
    ['[a]({filename}/news/same.md)', 'news/same/'],
    ['[a]({filename}same.md)', 'blog/same/'],
    ['[a](../news/talk.md)', 'news/talk/'],
    ['[a]({{< ref "news/same" >}})', 'news/same/'],
    ['[a]({{< relref "/content/news/same.md#x" >}})', 'news/same/#x'],
    ['[a]({{< ref "other.md" >}})', 'blog/other/'],
    ['[a]({% post_url 2024-01-02-other %})', 'blog/other/'],
    ['[a]({% link blog/same.md %})', 'blog/same/'],
    ['{% post_link other %}', 'blog/other/'],
    ['[a](https://other.example/same.md)', undefined],
    ['[a](@/news/missing.md)', undefined],
    ['[a](../news/draft.md)', 'blog/news/draft.md'],
    ['[a](missing.md)', 'blog/from/missing.md'],
  ])('%s', (link, expected) => {
    expect(follow(link)).toBe(expected)
  })

  it('does not tell the title of what comes later', () => {
    expect(follow('{% post_link later %}')).toBe('news/later/')
    const from = parse('blog/from.md', '{% post_link later %} {% post_link other %}')
    const links = linksOf(buildLibrary(SITE, [from, ...OTHERS], []))
    const { contentHtml } = renderBody(from.article!, SITE, nothing, links)
    expect(contentHtml).not.toContain('T of news/later.md')
    expect(contentHtml).toContain('T of blog/2024-01-02-other.md')
  })
})

describe('the state of an article’s links', () => {
  it('changes when what it refers to moves, and with nothing else', () => {
    const from = parse('blog/from.md', '[a](same.md)')
    const state = (...others: ReturnType<typeof parse>[]) =>
      linksOf(buildLibrary(SITE, [from, ...others], [])).stateOf(from.article!)
    expect(state(parse('blog/same.md'))).toBe(state(parse('blog/same.md'), parse('blog/x.md')))
    expect(state(parse('blog/same.md'))).not.toBe(state(parse('blog/same.md', '', 'slug: moved')))
    expect(state()).not.toBe(state(parse('blog/same.md')))
  })
})

describe('findMentions', () => {
  it.each([
    ['No other article.', []],
    ['[a](../b/C.md#d) and <e.mdx>', ['c', 'e']],
    ['{{< ref "a/b" >}} {% post_url c/2024-01-02-d %}', ['b', '2024-01-02-d']],
    [`${'a'.repeat(1000)}.md`, ['a'.repeat(300)]],
    ['[a](<Hello World.md>)', ['world', 'hello world']],
    ['[a](b%20c.MARKDOWN) and ![[d&amp;e.md]]', ['b c', '(b c', 'd&e']],
    ['[a](b\\_c\\.m&#100;)', ['b_c', '(b_c']],
    ["<a href='it\\'s.md'>", ['s', "it's", "'it's", "href='it's", "a href='it's"]],
    [
      '{% post_link "a b" c %} {%- post-path d/e.html -%} {{ ref(path="@/f/index.md") }}',
      ['f', 'a b', 'c', 'e'],
    ],
  ])('of %j', (body, names) => {
    expect(findMentions(body)).toEqual(names)
  })

  it('takes no time to speak of', () => {
    for (const part of ['.md', 'a', '{{< ref', 'a.md ']) {
      const start = performance.now()
      findMentions(part.repeat(1_000_000 / part.length))
      expect(performance.now() - start).toBeLessThan(2000)
    }
  })
})
