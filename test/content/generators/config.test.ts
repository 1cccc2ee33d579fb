import { describe, expect, it } from 'vitest'
import type { GeneratorName } from '../../../src/content/generators/generator.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'

/** What is read of a site whose configuration is code. */
function read(name: GeneratorName, path: string, text: string, folder = '') {
  return readGenerator({ name, folder, files: [{ path, text }] })
}

describe('configuration that is code', () => {
  it("says what its literals say, an apostrophe in them, Python's prefixes and escapes included", () => {
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

  it('says nothing in its comments', () => {
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

  it('says nothing where a literal is filled in when it runs', () => {
    const config = `export default { title: \`News of \${year}\`, url: \`https://\${host}/\` }`
    expect(read('docusaurus', 'docusaurus.config.js', config).site).toEqual({})
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
