import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { bodiesOf, SITE } from '../outline.ts'

const NOW = Date.UTC(2026, 0, 1)
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
  const { contentHtml = '' } = bodiesOf(library).find(from.article!, NOW)
  return /href="https:\/\/example\.org\/([^"]*)"/.exec(contentHtml)?.[1]
}

describe('a link to the file of an article', () => {
  it.each([
    ['[a](2024-01-02-other.md)', 'blog/other/'],
    ['[a](./2024-01-02-other.md#part)', 'blog/other/#part'],
    ['[a](bundle/index.md)', 'blog/bundle/'],
    ['[a](same.md)', 'blog/same/'],
    ['[a](../news/same.md)', 'news/same/'],
    ['[a](../../news/same.md)', 'news/same/'],
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
    ['[a](../news/draft.md)', undefined],
    ['[a](../news/later.md)', undefined],
    ['[a](https://example.org/news/later/)', undefined],
    ['[a](missing.md)', undefined],
  ])('%s', (link, expected) => {
    expect(follow(link)).toBe(expected)
  })
})

it.each([
  ['[a](why%3F.md)', 'why?.md'],
  ['[a](<why?.md>)', 'why?.md'],
  ['[a](Episode%20%2312.md#part)', 'Episode #12.md', '#part'],
  ['[a](<Episode #12.md>)', 'Episode #12.md'],
  ['[a](<../100% #1/a b?.md>)', '100% #1/a b?.md'],
  ['[a](%2541%252F.md)', '%41%2F.md'],
  ['[a](index%23.md)', 'index#.md'],
])('a link to a file whose name has signs of an address: %s', (link, name, rest = '') => {
  const from = parse('from/from.md', link)
  const path = name.includes('/') ? name : `from/${name}`
  const library = buildLibrary(SITE, [from, parse(path), ...OTHERS], [])
  const { permalink } = library.articles.find((one) => one.path === path)!
  const { contentHtml = '', problems } = bodiesOf(library).find(from.article!, NOW)
  expect(contentHtml).toBe(`<p><a href="${permalink}${rest}">a</a></p>`)
  expect(problems).toBeUndefined()
})
