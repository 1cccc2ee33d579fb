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

it('a configuration that an edit breaks still leaves out what it excluded, where the settings decide the ids', async () => {
  const site = open(
    {
      'hugo.toml': EXCLUDING,
      'content/_index.md': TYPED,
      'content/posts/first.md': POST,
      'content/posts/secret.md': POST.replace('First', 'Secret'),
    },
    'content',
  )
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
