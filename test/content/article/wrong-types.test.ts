import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { SITE } from '../outline.ts'

function read(line: string) {
  const source = `---\ndate: 2024-01-02\n${line}\n---\nText.\n`
  return parseArticle({ path: 'my-story.md', source, hash: '' }, SITE, () => undefined)
}

describe('a value of a wrong type is a warning, and the fallback stays', () => {
  it.each([
    ['title: [a, b]', '`title` is a list'],
    ['title: #x', '`title` is a comment'],
    ['title: {{ x }}', '`title` is a map'],
    ['summary: { a: b }', '`summary` is a map'],
    ['description: [a]', '`description` is a list'],
    ['slug: [a]', '`slug` is a list'],
    ['lang: { a: b }', '`lang` is a map'],
    ['dateline: [LONDON]', '`dateline` is a list'],
    ['licence: { a: b }', '`licence` is a map'],
  ])('%s', (line, message) => {
    const { article, problems } = read(line)
    expect(article).toMatchObject({ title: 'My story', language: 'en' })
    expect(problems).toMatchObject([{ severity: 'warning', code: 'value', line: 3 }])
    expect(problems[0]!.message).toContain(message)
  })
})

it.each(['title: "#x"', 'title:', 'title: x # a note', 'summary: ""', 'description: |\n  # x'])(
  '%j has the type of a text',
  (line) => expect(read(line).problems).toEqual([]),
)
