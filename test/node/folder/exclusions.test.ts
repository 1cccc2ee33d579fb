import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CachedArticles } from '../../../src/node/folder/cached-articles.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const POST = '---\ntitle: A\ndate: 2024-01-05\n---\n\nText.\n'

/** What is public of a folder of posts in a site, and the problems as `path code`. */
function read(files: Record<string, string>, articles = '') {
  const folder = openFolder(join(makeFolder(files), articles), { defaultUrl: 'http://localhost/' })
  const { articles: all, problems } = folder.library()
  const shown = all.filter(({ hidden }) => hidden === undefined)
  return {
    shown: shown.map(({ path }) => path).sort(),
    problems: problems.map(({ path, code }) => `${path} ${code}`),
  }
}

/** Posts at the paths, besides `a.md`, which alone is to be published. */
function posts(root: string, paths: string[]) {
  return Object.fromEntries(['a.md', ...paths].map((path) => [`${root}${path}`, POST]))
}

interface Case {
  rule: string
  site: Record<string, string>
  root?: string
  out: string[]
  shown?: string[]
}

const CASES: Case[] = [
  {
    rule: 'Hugo: cascade of draft in a section',
    site: { 'hugo.toml': '', 'content/x/_index.md': '---\ncascade:\n  draft: true\n---\n' },
    root: 'content/',
    out: ['x/b.md', 'x/y/c.md'],
  },
  {
    rule: 'Hugo: cascade.build.list never',
    site: {
      'hugo.toml': '',
      'content/x/_index.md': '---\ncascade:\n  build:\n    list: never\n---\n',
      'content/y/_index.md': '+++\n[[cascade]]\n[cascade._build]\nlist = "never"\n+++\n',
    },
    root: 'content/',
    out: ['x/b.md', 'y/b.md'],
  },
  {
    rule: 'Hugo: cascade with a target, in a section and in the configuration',
    site: {
      'hugo.toml':
        '[[cascade]]\ndraft = true\n[cascade.target]\npath = "/old/**"\n[[cascade]]\ndraft = true\n[cascade.target]\nkind = "section"\n',
      'content/x/_index.md':
        '---\ncascade:\n  - _target: { path: "/x/secret*" }\n    draft: true\n  - _target: { path: "/x/open*" }\n    author: Ada\n---\n',
    },
    root: 'content/',
    out: ['old/b.md', 'old/c/index.md', 'x/secret-1.md'],
    shown: ['x/open-1.md'],
  },
  {
    rule: 'Hugo: ignoreFiles, expressions',
    site: { 'hugo.toml': "ignoreFiles = ['\\.secret\\.md$', '^content/wip/', 'boilerplate/']\n" },
    root: 'content/',
    out: ['b.secret.md', 'wip/c.md', 'x/boilerplate/d.md', '_e.md'],
    shown: ['secret.md'],
  },
  {
    rule: 'Hugo: other Markdown files in the folder of a leaf bundle',
    site: { 'hugo.toml': '', 'content/b/index.md': POST },
    root: 'content/',
    out: ['b/notes.md', 'b/parts/one.md'],
    shown: ['b/index.md'],
  },
  {
    rule: 'Eleventy: .eleventyignore and .gitignore',
    site: {
      'eleventy.config.js': 'export default function () {}',
      '.eleventyignore': '# not these\nposts/secret.md\ndrafts-of-ada\nposts/x/*\n!posts/x/open.md\n',
      '.gitignore': 'private/\n*.local.md\n',
    },
    root: 'posts/',
    out: ['secret.md', 'drafts-of-ada/b.md', 'x/b.md', 'private/b.md', 'c.local.md'],
    shown: ['x/open.md'],
  },
  {
    rule: 'Eleventy: ignores.add',
    site: {
      'eleventy.config.js':
        'export default (c) => { c.ignores.add("posts/wip/**"); c.ignores.add(`posts/b.md`) }',
    },
    root: 'posts/',
    out: ['wip/b.md', 'b.md'],
  },
  {
    rule: "Eleventy: a folder's data as code and as JSON, and an article's own",
    site: {
      'eleventy.config.js': '',
      'posts/x/x.11tydata.js': 'module.exports = { draft: true, layout: "post.njk" }',
      'posts/deep/y/y.11tydata.cjs': 'module.exports = { eleventyExcludeFromCollections: true }',
      'posts/z/z.11tydata.js': 'export default { permalink: false }',
      'posts/j/j.json': '{ "permalink": false }',
      'posts/own.11tydata.json': '{ "draft": true }',
      'posts/own2.11tydata.js': 'export const draft = true',
    },
    root: 'posts/',
    out: ['x/b.md', 'x/sub/b.md', 'deep/y/b.md', 'z/b.md', 'j/b.md', 'own.md', 'own2.md'],
  },
  {
    rule: 'Jekyll: exclude, include and names',
    site: {
      '_config.yml':
        'exclude: [_posts/secret, "_posts/*-wip.md", _posts/2024-01-05-out.md]\ninclude: [_posts/2024-01-05-in-wip.md]\ncollections:\n  notes: { output: true }\ndefaults:\n  - scope: { path: "", type: notes }\n    values: { published: false }\n  - scope: { path: "_posts/old*" }\n    values: { published: false }\n',
      '_posts/2024-01-05-in-wip.md': POST,
      '_posts/2024-01-05-fine.md': POST,
    },
    root: '_posts/',
    out: [
      'secret/2024-01-05-b.md',
      '2024-01-05-x-wip.md',
      '2024-01-05-out.md',
      'undated.md',
      '#2024-01-05-c.md',
      'old1/2024-01-05-d.md',
    ],
    shown: ['2024-01-05-fine.md', '2024-01-05-in-wip.md'],
  },
  {
    rule: 'Hexo: exclude, ignore, skip_render and names',
    site: {
      '_config.yml':
        'url: https://example.org\nexclude: ["_posts/x.md"]\nignore: ["**/secret.md"]\nskip_render: ["_posts/raw/**"]\n',
      'scaffolds/post.md': '',
    },
    root: 'source/_posts/',
    out: ['x.md', 'secret.md', 'sub/secret.md', 'raw/b.md', '_b.md'],
  },
  {
    rule: 'Astro: names, folders and the pattern of a collection',
    site: {
      'astro.config.mjs': '',
      'src/content.config.ts':
        "const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: ['**/*.md', '!wip/**'] }) })",
    },
    root: 'src/content/blog/',
    out: ['_b.md', '_old/c.md', 'wip/d.md'],
  },
  {
    rule: 'Docusaurus: exclude and tests',
    site: {
      'docusaurus.config.js':
        "export default { presets: [['classic', { docs: { exclude: ['a.md'] }, blog: { path: 'blog', exclude: ['**/*.wip.{md,mdx}', 'old/**'] } }]] }",
    },
    root: 'blog/',
    out: ['b.wip.md', 'old/c.md', '__tests__/d.md', 'e.test.md', '_f.md'],
  },
  {
    rule: 'Zola: ignored_content and sections that are drafts',
    site: {
      'config.toml': 'base_url = "https://example.org"\nignored_content = ["*.secret.md", "wip/*"]\n',
      'content/x/_index.md': '+++\ndraft = true\n+++\n',
    },
    root: 'content/',
    out: ['b.secret.md', 'y/c.secret.md', 'wip/d.md', 'x/e.md', 'x/y/f.md'],
  },
  {
    rule: 'Pelican: IGNORE_FILES and ARTICLE_EXCLUDES',
    site: {
      'pelicanconf.py':
        "PATH = 'content'\nIGNORE_FILES = ['*.wip.md']\nARTICLE_EXCLUDES = ('private', \"x/y\")\n",
    },
    root: 'content/',
    out: ['b.wip.md', 'z/b.wip.md', 'private/c.md', 'x/y/d.md'],
  },
  {
    rule: 'VitePress: srcExclude',
    site: { '.vitepress/config.ts': "export default { srcExclude: ['**/wip/*.md'] }" },
    root: 'posts/',
    out: ['wip/b.md'],
  },
  {
    rule: 'Gatsby: ignore',
    site: {
      'gatsby-config.js': 'module.exports = { plugins: [{ options: { path: `x`, ignore: [`**/wip/*`] } }] }',
    },
    root: 'content/blog/',
    out: ['wip/b.md'],
  },
  {
    rule: 'Plain folders: names and folders',
    site: { 'x/_index.md': '---\ndraft: true\n---\n' },
    out: [
      '_draft.md',
      '_templates/post.md',
      'templates/post.md',
      'Templates/b.md',
      'archetypes/default.md',
      'trash/c.md',
      'n/_d.md',
      'x/e.md',
      'x/y/f.md',
    ],
    shown: ['templates.md', 'n/trash-day.md'],
  },
]

describe("the site's own rules of what is not published", () => {
  it.each(CASES)('$rule', ({ site, root = '', out, shown = [] }) => {
    const expected = Object.keys(posts('', [])).filter(() => root !== '_posts/')
    const files = { ...posts(root, [...out, ...shown]), ...site }
    expect(read(files, root)).toEqual({ shown: [...expected, ...shown].sort(), problems: [] })
  })

  it('hold where the site itself is the folder', () => {
    const site = { '_config.yml': 'exclude: [_posts/x]\n' }
    expect(read({ ...site, '_posts/x/2024-01-05-b.md': POST, '_posts/2024-01-05-c.md': POST }).shown).toEqual(
      ['_posts/2024-01-05-c.md'],
    )
  })

  it('an article may say otherwise than a cascade, but not than a draft of its whole section', () => {
    const open = POST.replace('title', 'draft: false\ntitle')
    const hugo = {
      'hugo.toml': '',
      'content/x/_index.md': '---\ncascade: { draft: true }\n---\n',
      'content/x/b.md': open,
    }
    expect(read(hugo, 'content').shown).toEqual(['x/b.md'])
    const draft = { 'x/_index.md': '---\ndraft: true\n---\n', 'x/b.md': open }
    expect(read(draft).shown).toEqual([])
    const inHugo = Object.fromEntries(Object.entries(draft).map(([path, text]) => [`content/${path}`, text]))
    expect(read({ 'hugo.toml': '', ...inHugo, 'content/x/y/c.md': open }, 'content').shown).toEqual([])
  })

  it('hold however the letters of a name are composed', () => {
    const site = { '_config.yml': `exclude: [${'_posts/é'.normalize('NFC')}]\n` }
    const path = `${'_posts/é'.normalize('NFD')}/2024-01-05-b.md`
    expect(read({ ...site, [path]: POST }).shown).toEqual([])
  })

  it('hold from the moment at which an index.md comes, to that at which it goes', async () => {
    const directory = makeFolder({ 'hugo.toml': '', 'content/b/notes.md': POST })
    const folder = openFolder(join(directory, 'content'), { defaultUrl: 'http://localhost/' })
    const shown = () => folder.library().articles.filter(({ hidden }) => hidden === undefined)
    expect(shown().map(({ path }) => path)).toEqual(['b/notes.md'])
    writeFiles(directory, { 'content/b/index.md': POST })
    await folder.apply(['b/index.md'])
    expect(shown().map(({ path }) => path)).toEqual(['b/index.md'])
    rmSync(join(directory, 'content/b/index.md'))
    await folder.apply(['b/index.md'])
    expect(shown().map(({ path }) => path)).toEqual(['b/notes.md'])
  })

  it('hold after a restart with a cache', () => {
    const directory = makeFolder({ 'hugo.toml': '', 'content/b/notes.md': POST, 'content/idea.md': 'Text' })
    const open = (remembered?: CachedArticles) =>
      openFolder(join(directory, 'content'), { defaultUrl: 'http://localhost/', remembered })
    const remembered = open().remember()
    expect(open(remembered).library().asides).toEqual([{ path: 'idea.md', why: 'no front matter' }])
    writeFiles(directory, { 'content/b/index.md': POST })
    const { articles } = open(remembered).library()
    expect(articles.find(({ path }) => path === 'b/notes.md')?.hidden).toBe('beside an index.md')
  })

  it('nothing is wrong with a file that is left out, whatever is in it', () => {
    expect(read({ '_draft.md': '---\ndate: [\n---\n', 'templates/a.md': 'Text', 'a.md': POST })).toEqual({
      shown: ['a.md'],
      problems: [],
    })
  })

  it.each([
    ['hugo.toml', 'ignoreFiles = ["(a+)+$"]', 'content'],
    ['eleventy.config.js', 'export default (c) => { c.ignores.add(secret) }', 'content'],
    [
      'docusaurus.config.js',
      'export default { presets: [["classic", { blog: { exclude: globs() } }]] }',
      'content',
    ],
    ['pelicanconf.py', 'IGNORE_FILES = secret', 'content'],
    ['next.config.js', 'module.exports = {}', 'content'],
  ])('that only code could tell are named: %s', (file, text, articles) => {
    const files = { [file]: text, 'content/a.md': POST, 'content/b.md': POST.replace('A', 'B') }
    const { problems } = openFolder(join(makeFolder(files), articles), {
      defaultUrl: 'http://localhost/',
    }).library()
    const unread = problems.filter(({ code }) => code === 'unread-rule')
    expect(unread).toMatchObject([{ code: 'unread-rule', severity: 'warning', path: `../${file}` }])
    expect(unread[0]!.message).toContain('of 2 articles')
  })

  it('that a data file computes are named with the articles of its folder', () => {
    const files = {
      'eleventy.config.js': '',
      'posts/x/x.11tydata.js': 'export default { eleventyComputed: { draft: (data) => secret(data) } }',
      'posts/x/b.md': POST,
      'posts/a.md': POST,
    }
    const { problems } = openFolder(join(makeFolder(files), 'posts'), {
      defaultUrl: 'http://localhost/',
    }).library()
    expect(problems).toMatchObject([{ code: 'unread-rule', path: 'x/x.11tydata.js' }])
    expect(problems[0]!.message).toContain('of 1 article')
  })
})
