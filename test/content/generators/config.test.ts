import { describe, expect, it } from 'vitest'
import type { GeneratorName } from '../../../src/content/generators/generator.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { rowOf } from '../../../src/content/generators/table.ts'
import { parseScript } from '../../../src/node/folder/site/parse-script.ts'

/** What is read of a site whose configuration is code. */
function read(name: GeneratorName, path: string, text: string, folder = '') {
  return readGenerator({ name, folder, files: [{ path, text }] }, parseScript)
}

describe('configuration that is code', () => {
  it("is read from literals, including apostrophes, Python's prefixes and escapes", () => {
    const config = [
      'SITENAME = u"Ada\'s \\u201cblog\\u201d"',
      "AUTHOR = u'Zo\\xeb O\\'Neil'",
      "DEFAULT_LANG = u'fr'",
      "SITEURL = r'https://example.org'",
    ]
    expect(read('pelican', 'pelicanconf.py', config.join('\n')).site).toEqual({
      title: "Ada's “blog”",
      authors: [{ name: "Zoë O'Neil" }],
      language: 'fr',
      url: 'https://example.org/',
    })
  })

  it('is not read from comments', () => {
    const python = "# SITEURL = 'https://old.example.org'\nSITEURL = 'https://example.org' # SITENAME = 'x'"
    expect(read('pelican', 'pelicanconf.py', python).site).toEqual({ url: 'https://example.org/' })
    const javascript = [
      'export default {',
      "  // url: 'https://old.example.org',",
      "  /* baseUrl: '/old/', */",
      "  url: 'https://example.org', // title: 'Old'",
      '};',
    ]
    expect(read('docusaurus', 'docusaurus.config.js', javascript.join('\n')).site).toEqual({
      url: 'https://example.org/',
    })
  })

  it('is not read from templates that are filled in at run time', () => {
    const config = `export default { title: \`News of \${year}\`, url: \`https://\${host}/\` }`
    expect(read('docusaurus', 'docusaurus.config.js', config).site).toEqual({})
  })
})

describe('data that is code', () => {
  it.each<[GeneratorName, string, string]>([
    [
      'astro',
      'src/config.ts',
      "export const SITE = { website: 'https://example.org/', editPost: { url: 'https://forge.example' } }",
    ],
    ['astro', 'src/consts.ts', "export const SITE_URL = 'https://example.org'"],
    ['next', 'data/siteMetadata.js', "module.exports = { siteUrl: 'https://example.org' }"],
    ['svelte', 'src/lib/config.js', "export const siteURL = 'https://example.org'"],
    ['eleventy', '_data/metadata.js', "export default { url: 'https://example.org/' }"],
  ])('gives the address of a site made with %s: %s', (name, path, text) => {
    expect(read(name, path, text).site.url).toBe('https://example.org/')
    expect([...rowOf(name).configFiles, ...(rowOf(name).dataFiles ?? [])]).toContain(path)
  })

  it('marks the content folder of Eleventy', () => {
    const { generator } = read('eleventy', 'src/_data/site.js', '', 'src/posts')
    expect(generator.content).toEqual(['src'])
  })

  it('takes precedence over the configuration of Eleventy', () => {
    const files = [
      { path: 'eleventy.config.js', text: "plugin({ title: 'Feed', url: 'https://plugin.example' })" },
      { path: '_data/metadata.js', text: "export default { title: 'Site', url: 'https://example.org' }" },
    ]
    expect(readGenerator({ name: 'eleventy', folder: '', files }, parseScript).site).toEqual({
      title: 'Site',
      url: 'https://example.org/',
    })
  })
})

describe('directory data of Eleventy', () => {
  it.each([
    ['posts.11tydata.js', 'permalink: (data) => `/b/$<data.page.fileSlug>/`', '/b/{{ page.fileSlug }}/'],
    [
      'posts.11tydata.js',
      'eleventyComputed: { permalink(data) { return `b/$<this.slug(data.title)>/` } }',
      'b/{{ title | slugify }}/',
    ],
    [
      'posts.11tydata.js',
      'permalink: function (data) { return `b/$<this.slug(data.slug || data.page.fileSlug)>/` }',
      'b/{{ slug or page.fileSlug | slugify }}/',
    ],
    ['posts.11tydata.js', 'permalink: (d) => `/$<format(d.date)>/`', undefined],
    ['posts.json', '"eleventyComputed": { "permalink": "/c/{{ title }}/" }', '/c/{{ title }}/'],
  ])('of %s: %s', (file, text, permalink) => {
    const code = text.replace('$<', '\u0024{').replace('>/`', '}/`')
    const data = file.endsWith('.js') ? `module.exports = { ${code} }` : `{ ${code} }`
    const { generator } = read('eleventy', `posts/${file}`, data, 'posts')
    expect(generator.defaults[0]?.fields).toEqual(permalink && [['permalink', permalink]])
  })
})

describe('the blogs of Docusaurus', () => {
  const config = `export default {
    presets: [['classic', {
      docs: { routeBasePath: '/' },
      blog: { path: './news', feedOptions: { type: 'all' } },
    }]],
    plugins: [
      ['@docusaurus/plugin-content-docs', { id: 'more', path: 'more', routeBasePath: 'more' }],
      ['@docusaurus/plugin-content-blog', { id: 'b', path: 'labs', routeBasePath: 'lab-notes' }],
    ],
    themeConfig: { blog: { sidebar: { groupByYear: true } } },
  }`
  it.each([
    ['news', 'blog'],
    ['labs', 'lab-notes'],
    ['labs/2024', 'lab-notes'],
    ['elsewhere', undefined],
  ])('in %s are at %s', (folder, base) => {
    const { generator } = read('docusaurus', 'docusaurus.config.js', config, folder)
    expect(generator.options.base).toBe(base)
  })
})
