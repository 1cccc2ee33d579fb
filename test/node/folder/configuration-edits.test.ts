import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../src/content/problem.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const CONFIG = 'baseURL = "https://blog.example/"\ntitle = "Blog"\n'
const DATED = `${CONFIG}[permalinks]\nposts = "/:year/:slug/"\n`
const POST = article({ title: 'First', date: '2024-01-02' }, 'Text.')

function open(files: Record<string, string>, articles: string) {
  const directory = makeFolder(files)
  const folder = openFolder(join(directory, articles), { defaultUrl: 'http://localhost/' })
  return {
    folder,
    write: (path: string, text: string) => writeFileSync(join(directory, path), text),
    remove: (path: string) => rmSync(join(directory, path)),
    permalinks: () =>
      folder.library().articles.flatMap(({ permalink, hidden }) => (hidden === undefined ? [permalink] : [])),
  }
}

it('an edit of the configuration of a generator is followed at the next look at everything', async () => {
  const site = open({ 'hugo.toml': CONFIG, 'content/posts/first.md': POST }, 'content')
  const { folder, write, permalinks } = site
  expect(permalinks()).toEqual(['https://blog.example/posts/first/'])
  write('hugo.toml', DATED)
  await folder.apply(['posts/first.md'])
  expect(permalinks()).toEqual(['https://blog.example/posts/first/'])
  await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/2024/first/'])
  expect(folder.library().site.settings.title).toBe('Blog')
  write('hugo.toml', CONFIG.replace('Blog', 'News'))
  await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/posts/first/'])
  expect(folder.library().site.settings.title).toBe('News')
})

it('the library stays the same where the configuration does', async () => {
  const { folder, write } = open({ 'hugo.toml': DATED, 'content/posts/first.md': POST }, 'content')
  const library = folder.library()
  await folder.apply()
  write('hugo.toml', DATED)
  await folder.apply()
  expect(folder.library()).toBe(library)
})

it('an edit of a configuration that the one of the site inherits is followed', async () => {
  const { folder, write, permalinks } = open(
    {
      '.git/HEAD': '',
      'base.yml':
        'site_url: https://docs.example/\nplugins:\n  blog:\n    blog_dir: news\n    post_url_format: "{slug}"\n',
      'site/mkdocs.yml': 'INHERIT: ../base.yml\nsite_name: Docs\n',
      'site/docs/news/posts/first.md': article({ date: '2024-01-02' }, '# First\n\nText.'),
    },
    'site/docs/news/posts',
  )
  expect(permalinks()).toEqual(['https://docs.example/news/first/'])
  write(
    'base.yml',
    'site_name: Base\nsite_url: https://other.example/\nplugins:\n  blog:\n    blog_dir: news\n',
  )
  await folder.apply()
  expect(permalinks()).toEqual(['https://other.example/news/2024/01/02/first/'])
})

it('a configuration that an edit breaks takes nothing away, and is followed when it is mended', async () => {
  const { folder, write, permalinks } = open(
    { 'hugo.toml': DATED, 'content/posts/first.md': POST },
    'content',
  )
  write('hugo.toml', `${DATED}[broken`)
  const problems = await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/2024/first/'])
  expect(problems.map(formatProblem).join('\n')).toMatch(/cannot be read \(TOML/)
  write('hugo.toml', CONFIG)
  await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/posts/first/'])
})

it('a configuration that is gone for a moment is as one that an edit breaks, or none', async () => {
  const { folder, write, remove, permalinks } = open(
    { 'hugo.toml': DATED, 'content/posts/first.md': POST },
    'content',
  )
  remove('hugo.toml')
  await folder.apply()
  expect(permalinks()).toHaveLength(1)
  write('hugo.toml', DATED)
  await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/2024/first/'])
})

const TYPED = '---\nurl: https://my.example/\nidPrefix: "tag:my.example,2020:"\n---\n'
const EXCLUDING = `ignoreFiles = ["secret"]\n${DATED}`

/** A site whose configuration leaves one of its two articles out. */
function openExcluding() {
  return open(
    {
      'hugo.toml': EXCLUDING,
      'content/_index.md': TYPED,
      'content/posts/first.md': POST,
      'content/posts/secret.md': POST.replace('First', 'Secret'),
    },
    'content',
  )
}

it('a configuration that an edit breaks still leaves out what it excluded, where the settings decide the ids', async () => {
  const site = openExcluding()
  const { folder, write, permalinks } = site
  const before = ['https://my.example/2024/first/']
  expect(permalinks()).toEqual(before)
  write('hugo.toml', `${EXCLUDING}[half`)
  const problems = await folder.apply()
  expect(permalinks()).toEqual(before)
  expect(problems.map(formatProblem).join('\n')).toContain('hugo.toml:6: error ids-in-doubt')
  write('content/_index.md', TYPED.replace('url:', 'title: News\nurl:'))
  await folder.apply()
  expect(permalinks()).toEqual(before)
  expect(folder.library().site.settings.title).toBe('News')
  write('hugo.toml', DATED)
  await folder.apply()
  expect(permalinks()).toHaveLength(2)
})

it.each([
  ['is empty for a moment', (site: ReturnType<typeof open>) => site.write('hugo.toml', '')],
  ['is gone', (site: ReturnType<typeof open>) => site.remove('hugo.toml')],
])('a configuration that %s does not move the articles to the address of this machine', async (_, edit) => {
  const site = open(
    {
      'hugo.toml': DATED,
      'content/_index.md': '---\nids: tag\nidPrefix: "tag:my.example,2020:"\n---\n',
      'content/posts/first.md': POST,
    },
    'content',
  )
  const { folder, write, permalinks } = site
  edit(site)
  const problems = await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/2024/first/'])
  expect(problems.map(formatProblem).join('\n')).toContain('https://blog.example/')
  await folder.apply()
  expect(permalinks()).toEqual(['https://blog.example/2024/first/'])
  write('content/_index.md', TYPED)
  await folder.apply()
  expect(permalinks()[0]).toMatch(/^https:\/\/my\.example\//)
  write('hugo.toml', DATED)
  await folder.apply()
  expect(permalinks()).toEqual(['https://my.example/2024/first/'])
})

describe("a file of a folder's data that cannot be read", () => {
  const FILES = {
    'eleventy.config.js': 'export default function (config) {}',
    '_data/site.json': '{"url": "https://blog.example/", "title": "Blog"}',
    'posts/first.md': POST,
  }
  const NAMES: [name: string, draft: string, broken: string][] = [
    ['posts.json', '{"draft": true}', '{"draft": tr'],
    ['posts.11tydata.js', 'export default { draft: true }', 'export default { draft: tr'],
  ]

  it.each(NAMES)('leaves drafts what they were: %s', async (name, draft, broken) => {
    const { folder, write, permalinks } = open({ ...FILES, [`posts/${name}`]: draft }, 'posts')
    expect(permalinks()).toEqual([])
    write(`posts/${name}`, broken)
    const [problem] = await folder.apply()
    expect(problem).toMatchObject({ code: 'ids-in-doubt', path: `../posts/${name}` })
    expect(permalinks()).toEqual([])
    write(`posts/${name}`, draft.replace('true', 'false'))
    await folder.apply()
    expect(permalinks()).toHaveLength(1)
  })

  it.each(NAMES)('publishes nothing of its folder at a start: %s', (name, _, broken) => {
    const { folder, permalinks } = open(
      { ...FILES, [`posts/${name}`]: broken, 'posts/_index.md': TYPED },
      'posts',
    )
    expect(permalinks()).toEqual([])
    expect(folder.library().problems.map(formatProblem).join('\n')).toContain(name)
  })
})

describe('a start with a configuration that cannot be read', () => {
  const ARTICLES = {
    'content/_index.md': TYPED,
    'content/posts/first.md': POST,
    'content/posts/secret.md': POST.replace('First', 'Secret'),
  }
  const doubts = (files: Record<string, string | Uint8Array>, articles = 'content') =>
    openFolder(join(makeFolder({ ...ARTICLES, ...files }), articles), { defaultUrl: 'http://localhost/' })
      .doubts()
      .map(formatProblem)
      .join('\n')

  it.each<[string, Record<string, string | Uint8Array>, file: string]>([
    ['broken', { 'hugo.toml': `${EXCLUDING}[half` }, '../hugo.toml:6'],
    ['not UTF-8', { 'hugo.toml': Buffer.from(`${EXCLUDING}# caf\xe9\n`, 'latin1') }, '../hugo.toml'],
    ['too large', { 'hugo.toml': `${EXCLUDING}# ${'x'.repeat(300_000)}\n` }, '../hugo.toml'],
    [
      'one of several',
      { 'hugo.toml': CONFIG, 'config/_default/permalinks.toml': 'posts = "' },
      '../config/_default/permalinks.toml:1',
    ],
    ['broken code', { 'docusaurus.config.js': 'export default {' }, '../docusaurus.config.js'],
    [
      'not UTF-8, and tells generators apart',
      { 'config.toml': Buffer.from(`base_url = "https://a.example"\n# \xe9\n`, 'latin1') },
      '../config.toml',
    ],
    [
      'an ignore file',
      { '.eleventy.js': '', '.eleventyignore': Buffer.from('content/posts/secret.md\n# \xe9\n', 'latin1') },
      '../.eleventyignore',
    ],
  ])('leaves it open what is public, also where the settings decide the ids: %s', (_, files, file) => {
    expect(doubts(files)).toContain(`${file}: error ids-in-doubt: `)
    expect(doubts({ ...files, 'content/_index.md': TYPED.replace('url:', 'generator: none\nurl:') })).toBe('')
  })

  it('leaves the address open where a data file of the site gives it', () => {
    const files = {
      '.eleventy.js': '',
      '_data/site.json': '{"url": "https://blog.example/",\n"title": "a" "b"\n}',
      'content/_index.md': '',
    }
    expect(doubts(files)).toContain('../_data/site.json:2: error ids-in-doubt: ')
    for (const text of ['{"url": "https://blog.example/"}', '["a", "b"]', ''])
      expect(doubts({ ...files, '_data/site.json': text })).toBe('')
    expect(doubts({ ...files, '_data/site.json': '', '_data/blog.yaml': '- a\n- b\n' })).toBe('')
  })
})

it.each([
  ['is empty for a moment', (site: ReturnType<typeof open>) => site.write('hugo.toml', '\n')],
  ['is gone', (site: ReturnType<typeof open>) => site.remove('hugo.toml')],
])('a configuration that %s still leaves out what it excluded', async (_, edit) => {
  const site = openExcluding()
  const { folder, write, permalinks } = site
  const before = ['https://my.example/2024/first/']
  edit(site)
  const problems = await folder.apply()
  expect(permalinks()).toEqual(before)
  expect(problems.map(formatProblem).join('\n')).toMatch(/error ids-in-doubt: The configuration .* restart/s)
  write('content/_index.md', TYPED.replace('url:', 'title: News\nurl:'))
  await folder.apply()
  expect(permalinks()).toEqual(before)
  write('hugo.toml', DATED)
  expect(await folder.apply()).toEqual([])
  expect(permalinks()).toHaveLength(2)
})

it('a configuration that is written while the server runs says nothing before it is whole', async () => {
  const { folder, write, permalinks } = open(
    { 'content/_index.md': TYPED, 'content/posts/first.md': POST },
    'content',
  )
  const before = ['https://my.example/posts/first/']
  expect(permalinks()).toEqual(before)
  write('hugo.toml', `${EXCLUDING}[half`)
  await folder.apply()
  expect(permalinks()).toEqual(before)
  write('hugo.toml', DATED)
  await folder.apply()
  expect(permalinks()).toEqual(['https://my.example/2024/first/'])
})

const KEEPING: [file: string, text: string, rest: Record<string, string>][] = [
  ['posts/posts.json', '{"draft": true}', {}],
  ['posts/posts.11tydata.js', 'module.exports = { draft: true }', {}],
  ['posts/first.11tydata.json', '{"draft": true}', {}],
  ['.eleventyignore', 'posts/first.md\n', {}],
]

it.each(KEEPING)('what %s keeps back stays back while the file is empty', async (file, text) => {
  const site = open(
    {
      '.eleventy.js':
        'module.exports = (config) => { config.addPreprocessor("drafts", "*", (data) => { if (data.draft) return false }) }\n',
      '_data/site.json': '{"url": "https://blog.example/"}',
      [file]: text,
      'posts/first.md': POST,
      'posts/second.md': article({ title: 'Second', date: '2024-01-03', draft: 'false' }, 'Text.'),
    },
    'posts',
  )
  const { folder, write, remove, permalinks } = site
  const before = permalinks()
  expect(before).not.toContainEqual(expect.stringContaining('first'))
  const problems = folder.library().problems.map(formatProblem)
  for (const empty of ['', ' \n']) {
    write(file, empty)
    for (let look = 0; look < 2; look++) {
      await folder.apply()
      expect(permalinks()).toEqual(before)
      expect(folder.library().problems.map(formatProblem)).toContainEqual(
        expect.stringMatching(
          `${file.replace('posts/', '')}.*The file is empty, so what it set last stays in use`,
        ),
      )
    }
    // Articles that are edited meanwhile are published.
    write(
      'posts/second.md',
      article({ title: `Second ${empty.length}`, date: '2024-01-03', draft: 'false' }, 'Text.'),
    )
    await folder.apply()
    expect(folder.library().articles.map(({ title }) => title)).toContain(`Second ${empty.length}`)
  }
  write(file, text)
  await folder.apply()
  expect(folder.library().problems.map(formatProblem)).toEqual(problems)
  remove(file)
  await folder.apply()
  expect(permalinks()).toContainEqual(expect.stringContaining('first'))
})
