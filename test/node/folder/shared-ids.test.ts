import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EMPTY_REGISTER } from '../../../src/content/library/register.ts'
import { formatProblem } from '../../../src/content/problem.ts'
import { addRemembered, type CachedArticles } from '../../../src/node/folder/cached-articles.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createRegisterFile } from '../../../src/node/register-file.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const PREFIX = 'tag:example.org,2026:'
const INDEX = `---\nurl: https://example.org/\nidPrefix: "${PREFIX}"\nlanguage: en\nlanguages: [en, fr]\n---\n`
const SHOW = 'a0000000-0000-4000-8000-000000000000'
const NOW = Date.UTC(2025, 5, 1)

function episode(name: string, more: Record<string, string> = {}, key = 'episode_guid'): string {
  return article({ title: name, date: '2025-01-01', [key]: SHOW, ...more }, `Text of ${name}.`)
}

function open(directory: string, remembered?: CachedArticles) {
  const ids = createRegisterFile(directory, join(directory, '.ids-copy.txt'))
  return openFolder(directory, { defaultUrl: 'http://localhost/', version: '1', ids, remembered })
}

/** The ids by path, and the problems as lines, of a start that registers what is public. */
function start(directory: string) {
  const folder = open(directory)
  folder.register(NOW)
  const { articles, problems } = folder.library()
  return {
    ids: Object.fromEntries(articles.map(({ path, id }) => [path, id])),
    lines: problems.map(formatProblem),
  }
}

describe('an id that several articles have', () => {
  it.each(['episode_guid', 'guid', 'uuid', 'disqus_identifier'])('as `%s` is the id of none', (key) => {
    const names = ['c', 'a', 'b', 'd']
    const files = names.map((name) => [`${name}.md`, episode(name, {}, key)])
    const { ids, lines } = start(
      makeFolder({
        '_index.md': INDEX,
        ...Object.fromEntries(files),
        'own.md': article({ title: 'O', date: '2025-01-02', [key]: 'x:1' }),
      }),
    )
    expect(ids).toEqual({
      ...Object.fromEntries(names.map((name) => [`${name}.md`, `${PREFIX}${name}`])),
      'own.md': 'x:1',
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^a\.md:4: warning shared-id: /)
    expect(lines[0]).toContain(
      `\`${key}\` stands in 4 articles, so they have the ids that they have without it`,
    )
  })

  it('and that a folder hands down is the id of none', () => {
    const site = makeFolder({
      'hugo.toml': 'baseURL = "https://hugo.example/"\n',
      'content/posts/_index.md': '---\ncascade:\n  id: "x:show"\n---\n',
      'content/posts/a.md': article({ title: 'A', date: '2025-01-01' }, 'A.'),
      'content/posts/b.md': article({ title: 'B', date: '2025-01-01' }, 'B.'),
    })
    const { ids, lines } = start(join(site, 'content'))
    expect(ids).toEqual({
      'posts/a.md': 'https://hugo.example/posts/a/',
      'posts/b.md': 'https://hugo.example/posts/b/',
    })
    expect(lines).toEqual([expect.stringMatching(/^posts\/a\.md:1: warning shared-id: /)])
  })

  it('stays with the article that was published under it', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'm.md': episode('m') })
    expect(start(directory).ids).toEqual({ 'm.md': SHOW })
    writeFiles(directory, { 'a.md': episode('a'), 'z.md': episode('z') })
    for (let round = 0; round < 2; round++) {
      const { ids, lines } = start(directory)
      expect(ids).toEqual({ 'm.md': SHOW, 'a.md': `${PREFIX}a`, 'z.md': `${PREFIX}z` })
      expect(lines).toEqual([expect.stringContaining('3 articles, so m.md keeps it, and the others have')])
    }
    // Under the other names only the titles tell which is which.
    writeFiles(directory, { 'm.md': episode('z'), 'z.md': episode('m') })
    expect(start(directory).ids).toMatchObject({ 'z.md': SHOW })
  })

  it('stays with nobody once it was shared, though the others lose it', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': episode('a'), 'b.md': episode('b') })
    start(directory)
    writeFiles(directory, { 'b.md': article({ title: 'b', date: '2025-01-01' }, 'Text of b.') })
    const expected = { 'a.md': `${PREFIX}a`, 'b.md': `${PREFIX}b` }
    expect(start(directory).ids).toEqual(expected)
    writeFiles(directory, { 'a.md': episode('a', { title: 'Another title' }) })
    const { ids, lines } = start(directory)
    expect(ids).toEqual(expected)
    expect(lines).toEqual([expect.stringContaining('once stood in several articles')])
  })

  it('is followed while the server runs, and over restarts with the cache', async () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': episode('a') })
    const folder = open(directory)
    const idsOf = ({ library }: typeof folder) =>
      Object.fromEntries(library().articles.map(({ path, id }) => [path, id]))
    folder.register(NOW)
    writeFiles(directory, { 'b.md': episode('b'), 'c.md': episode('c') })
    const problems = await folder.apply()
    expect(problems.map(({ code }) => code)).toEqual(['shared-id'])
    const expected = { 'a.md': SHOW, 'b.md': `${PREFIX}b`, 'c.md': `${PREFIX}c` }
    expect(idsOf(folder)).toEqual(expected)
    const remembered = JSON.parse(JSON.stringify(folder.remember()))
    expect(idsOf(open(directory, remembered))).toEqual(expected)
    writeFiles(directory, { 'b.md': episode('b', { episode_guid: 'x:b' }) })
    await folder.apply()
    expect(idsOf(folder)).toEqual({ ...expected, 'b.md': 'x:b' })
  })

  it('is not taken from a cache for one that was published', () => {
    const folder = open(makeFolder({ '_index.md': INDEX, 'a.md': episode('a'), 'b.md': episode('b') }))
    expect(addRemembered(EMPTY_REGISTER, folder.remember(), NOW).entries).toEqual([])
    const alone = open(makeFolder({ '_index.md': INDEX, 'a.md': episode('a'), '_drafts/a.md': episode('b') }))
    const { entries } = addRemembered(EMPTY_REGISTER, alone.remember(), NOW)
    expect(entries.map(({ id, path }) => [id, path])).toEqual([[SHOW, 'a.md']])
  })

  it('stays with the original among translations', () => {
    const { ids, lines } = start(
      makeFolder({ '_index.md': INDEX, 'a.fr.md': episode('fr'), 'a.md': episode('en') }),
    )
    expect(ids).toEqual({ 'a.md': SHOW, 'a.fr.md': `${PREFIX}a.fr` })
    expect(lines).toEqual([
      expect.stringMatching(/^a\.fr\.md:4: .*a\.md keeps it, and this one has the id that it has without it/),
    ])
  })

  it('may be written in several ways', () => {
    const directory = makeFolder({
      '_index.md': INDEX,
      'b.md': episode('b', { episode_guid: `urn:uuid:${SHOW}` }),
    })
    start(directory)
    writeFiles(directory, { 'a.md': episode('a') })
    expect(start(directory).ids).toEqual({ 'a.md': `${PREFIX}a`, 'b.md': `urn:uuid:${SHOW}` })
  })

  it('stays with the article whose own `id` it is', () => {
    const { ids } = start(
      makeFolder({ '_index.md': INDEX, 'a.md': episode('a'), 'b.md': episode('b', {}, 'id') }),
    )
    expect(ids).toEqual({ 'a.md': `${PREFIX}a`, 'b.md': SHOW })
  })

  it('is no fault of a draft beside its published version, or of a file that is there twice', () => {
    const { ids, lines } = start(
      makeFolder({ '_index.md': INDEX, 'a.md': episode('a'), '_drafts/a.md': episode('a draft') }),
    )
    expect(ids).toEqual({ 'a.md': SHOW })
    expect(lines).toEqual([])
    const twice = start(makeFolder({ '_index.md': INDEX, 'a.md': episode('a'), 'b.md': episode('a') }))
    expect(twice.ids).toEqual({ 'a.md': SHOW })
    expect(twice.lines).toEqual([expect.stringContaining('b.md:1: error duplicate')])
  })
})
