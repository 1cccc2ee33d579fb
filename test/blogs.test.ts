import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../src/commands/check.ts'
import type { Problem } from '../src/content/problem.ts'
import { createEditions } from '../src/feed/editions/editions.ts'
import { digest } from '../src/node/digest.ts'
import { openFolder } from '../src/node/folder/folder.ts'
import { createFolderBodies } from '../src/node/serving/publication.ts'
import { makeFolder } from './make-folder.ts'

const BLOGS = join(import.meta.dirname, 'fixtures', 'blogs')
const NOW = Date.UTC(2026, 5, 1)

/** The folder that a user of each generator names, and what is said of what does not get into a feed: `path:line code`. */
const FOLDERS: Record<string, { articles: string; problems: string[] }> = {
  astro: {
    articles: 'src/content/blog',
    problems: ['using-mdx.mdx:12 template', 'using-mdx.mdx:8 template'],
  },
  docusaurus: { articles: 'blog', problems: ['2024-01-06-other/index.mdx:21 template'] },
  eleventy: { articles: 'content/blog', problems: ['first.md:6 template', 'first.md:6 template'] },
  gatsby: { articles: 'content/blog', problems: [] },
  hexo: { articles: 'source', problems: ['_posts/hello-world.md:14 template'] },
  hugo: {
    articles: 'content',
    problems: ['about.md:1 no-date', 'posts/2024-01-05-Hello World.md:19 template'],
  },
  jekyll: {
    articles: '',
    problems: [
      '_drafts/later.md:1 no-date',
      '_posts/2024-01-05-Hello-World.md:14 template',
      '_posts/2024-01-09-page.html:undefined not-markdown',
      'about.md:1 page',
    ],
  },
  mkdocs: { articles: 'docs/blog/posts', problems: [] },
  next: {
    articles: '_posts',
    problems: [
      '../next.config.js:undefined unread-rule',
      '_index.md:undefined guessed-permalink',
      'hello.mdx:14 template',
    ],
  },
  obsidian: { articles: '', problems: ['Ideas.md:1 no-date'] },
  pelican: { articles: 'content', problems: [] },
  svelte: { articles: 'src/posts', problems: ['_index.md:undefined guessed-permalink'] },
  vitepress: { articles: 'posts', problems: [] },
  zola: {
    articles: 'content',
    problems: [
      'blog/2024-01-05_Hello World.md:10 missing-file',
      'blog/2024-01-05_Hello World.md:18 template',
    ],
  },
}

function open(name: string, articles = FOLDERS[name]!.articles) {
  const problems: Problem[] = []
  const folder = openFolder(join(BLOGS, name, articles), { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  const editions = createEditions(
    library,
    '',
    createFolderBodies(folder, (problem) => problems.push(problem)),
    digest,
  )
  return {
    library,
    feed: editions.find('feed.json', NOW)!.render(),
    problems: [...library.problems, ...problems],
  }
}

describe.each(Object.keys(FOLDERS))('a blog made with %s', (name) => {
  it('is recognised', () => {
    expect(open(name).library.site.generator?.name).toBe(name)
  })

  it('gives the feed that was reviewed', () => {
    const { feed } = open(name)
    const file = join(import.meta.dirname, 'golden', 'blogs', `${name}.json`)
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, feed)
    }
    expect(feed).toBe(readFileSync(file, 'utf8'))
  })

  it('loses nothing without a word', () => {
    const said = open(name).problems.map(({ path, line, code }) => `${path}:${line} ${code}`)
    expect(said.sort()).toEqual(FOLDERS[name]!.problems)
  })
})

describe('check', () => {
  it('names what is left out of a text', () => {
    const lines: string[] = []
    expect(check(join(BLOGS, 'hugo', 'content'), (line) => lines.push(line), NOW)).toBe(0)
    expect(lines).toContain(
      'posts/2024-01-05-Hello World.md:19: warning template: {{% mystery %}} is not supported and left out. Readers see the text around it; write it as Markdown or HTML if something is missing.',
    )
  })
})

describe('ids and permalinks', () => {
  it.each([
    [
      'hugo',
      [
        'https://hugo.example.org/2024/02/the-story-part-1/',
        'https://hugo.example.org/fr/posts/bundle/',
        'https://hugo.example.org/posts/2024-01-05-hello-world/',
        'https://hugo.example.org/posts/dash-dash/',
        'https://hugo.example.org/posts/the-slug/',
      ],
    ],
    [
      'eleventy',
      [
        'https://eleventy.example.org/2024/fourth/',
        'https://eleventy.example.org/blog/2024-01-06-second/',
        'https://eleventy.example.org/blog/first/',
        'https://eleventy.example.org/blog/third/',
        'https://eleventy.example.org/n/note/',
      ],
    ],
    [
      'zola',
      [
        'https://zola.example.org/blog/hello-world/',
        'https://zola.example.org/blog/other/',
        'https://zola.example.org/fr/blog/other/',
        'https://zola.example.org/own/address/',
      ],
    ],
    [
      'docusaurus',
      [
        'https://docusaurus.example.org/base/blog/2024/01/05/hello',
        'https://docusaurus.example.org/base/blog/other',
      ],
    ],
    ['astro', ['https://astro.example.org/blog/first-post/', 'https://astro.example.org/blog/using-mdx/']],
    [
      'hexo',
      ['https://hexo.example.org/2024/01/05/hello-world/', 'https://hexo.example.org/own/address.html'],
    ],
    ['gatsby', ['https://gatsby.example.org/hello-world/']],
    [
      'mkdocs',
      [
        'https://mkdocs.example.org/blog/2024/01/hello-world/',
        'https://mkdocs.example.org/blog/2024/01/own-slug/',
      ],
    ],
    ['next', ['http://localhost/posts/hello']],
    ['svelte', ['http://localhost/posts/hello']],
    [
      'vitepress',
      ['https://vitepress.example.org/posts/hello.html', 'https://vitepress.example.org/posts/other.html'],
    ],
  ])('of %s are those of its own feed', (name, permalinks) => {
    const { articles } = open(name).library
    const shown = articles.filter(({ hidden }) => hidden === undefined)
    expect(shown.map(({ permalink }) => permalink).sort()).toEqual(permalinks)
    expect(shown.every(({ id, permalink }) => id === permalink)).toBe(true)
  })

  it.each([
    [
      'jekyll',
      [
        [
          'https://jekyll.example.org/blog/own/own-address',
          'https://jekyll.example.org/blog/own/own-address/',
        ],
        [
          'https://jekyll.example.org/blog/2024/01/06/other',
          'https://jekyll.example.org/blog/2024/01/06/other.html',
        ],
        [
          'https://jekyll.example.org/blog/web/design/2024/01/05/Hello-World',
          'https://jekyll.example.org/blog/web/design/2024/01/05/Hello-World.html',
        ],
      ],
    ],
    [
      'pelican',
      [
        [
          'tag:pelican.example.org,2024-01-06:/2024/01/own-slug/',
          'https://pelican.example.org/2024/01/own-slug/',
        ],
        [
          'tag:pelican.example.org,2024-01-05:/2024/01/hello-its-me/',
          'https://pelican.example.org/2024/01/hello-its-me/',
        ],
      ],
    ],
  ])('of %s differ as in its own feed', (name, expected) => {
    const { articles } = open(name).library
    const shown = articles.filter(({ hidden }) => hidden === undefined)
    expect(shown.map(({ id, permalink }) => [id, permalink])).toEqual(expected)
  })

  it('in a vault are as without a generator, because nobody knows others', () => {
    const { site, articles } = open('obsidian').library
    expect(site.ids).toBe('tag')
    const shown = articles.filter(({ hidden }) => hidden === undefined)
    const without = makeFolder({ 'Blog/A first note.md': '---\ndate: 2024-01-05\n---\n' })
    const [plain] = openFolder(without, { defaultUrl: 'http://localhost/' }).library().articles
    expect(shown.map(({ id, permalink }) => [id, permalink])).toContainEqual([plain!.id, plain!.permalink])
  })

  it('are given to every article in the content, whatever its section is called', () => {
    const directory = makeFolder({
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      'content/build/a.md': '---\ntitle: A\ndate: 2025-01-01\n---\n',
      'themes/x/exampleSite/content/b.md': '---\ntitle: B\ndate: 2025-01-01\n---\n',
      'public/c/index.md': '---\ntitle: C\ndate: 2025-01-01\n---\n',
    })
    for (const articles of ['', 'content']) {
      const folder = openFolder(join(directory, articles), { defaultUrl: 'http://localhost/' })
      expect(folder.library().articles.map(({ permalink }) => permalink)).toEqual([
        'https://example.org/build/a/',
      ])
    }
  })

  it('are as anywhere where a setting says so', () => {
    const files = {
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      'content/_index.md': '---\ngenerator: none\nurl: https://example.org\n---\n',
      'content/posts/2025-01-01-A.md': '---\ntitle: A\n---\n',
    }
    const ids = (settings: string) => {
      const directory = makeFolder({ ...files, 'content/_index.md': `---\n${settings}\n---\n` })
      const { site, articles } = openFolder(join(directory, 'content'), {
        defaultUrl: 'http://localhost/',
      }).library()
      return [site.generator?.name, articles[0]!.permalink, articles[0]!.id]
    }
    const plain = 'url: https://example.org'
    expect(ids(`${plain}\ngenerator: none`)).toEqual([
      undefined,
      'https://example.org/posts/a/',
      'tag:localhost,2026:posts/2025-01-01-A',
    ])
    expect(ids(`${plain}\ngenerator: zola`)).toEqual([
      'zola',
      'https://example.org/posts/a/',
      'https://example.org/posts/a/',
    ])
    expect(ids(`${plain}\npermalinks: /:slug/`)).toEqual([
      'hugo',
      'https://example.org/a/',
      'https://example.org/a/',
    ])
    expect(ids(`${plain}\nidPrefix: "tag:example.org,2020:"`)).toEqual([
      'hugo',
      'https://example.org/posts/2025-01-01-a/',
      'tag:example.org,2020:posts/2025-01-01-A',
    ])
  })

  it.each([
    ['hugo', 'content/posts', 'https://hugo.example.org/posts/the-slug/'],
    ['hugo', '', 'https://hugo.example.org/posts/the-slug/'],
    ['jekyll', '_posts', 'https://jekyll.example.org/blog/2024/01/06/other.html'],
    ['zola', 'content/blog', 'https://zola.example.org/own/address/'],
    ['hexo', 'source/_posts', 'https://hexo.example.org/2024/01/05/hello-world/'],
    ['docusaurus', '', 'https://docusaurus.example.org/base/blog/other'],
  ])('of %s do not depend on which folder is named: %j', (name, articles, permalink) => {
    const found = open(name, articles).library.articles.map((article) => article.permalink)
    expect(found).toContain(permalink)
  })
})

describe('a site', () => {
  it('of Docusaurus has its authors beside its posts, and dates in its folders', () => {
    const directory = makeFolder({
      'docusaurus.config.js': "export default { url: 'https://example.org' }",
      'news/authors.yml': 'ada:\n  name: Ada Lovelace\n  title: Engineer\n',
      'news/2018/12-14-a.md': '---\ntitle: A\nauthors: ada\n---\nText\n',
      'news/2019/1/5/b.md': '---\ntitle: B\n---\nText\n',
    })
    const { articles, problems } = openFolder(join(directory, 'news'), {
      defaultUrl: 'http://localhost/',
    }).library()
    expect(problems).toEqual([])
    expect(articles.map(({ published }) => new Date(published).toISOString().slice(0, 10)).sort()).toEqual([
      '2018-12-14',
      '2019-01-05',
    ])
    expect(articles.at(-1)!.authors).toEqual([{ name: 'Ada Lovelace' }])
  })

  it('of Pelican has pages that are no posts', () => {
    const directory = makeFolder({
      'pelicanconf.py': "SITENAME = 'P'\nPATH = 'content'\n",
      'content/a.md': 'Title: A\nDate: 2024-01-05\n\nText\n',
      'content/pages/about.md': 'Title: About\nDate: 2024-01-05\n\nText\n',
    })
    for (const articles of ['', 'content']) {
      const folder = openFolder(join(directory, articles), { defaultUrl: 'http://localhost/' })
      expect(folder.library().articles.map(({ title }) => title)).toEqual(['A'])
      expect(folder.library().problems.map(({ code }) => code)).toEqual(['page'])
    }
  })

  it('of Jekyll may call its people by their full name', () => {
    const directory = makeFolder({
      '_config.yml': 'url: https://example.org\n',
      '_data/authors.yml': 'ada:\n  full_name: Ada Lovelace\n',
      '_posts/2024-01-05-a.md': '---\ntitle: A\nauthor: ada\n---\nText\n',
    })
    const { articles } = openFolder(join(directory, '_posts'), { defaultUrl: 'http://localhost/' }).library()
    expect(articles[0]!.authors).toEqual([{ name: 'Ada Lovelace' }])
  })

  it('of Jekyll has short dates in its names', () => {
    const directory = makeFolder({
      '_config.yml': 'url: https://example.org\npermalink: /:title\n',
      '_posts/2012-1-5-a.md': '---\ntitle: A\n---\nText\n',
    })
    const { articles } = openFolder(join(directory, '_posts'), { defaultUrl: 'http://localhost/' }).library()
    expect(articles).toMatchObject([{ id: 'https://example.org/a', published: Date.UTC(2012, 0, 5) }])
  })

  it('of Pelican names the language of code in its first line', () => {
    const directory = makeFolder({
      'pelicanconf.py': '',
      'content/a.md':
        'Title: A\nDate: 2024-01-05\n\n    :::python\n    x = 1\n\nText\n\n    #!/bin/sh\n    :\n',
    })
    const folder = openFolder(join(directory, 'content'), { defaultUrl: 'http://localhost/' })
    const { contentHtml } = createFolderBodies(folder).find(folder.library().articles[0]!, NOW)
    expect(contentHtml).toBe(
      '<pre><code class="language-python">x = 1\n</code></pre>\n<p>Text</p>\n<pre><code>#!/bin/sh\n:\n</code></pre>',
    )
  })

  it('of Hugo may say of its sections what means nothing here', () => {
    const settings = '---\ntitle: Posts\nurl: /own/\nbookCollapse: true\n---\n'
    const problems = (config: Record<string, string>) =>
      openFolder(join(makeFolder({ ...config, 'content/posts/_index.md': settings }), 'content'), {
        defaultUrl: 'http://localhost/',
      }).library().problems
    expect(problems({ 'hugo.toml': '' })).toEqual([])
    expect(problems({}).map(({ code }) => code)).toEqual(['unknown-setting'])
  })

  it('of Next.js may have a page of each author', () => {
    const directory = makeFolder({
      'next.config.js': '',
      'data/authors/default.mdx': '---\nname: Ada Lovelace\nemail: ada@example.org\n---\n\nText\n',
      'data/blog/a.mdx': "---\ntitle: A\ndate: 2024-01-05\nauthors: ['default']\n---\nText\n",
    })
    const { articles } = openFolder(join(directory, 'data/blog'), {
      defaultUrl: 'http://localhost/',
    }).library()
    expect(articles[0]!.authors).toEqual([{ name: 'Ada Lovelace', email: 'ada@example.org' }])
  })
})
