import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { articleRoutes } from '../../../src/content/generators/code/routes.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { describeFolder } from '../../../src/node/serving/describe-folder.ts'
import { makeFolder } from '../../make-folder.ts'

const POST = '---\ntitle: A\ndate: 2026-08-13\n---\nText\n'

/** The paths of the pages of a site, and the codes of its problems. */
function read(files: Record<string, string>, articles: string) {
  const folder = openFolder(join(makeFolder(files), articles), { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  return {
    paths: library.articles.map(({ permalink }) => new URL(permalink).pathname),
    codes: library.problems.map(({ code }) => code),
    library,
  }
}

const glob = (base: string, name = 'posts') =>
  `const ${name} = defineCollection({ loader: glob({ base: '${base}', pattern: '**/*.md' }) })\nexport const collections = { ${name} }`

describe('pages of Astro', () => {
  const config = { 'astro.config.mjs': "export default { site: 'https://example.org' }" }
  it.each([
    [
      'of a collection elsewhere',
      { 'src/content.config.ts': glob('./content/posts') },
      'content/posts',
      'x.md',
      '/posts/x/',
    ],
    [
      'at the route of the collection',
      { 'src/content.config.ts': glob('./content/notes', 'blog'), 'src/pages/blog/[slug].astro': '' },
      'content/notes',
      'A b/x.md',
      '/blog/a-b/x/',
    ],
    [
      'at the only route',
      {
        'src/content.config.ts': glob('./src/data/blog', 'blog'),
        'src/pages/posts/[...slug]/index.astro': '',
      },
      'src/data/blog',
      'x.md',
      '/posts/x/',
    ],
    [
      'at the top',
      {
        'src/content.config.ts': glob('./src/content/blog', 'blog'),
        'src/pages/[...id].astro': '',
        'src/pages/tags/[tag].astro': '',
      },
      'src/content/blog',
      'x.md',
      '/x/',
    ],
    [
      'without a file of collections',
      { 'src/pages/writing/[slug].astro': '' },
      'src/content/blog',
      'x.md',
      '/writing/x/',
    ],
    ['without routes', {}, 'src/content/blog', 'x.md', '/blog/x/'],
    ['in the folder of pages', { 'src/pages/blog/[slug].astro': '' }, 'src/pages/notes', 'x.md', '/notes/x/'],
  ])('are found %s', (_, files, articles, path, expected) => {
    const { paths, codes } = read({ ...config, ...files, [`${articles}/${path}`]: POST }, articles)
    expect([paths, codes]).toEqual([[expected], []])
  })

  it('of Starlight are at the top of the site, below its base', () => {
    const site =
      "export default { site: 'https://example.org', base: '/b', integrations: [starlight({ title: 'T' })] }"
    const files = { 'astro.config.mjs': site, 'src/content/docs/blog/x.mdx': POST }
    for (const articles of ['src/content/docs', 'src/content/docs/blog', ''])
      expect(read(files, articles).paths).toEqual(['/b/blog/x/'])
  })

  it('are guessed, and said to be, where several routes are possible', () => {
    const files = {
      ...config,
      'src/pages/a/[slug].astro': '',
      'src/pages/b/[slug].astro': '',
      'src/content/blog/x.md': POST,
    }
    expect(read(files, 'src/content/blog')).toMatchObject({
      paths: ['/blog/x/'],
      codes: ['guessed-permalink'],
    })
  })
})

describe('pages of frameworks', () => {
  it.each([
    ['svelte.config.js', 'src/routes/blog/[slug]/+page.svelte', 'src/posts', 'x.md', '/blog/x', []],
    ['next.config.js', 'app/(site)/writing/[slug]/page.tsx', 'posts', 'x.md', '/writing/x', ['unread-rule']],
    [
      'svelte.config.js',
      'src/routes/[lang]/blog/[slug]/+page.svelte',
      'posts',
      'x.md',
      '/posts/x',
      ['guessed-permalink'],
    ],
    [
      'svelte.config.js',
      'src/routes/blog/[slug]/+page.svelte',
      'posts',
      '2026-08-13-x.md',
      '/blog/2026-08-13-x',
      ['guessed-permalink'],
    ],
  ])('%s with %s', (config, page, articles, path, expected, codes) => {
    const found = read({ [config]: 'export default {}', [page]: '', [`${articles}/${path}`]: POST }, articles)
    expect([found.paths, found.codes]).toEqual([[expected], codes])
  })

  it('are no longer guessed where a setting says what they are', () => {
    const files = {
      'svelte.config.js': 'export default {}',
      'posts/2026-08-13-x.md': POST,
      'posts/_index.md': '---\npermalinks: /blog/:slug/\n---\n',
    }
    expect(read(files, 'posts')).toMatchObject({ paths: ['/blog/x/'], codes: [] })
  })

  it('are not claimed to be as the site makes them', () => {
    const files = { 'svelte.config.js': 'export default {}', 'posts/x.md': POST }
    const lines = describeFolder(read(files, 'posts').library).join('\n')
    expect(lines).not.toContain('as it makes them')
    expect(lines).toContain('guessed-permalink')
  })

  it('of Gatsby are guessed where gatsby-node makes slugs', () => {
    const files = (code: string) => ({
      'gatsby-config.js': "module.exports = { siteMetadata: { siteUrl: 'https://example.org' } }",
      'gatsby-node.js': code,
      'blog/x.md': POST,
    })
    const own = 'exports.onCreateNode = ({ actions }) => { actions.createNodeField({ value: secret() }) }'
    expect(read(files(own), 'blog').codes).toEqual(['guessed-permalink'])
    const usual =
      'exports.onCreateNode = ({ actions }) => { actions.createNodeField({ value: createFilePath() }) }'
    expect(read(files(usual), 'blog')).toMatchObject({ paths: ['/x/'], codes: [] })
  })
})

it('addresses that Pelican makes of titles in Han are said to be guessed', () => {
  const post = (title: string) => `Title: ${title}\nDate: 2024-01-01\n\nText\n`
  const site = (title: string) => ({ 'pelicanconf.py': '', 'content/a.md': post(title) })
  expect(read(site('漢字'), 'content').codes).toEqual(['guessed-permalink'])
  expect(read(site('Мир'), 'content').codes).toEqual([])
})

it('an address that the configuration computes is said to be unknown', () => {
  const files = { 'docusaurus.config.js': 'export default { url: secret() }', 'blog/2026-08-13-x.md': POST }
  expect(read(files, 'blog').codes).toEqual(['guessed-permalink'])
})

describe('pages of Hugo', () => {
  const config =
    'baseURL = "https://example.org/"\ndefaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n[languages.fr]\ncontentDir = "content/fr"\n'
  it.each([
    ['content/en/posts', '/posts/a/', 'en'],
    ['content/fr/posts', '/fr/posts/a/', 'fr'],
  ])('below the folder of a language: %s', (articles, path, language) => {
    const { paths, library } = read({ 'hugo.toml': config, [`${articles}/a.md`]: POST }, articles)
    expect([paths, library.site.settings.language]).toEqual([[path], language])
  })

  it('are found where all themes are modules', () => {
    const files = {
      'config/_default/hugo.toml': 'baseURL = "https://example.org/"\ntitle = "T"\n',
      'go.mod': 'module x',
      'content/posts/a.md': POST,
    }
    const { library } = read(files, 'content')
    expect(library.site).toMatchObject({ url: 'https://example.org/', settings: { title: 'T' } })
  })

  it('are dated by `publishDate`, as in its feed', () => {
    const post = POST.replace('date:', 'publishDate: 2026-09-01\ndate:')
    const { library } = read({ 'hugo.toml': config, 'content/a.md': post }, 'content')
    expect(library.articles[0]!.published).toBe(Date.UTC(2026, 8, 1))
  })
})

it('a route has one parameter, at its end', () => {
  const pages = [
    'src/pages/a/[slug].astro',
    'src/pages/a/[tag].astro',
    'src/pages/[lang]/b/[slug].astro',
    'src/pages/rss/[slug].xml',
  ]
  expect(articleRoutes(pages, ['src/pages'])).toEqual(['a'])
})
