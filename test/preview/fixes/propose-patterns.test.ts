import { expect, it } from 'vitest'
import { proposePatterns } from '../../../src/preview/fixes/propose-patterns.ts'

const SITE = { url: 'https://example.org/', timezone: 'UTC' }

function page(path: string, date: string, address: string) {
  const permalink = `https://example.org/${path.replace(/\.md$/, '')}/`
  return {
    article: { path, permalink, published: Date.parse(date) },
    url: new URL(address, 'https://example.org/').href,
  }
}

it.each([
  ['/:year/:month/:slug/', '2024/05/one/', '2025/06/two/'],
  ['/:year/:month/:day/:slug.html', '2024/05/06/one.html', '2025/06/07/two.html'],
  ['/blog/:year-:month-:day-:slug', 'blog/2024-05-06-one', 'blog/2025-06-07-two'],
  ['/:section/:year/:slug/', 'news/2024/one/', 'essays/2025/two/'],
])('%s explains the addresses of pages', (pattern, one, two) => {
  const pairs = [
    page('news/2024-05-06-one.md', '2024-05-06', one),
    page('essays/two/index.md', '2025-06-07', two),
  ]
  expect(proposePatterns(pairs, SITE)[0]).toBe(pattern)
})

it.each([
  ['addresses that have nothing in common', 'a/one/', 'b/two/'],
  ['addresses without the names of the files', '?p=1', '?p=2'],
  ['the pages of another site', 'https://other.example/one/', 'https://other.example/two/'],
])('no pattern is proposed for %s', (_, one, two) => {
  expect(
    proposePatterns([page('one.md', '2024-05-06', one), page('two.md', '2025-06-07', two)], SITE),
  ).toEqual([])
})
