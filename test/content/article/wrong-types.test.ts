import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { ARTICLE_KEYS } from '../../../src/content/article/known-keys.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { SITE } from '../outline.ts'

function read(line: string) {
  const source = `---\ndate: 2024-01-02\n${line}\n---\nText.\n`
  return parseArticle({ path: 'my-story.md', source, hash: '' }, SITE, () => undefined)
}

const SHOW = readSite([{ path: '_index.md', source: '---\npodcast: true\n---\n' }], {
  title: 'T',
  url: 'https://example.org/',
}).site

/** The article of an episode with a line of front matter, as data, and what is said of it. */
function readEpisode(line: string, date = 'date: 2024-01-02\n') {
  const source = `---\n${date}enclosure: https://example.net/q.mp3\n${line}\n---\nText.\n`
  const parsed = parseArticle({ path: 'my-story.md', source, hash: '' }, SHOW, () => undefined)
  const { mentions: _, ...article } = parsed.article ?? {}
  const problems = parsed.problems.filter(({ code }) => code !== 'enclosure-length')
  return { published: JSON.stringify(article), problems }
}

describe('a value of a wrong type has an effect or is a problem with its line, whatever the key', () => {
  const WRONG = ['[qa, qb]', '{ qa: qb }', '{{ qx }}', '[[qa], { qb: qc }]', '[{ qb: qc }]', '[[qa]]', '#qx']
  // Themes write the ids of players there, and other taxonomies.
  const EXCEPTIONS = new Set([
    'audio: [qa, qb]',
    'video: [qa, qb]',
    'taxonomies: { qa: qb }',
    'taxonomies: {{ qx }}',
  ])

  it.each(ARTICLE_KEYS.filter((key) => key !== 'enclosure'))('%s', (key) => {
    const date = key === 'date' ? '' : undefined
    const none = readEpisode('nothing: x', date)
    for (const value of WRONG) {
      const line = `${key}: ${value}`
      if (EXCEPTIONS.has(line)) continue
      const { published, problems } = readEpisode(line, date)
      expect(published !== none.published || problems.length > 0, line).toBe(true)
      const lines = problems.filter(({ code }) => code === 'value').map(({ line }) => line)
      expect(new Set(lines).size, line).toBeLessThan(2)
      if (lines.length > 0) expect(lines[0], line).toBe(key === 'date' ? 3 : 4)
    }
  })
})

it.each([
  ['title: null', '`title` is null, which is no text'],
  ['title: ~', '`title` is null, which is no text'],
  ['title: Null # none', '`title` is null, which is no text'],
  ['tags: #news', '`tags` is a comment in the place of a text'],
  ['authors: [Ada, { b: Bob }]', '`authors` has an entry that is not a name'],
  ['aliases: [/a/, [/b/]]', '`aliases` has an entry that is not a path'],
  ['image: { alt: A hill }', '`image` is a map in the place of the path of a picture'],
  ['enclosure: { type: audio/mpeg }', '`enclosure` is a map in the place of the path of a file'],
  ['updated: [2024-01-02]', '`updated` is a list in the place of a date'],
  ['id: { a: b }', '`id` is a map in the place of a text'],
  ['external_url: example.net/x', '"example.net/x" is not a whole address'],
])('%s is a warning that says what is wrong', (line, message) => {
  const { problems } = read(line)
  expect(problems).toMatchObject([{ severity: 'warning', code: 'value', line: 3 }])
  expect(problems[0]!.message).toContain(message)
})

it.each([
  'tags: # none yet',
  'tags: [{ name: Peace, code: "1" }, war]',
  'date: { created: 2024-01-02, updated: 2024-01-03 }',
  'last_update: { date: 2024-01-02, author: Ada }',
  'authors: { ada: { name: Ada }, bob: { name: Bob } }',
  'aliases: [/a/, /b/]',
  'categories: [[Science, Physics], Art]',
  'authors: [Ada, [Bob]]',
  'enclosure: { url: "https://example.net/a.mp3", length: 1 }',
  'theme: { a: [b] }',
])('%s is of a right type', (line) => {
  const source = `---\n${line.startsWith('date:') ? '' : 'date: 2024-01-02\n'}${line}\n---\nText.\n`
  expect(parseArticle({ path: 'my-story.md', source, hash: '' }, SITE, () => undefined).problems).toEqual([])
})

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

it.each([
  'title: "#x"',
  'title:',
  'title: "null"',
  'title: null pointers',
  'title: ""',
  'summary: null',
  'title: x # a note',
  'summary: ""',
  'description: |\n  # x',
])('%j has the type of a text', (line) => expect(read(line).problems).toEqual([]))
