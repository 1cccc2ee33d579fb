import { describe, expect, it } from 'vitest'
import { readCategories } from '../../../src/content/article/taxonomy.ts'
import { parseFrontMatter } from '../../../src/content/front-matter/parse.ts'

const read = (yaml: string, messages: string[] = []) =>
  readCategories(
    parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').fields,
    undefined,
    (_severity, code, key, message) => messages.push(`${code} ${key}: ${message}`),
  )
const terms = (yaml: string) => read(yaml).map(({ term }) => term)

describe('readCategories', () => {
  it.each([
    ['tags: one, two; three', ['one', 'two', 'three']],
    ['tags: [one, "two, still two"]', ['one', 'two, still two']],
    ['categories: [[a, b], [a, c]]', ['a', 'b', 'c']],
    ['tags: [Rust, rust, RUST]', ['Rust']],
    ['tags: [1, true, ~, "", " "]', ['1', 'true']],
    ['tags: [{label: Label, permalink: /l/}, {name: Name}]', ['Label', 'Name']],
    ['taxonomies: {tags: [a], categories: [b]}', ['a', 'b']],
    ['category: a\ntopics: b\nkeywords: c\ntag: d\nseries: e', ['a', 'b', 'c', 'd', 'e']],
    ['tags:', []],
    ['title: x', []],
  ])('%s', (yaml, expected) => {
    expect(terms(yaml)).toEqual(expected)
  })

  it('keeps a scheme only where it is an absolute URI', () => {
    expect(
      read(
        'tags: [{term: a, scheme: "https://s.example/"}, {term: b, scheme: nonsense}, {term: c, scheme: "https://s.example/<1>"}]',
      ),
    ).toEqual([{ term: 'a', scheme: 'https://s.example/' }, { term: 'b' }, { term: 'c' }])
  })

  it('keeps the code that a vocabulary has for a term', () => {
    expect(read('subjects: [{ name: economy, scheme: "http://s.example/", code: "04000000" }]')).toEqual([
      { term: 'economy', scheme: 'http://s.example/', code: '04000000' },
    ])
  })

  it('warns of a scheme that is left out', () => {
    const messages: string[] = []
    read('tags: [{term: a, scheme: "javascript:x"}, {term: b, scheme: "https://s.example/"}]', messages)
    expect(messages).toEqual(['value tags: The scheme "javascript:x" of "a" is left out'])
  })

  it('stops at a hundred, and says so', () => {
    const messages: string[] = []
    const tags = `tags: [${Array.from({ length: 300 }, (_, index) => `t${index}`)}]`
    expect(read(tags, messages)).toHaveLength(100)
    expect(messages).toEqual(['value tags: There are more than 100 terms, and the others are left out'])
  })
})
