import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isError } from '../../../src/content/article/article.ts'
import { formatProblem } from '../../../src/content/problem.ts'
import type { CachedArticles } from '../../../src/node/folder/cached-articles.ts'
import { type Folder, openFolder } from '../../../src/node/folder/folder.ts'
import { readCache, sealCache } from '../../../src/node/serving/cache.ts'
import { openServedFolder } from '../../../src/node/serving/served-folder.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const URL = { defaultUrl: 'http://localhost/' }
const GOOD = article({ title: 'Good', date: '2025-01-01' }, 'The text.')
const HEXO = 'title: Good\ndate: 2025-01-01\n---\nThe text.\n'
const PELICAN = 'Title: Good\nDate: 2025-01-01\n\nThe text.\n'

const shown = (folder: Folder) => folder.library().articles.map((one) => [one.title, one.readBody().trim()])
const codes = (folder: Folder) => folder.library().problems.map(({ code }) => code)

/** Makes a start recall what another would have saved. */
const restart = (directory: string, before: Folder, options = {}) =>
  openFolder(directory, {
    ...URL,
    ...options,
    remembered: JSON.parse(JSON.stringify(before.remember())) as CachedArticles,
  })

const CUTS: [where: string, before: string, after: string][] = [
  ['after `title:`', GOOD, '---\ntitle: Good\n---\n'],
  ['after `title:` with the fence open', GOOD, '---\ntitle: Good\n'],
  ['after `date:` with the fence open', GOOD, '---\ntitle: Good\ndate: 2025-01-01\n'],
  ['within the date', GOOD, '---\ntitle: Good\ndate: 2025-'],
  ['within the closing fence', GOOD, '---\ntitle: Good\ndate: 2025-01-01\n--'],
  ['within the opening fence', GOOD, '-'],
  ['before the front matter', GOOD, 'The text.\n'],
  ['to nothing', GOOD, ''],
  ['to blanks', GOOD, '\n\n'],
  [
    'within TOML',
    '+++\ntitle = "Good"\ndate = 2025-01-01\n+++\nThe text.',
    '+++\ntitle = "Good"\ndate = 2025-01-01\n',
  ],
  ['within JSON', '{"title": "Good", "date": "2025-01-01"}\nThe text.', '{"title": "Good", "da'],
  ["before Hexo's fence", HEXO, 'title: Good\ndate: 2025-01-01\n'],
  ['within bare keys', PELICAN, 'Title: Go'],
  ['after the closing fence', GOOD, '---\ntitle: Good\ndate: 2025-01-01\n---'],
  ['before the text', GOOD, '---\ntitle: Good\ndate: 2025-01-01\n---\n\n'],
  ["after Pelican's keys", PELICAN, 'Title: Good\nDate: 2025-01-01\n'],
]

it('an article whose name has its date stays as it was while its file is empty', async () => {
  const directory = makeFolder({ '2025-01-01-a.md': '# Good\n\nThe text.\n' })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { '2025-01-01-a.md': '' })
  await folder.apply()
  for (const each of [folder, restart(directory, folder)])
    expect(shown(each)).toEqual([['Good', 'The text.']])
})

it('a file that is cut within a letter stays as it was, over a restart too, until it is whole', async () => {
  const text = Buffer.from(GOOD.replace('The text.', 'Ça va.'))
  const directory = makeFolder({ 'a.md': text })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { 'a.md': text.subarray(0, text.indexOf('Ça') + 1) })
  await folder.apply()
  const again = restart(directory, folder)
  for (const each of [folder, again, restart(directory, again)]) {
    expect(shown(each)).toEqual([['Good', 'Ça va.']])
    expect(codes(each)).toEqual(['encoding'])
  }
  writeFiles(directory, { 'a.md': text })
  for (const each of [folder, again]) {
    await each.apply()
    expect(shown(each)).toEqual([['Good', 'Ça va.']])
    expect(each.library().problems).toEqual([])
  }
})

it('an article that is to have no text any more says so by an empty comment', async () => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { 'a.md': GOOD.replace('The text.', '') })
  expect((await folder.apply()).map(formatProblem)).toEqual([expect.stringContaining('has lost its text')])
  writeFiles(directory, { 'a.md': GOOD.replace('The text.', '<!-- -->') })
  await folder.apply()
  expect(codes(folder)).toEqual([])
  expect(folder.library().articles[0]!.readBody()).not.toContain('The text.')
})

it('an article that is withdrawn, or never had a text, may have none', async () => {
  const none = '---\ntitle: Good\ndate: 2025-01-01\n---\n'
  const directory = makeFolder({ 'a.md': GOOD, 'b.md': none })
  const folder = openFolder(directory, URL)
  writeFiles(directory, {
    'a.md': none.replace('title', 'withdrawn: true\ntitle'),
    'b.md': none.replace('Good', 'Better'),
  })
  await folder.apply()
  expect(folder.library().problems).toEqual([])
  expect(folder.library().articles.map(({ title }) => title)).toContain('Better')
})

describe.each(CUTS)('a published article whose file is cut %s', (_, before, after) => {
  it('stays as it was, over a restart too, until it is mended', async () => {
    const directory = makeFolder({ 'a.md': before })
    const folder = openFolder(directory, URL)
    const [was] = folder.library().articles
    writeFiles(directory, { 'a.md': after })
    expect((await folder.apply(['a.md'])).map(({ code }) => code)).toContain('last-good-version')
    const again = restart(directory, folder)
    for (const each of [folder, again, restart(directory, again)]) {
      expect(shown(each)).toEqual([['Good', 'The text.']])
      expect(each.library().articles[0]!.hash).toBe(was!.hash)
      expect(codes(each)).toContain('last-good-version')
    }
    writeFiles(directory, { 'a.md': before.replace('Good', 'Mended') })
    for (const each of [folder, again]) {
      await each.apply()
      expect(shown(each)).toEqual([['Mended', 'The text.']])
      expect(each.library().problems).toEqual([])
    }
    expect(restart(directory, folder).library().problems).toEqual([])
  })
})

it.each([
  ['draft', '---\ntitle: Good\ndraft: true\n', 0],
  ['hidden', '---\ntitle: Good\nstatus: draft\n---\n', 0],
  ['redirected', '---\nredirect_to: /b/\n---\n', 0],
  ['broken and a draft', '---\ntitle: Good\ndate: 2025-02-30\ndraft: true\n---\n', 0],
  [
    'a draft by front matter that cannot be parsed',
    '---\ntitle: "Good\ndate: 2025-01-01\ndraft: true\n---\nText.\n',
    0,
  ],
  ['a draft in another encoding', Buffer.from('---\ntitle: Caf\xe9\ndraft: true\n---\nText.\n', 'latin1'), 0],
])('a half-written article that is made %s by its own words goes', async (_, text, count) => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { 'a.md': text })
  await folder.apply()
  expect(folder.library().articles).toHaveLength(count)
  expect(restart(directory, folder).library().articles).toHaveLength(count)
})

it('a half-written article that is withdrawn by its own words is withdrawn', async () => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, URL)
  const { hash } = folder.library().articles[0]!
  writeFiles(directory, { 'a.md': '---\ntitle: Good\nwithdrawn: true\n' })
  await folder.apply()
  for (const each of [folder, restart(directory, folder)])
    expect(each.library().articles).toMatchObject([{ id: 'tag:localhost,2026:a', withdrawn: { date: 0 } }])
  expect(folder.library().articles[0]!.hash).not.toBe(hash)
})

it('a half-written article that is deleted goes, and a restart does not bring it back', async () => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { 'a.md': '' })
  await folder.apply()
  const remembered = folder.remember()
  rmSync(join(directory, 'a.md'))
  await folder.apply()
  expect(shown(folder)).toEqual([])
  expect(shown(openFolder(directory, { ...URL, remembered }))).toEqual([])
})

it('the last good version follows the settings, and outlives another version of Wireroom', async () => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, { ...URL, version: '1' })
  writeFiles(directory, { 'a.md': '' })
  await folder.apply()
  writeFiles(directory, { '_index.md': '---\nidPrefix: "tag:new.example,2026:"\n---\n' })
  await folder.apply()
  for (const each of [folder, restart(directory, folder, { version: '2' })])
    expect(each.library().articles).toMatchObject([{ id: 'tag:new.example,2026:a', title: 'Good' }])
})

it('a published file that cannot be read at a restart keeps its last good version', async () => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, URL)
  writeFileSync(join(directory, 'a.md'), `${GOOD}${'x'.repeat(1_000_001)}`)
  await folder.apply()
  const again = restart(directory, folder)
  expect(shown(again)).toEqual([['Good', 'The text.']])
  expect(codes(again)).toEqual(['too-large'])
  writeFiles(directory, { 'a.md': GOOD })
  for (const each of [folder, again]) {
    await each.apply()
    expect(shown(each)).toEqual([['Good', 'The text.']])
    expect(each.library().problems).toEqual([])
  }
})

it('a file that loses its date while nothing runs takes its text with it, which is an error', () => {
  const directory = makeFolder({ 'a.md': GOOD })
  const before = openFolder(directory, URL)
  writeFiles(directory, { 'a.md': 'The text.' })
  const folder = restart(directory, before)
  expect(shown(folder)).toEqual([])
  expect(folder.library().problems.filter(isError)).toMatchObject([{ code: 'lost-version', path: 'a.md' }])
  expect(restart(directory, folder).library().problems.filter(isError)).toEqual([])
})

describe.each([3, 1001])('a server with %i articles', (count) => {
  const serve = (directory: string, cache: string) =>
    openServedFolder(directory, { ...URL, version: '1', cache, now: Date.now, log: () => {} })

  it('saves the last good version soon after the edit, so that a kill loses nothing', async () => {
    const files = Array.from({ length: count }, (_, index) => [
      `a${index}.md`,
      article({ title: `A${index}`, date: '2025-01-01' }, `Text ${index}.`),
    ])
    const directory = makeFolder(Object.fromEntries(files))
    const cache = join(makeFolder({}), 'cache.json')
    const first = serve(directory, cache)
    await first.prepare(Date.now())
    first.save(Date.now())
    const stop = first.follow()
    try {
      writeFiles(directory, { 'a1.md': '' })
      await eventually(() =>
        expect(readCache(cache).articles?.files.filter(({ good }) => good !== undefined)).toHaveLength(1),
      )
    } finally {
      stop()
    }
    const { articles, problems } = await serve(directory, cache).publication.status(Date.now())
    expect(articles.public).toBe(count)
    expect(problems.map(({ code }) => code)).toContain('last-good-version')
  })
})

it('forgets the last good version with the cache that is not as it was written', () => {
  const directory = makeFolder({})
  const cache = join(directory, 'cache.json')
  writeFileSync(
    cache,
    sealCache('{"articles":{"key":"","media":[],"files":[{"path":"a.md","good":1}]},"dates":[]}'),
  )
  utimesSync(cache, 1e9, 1e9)
  expect(readCache(cache)).toEqual({ dates: [] })
})

it('settings whose file is empty while it is written stay as they were', async () => {
  const settings = '---\ntitle: News\ncascade:\n  draft: true\n---\n'
  const site = makeFolder({
    'hugo.toml': 'baseURL = "https://blog.example/"\n',
    'content/a.md': GOOD,
    'content/news/b.md': GOOD,
    'content/news/_index.md': settings,
  })
  const folder = openFolder(join(site, 'content'), URL)
  const open = () =>
    folder
      .library()
      .articles.filter(({ hidden }) => hidden === undefined)
      .map(({ path }) => path)
  for (const length of settings.trimEnd().split('').keys()) {
    writeFiles(site, { 'content/news/_index.md': settings.slice(0, length) })
    await folder.apply(['news/_index.md'])
    expect([length, open(), codes(folder)]).toEqual([
      length,
      ['a.md'],
      expect.arrayContaining(['front-matter']),
    ])
  }
  writeFiles(site, { 'content/news/_index.md': settings })
  await folder.apply(['news/_index.md'])
  expect([open(), codes(folder)]).toEqual([['a.md'], []])
  rmSync(join(site, 'content/news/_index.md'))
  await folder.apply(['news/_index.md'])
  expect(open()).toEqual(['a.md', 'news/b.md'])
})

it.each([
  'a.sync-conflict-20250101-120000-ABCDEF1.md',
  "a (Ann's conflicted copy 2025-01-01).md",
  'a (conflicted copy 2025-01-01 120000).md',
  'a (Case Conflicted Copy).md',
  'a (SFConflict ann@example.org 2025-01-01-11-30-28).md',
  'a_BACKUP_1234.md',
  'a_REMOTE_1234.md',
])('the copy %s of a program that keeps folders alike is not another article', async (copy) => {
  const directory = makeFolder({ 'a.md': GOOD })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { [copy]: GOOD, 'news/conflicted-copy.md': GOOD })
  expect(await folder.apply()).toMatchObject([{ severity: 'warning', code: 'conflicting-copy', path: copy }])
  expect(
    folder
      .library()
      .articles.map(({ path }) => path)
      .sort(),
  ).toEqual(['a.md', 'news/conflicted-copy.md'])
})
