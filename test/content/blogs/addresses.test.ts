import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { makeFolder } from '../../make-folder.ts'

/** The library of a site. */
function read(files: Record<string, string>, articles = '') {
  return openFolder(join(makeFolder(files), articles), { defaultUrl: 'http://localhost/' }).library()
}

const POST = '---\ntitle: A\ndate: 2024-03-04\n---\nText\n'

describe('the address of a site below a path', () => {
  it.each<[string, Record<string, string>]>([
    ['Hugo', { 'hugo.toml': 'baseURL = "https://example.org/b/"\n', 'content/a.md': POST }],
    ['Jekyll', { '_config.yml': 'url: https://example.org\nbaseurl: /b\n', '_posts/2024-03-04-a.md': POST }],
    [
      'Gatsby',
      {
        'gatsby-config.js':
          "module.exports = { pathPrefix: '/b', siteMetadata: { siteUrl: 'https://example.org' } }",
        'content/a.md': POST,
      },
    ],
    [
      'Eleventy',
      {
        'eleventy.config.js': "export default () => ({ pathPrefix: '/b/' })",
        '_data/metadata.json': '{ "url": "https://example.org/" }',
        'a.md': POST,
      },
    ],
    [
      'Astro',
      {
        'astro.config.mjs': "export default { site: 'https://example.org', base: '/b' }",
        'src/content/blog/a.md': POST,
      },
    ],
    [
      'Docusaurus',
      {
        'docusaurus.config.js': "export default { url: 'https://example.org', baseUrl: '/b/' }",
        'blog/a.md': POST,
      },
    ],
  ])('has that path: %s', (_, files) => {
    expect(read(files).site.url).toBe('https://example.org/b/')
  })
})

describe('an address that only code could tell', () => {
  it('is said to be unknown where Eleventy filters it', () => {
    const post = POST.replace('date:', 'permalink: "/{{ title | secret }}/"\ndate:')
    const { problems } = read({ 'eleventy.config.js': 'export default {}', 'posts/a.md': post }, 'posts')
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['permalink', 3]])
  })
})

describe('an article without front matter', () => {
  it('of Docusaurus has its date in its path, and its title in its heading', () => {
    const { articles, problems } = read(
      {
        'docusaurus.config.js': "export default { url: 'https://example.org' }",
        'blog/2024/03-04-x.md': '# A heading\n\nText\n',
      },
      'blog',
    )
    expect(problems).toEqual([])
    expect(articles).toMatchObject([
      {
        title: 'A heading',
        published: Date.UTC(2024, 2, 4),
        permalink: 'https://example.org/blog/2024/03/04/x',
      },
    ])
  })
})

describe('the authors of an article', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'of Jekyll',
      {
        '_config.yml': 'url: https://example.org\n',
        '_data/authors.yml': 'ann:\n  name: Ann Field\n  email: ann@example.org\n',
        '_posts/2024-03-04-a.md': POST.replace('title:', 'author: ann\ntitle:'),
      },
      '[{"name":"Ann Field","email":"ann@example.org"}]',
    ],
    [
      'of Jekyll, several',
      {
        '_config.yml': 'url: https://example.org\n',
        '_data/authors.yml': 'ann: { name: Ann Field }\nbea: { name: Bea Wood }\n',
        '_posts/2024-03-04-a.md': POST.replace('title:', 'authors: [ann, bea]\ntitle:'),
      },
      '[{"name":"Ann Field"},{"name":"Bea Wood"}]',
    ],
    [
      'of Docusaurus, of whom one is beside the list',
      {
        'docusaurus.config.js': "export default { url: 'https://example.org' }",
        'blog/authors.yml': 'ann:\n  name: Ann Field\n  url: https://example.org/ann\n',
        'blog/2024-03-04-a.md': POST.replace('title:', 'authors: [ann, { name: Gus }]\ntitle:'),
      },
      '[{"name":"Ann Field","url":"https://example.org/ann"},{"name":"Gus"}]',
    ],
    [
      'of Docusaurus, one by its key with another title',
      {
        'docusaurus.config.js': "export default { url: 'https://example.org' }",
        'blog/authors.yml': 'ann:\n  name: Ann Field\n',
        'blog/2024-03-04-a.md': POST.replace('title:', 'authors:\n  - key: ann\n    title: Guest\ntitle:'),
      },
      '[{"name":"Ann Field"}]',
    ],
  ])('are those of the list of the site: %s', (_, files, authors) => {
    const { articles } = read(files, 'blog/authors.yml' in files ? 'blog' : '')
    expect(JSON.stringify(articles[0]!.authors)).toBe(authors)
  })
})
