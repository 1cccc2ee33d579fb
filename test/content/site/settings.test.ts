import { describe, expect, it } from 'vitest'
import { readSite, settingsOf, titleFromSlug } from '../../../src/content/site/settings.ts'

const DEFAULTS = { title: 'Folder', url: 'http://localhost:8787/' }
function read(files: Record<string, string>, overrideUrl?: string) {
  const list = Object.entries(files).map(([path, source]) => ({ path, source: `---\n${source}\n---\n` }))
  const { site, problems } = readSite(list, { ...DEFAULTS, overrideUrl })
  return {
    site,
    problems: problems.map(({ path, line, severity, code }) => `${path}:${line} ${severity} ${code}`),
  }
}

describe('readSite', () => {
  it('has sensible defaults without any file', () => {
    expect(read({})).toEqual({
      site: {
        url: 'http://localhost:8787/',
        timezone: 'UTC',
        ids: 'tag',
        idPrefix: 'tag:localhost,2026:',
        languages: [],
        hubs: [],
        pages: true,
        settings: {
          title: 'Folder',
          description: 'Folder',
          language: 'en',
          authors: [],
          permalinks: '/:path/',
          feedLimit: 20,
          content: 'full',
          titles: 'any',
        },
        sections: new Map(),
      },
      problems: [],
    })
  })

  it('tells of the view of feeds in browsers only where it is switched off', () => {
    expect(read({ '_index.md': 'browserView: false' }).site.browserView).toBe(false)
    expect(read({ '_index.md': 'browser-view: true' }).site).not.toHaveProperty('browserView')
    const { site, problems } = read({ 'a/_index.md': 'browserView: false' })
    expect(site).not.toHaveProperty('browserView')
    expect(problems).toEqual(['a/_index.md:2 error setting'])
  })

  it.each([
    ['2', [2]],
    ['"2"', [2]],
    ['1, 2', [1, 2]],
    ['[2, 1, 2]', [1, 2]],
    ['[1]', [1]],
  ])('asks for older versions of ninjs, each once: %s', (value, ninjs) => {
    const { site, problems } = read({ '_index.md': `ninjs: ${value}` })
    expect(problems).toEqual([])
    expect(site.ninjs).toEqual(ninjs)
  })

  it('asks for no older version of ninjs by an empty list, nor in a section', () => {
    const { site, problems } = read({ '_index.md': 'ninjs: []', 'a/_index.md': 'ninjs: 1' })
    expect(site).not.toHaveProperty('ninjs')
    expect(problems).toEqual(['a/_index.md:2 error setting'])
  })

  it('the name of a licence is not its address', () => {
    const { site, problems } = read({ '_index.md': 'licence: /l/', 'a/_index.md': 'license: CC BY 4.0' })
    expect(settingsOf(site, 'a').licence).toBe('http://localhost:8787/l/')
    expect(problems).toEqual(['a/_index.md:2 error setting'])
  })

  it('the addresses that a section had before are its own alone', () => {
    const { site, problems } = read({
      'a/_index.md': 'aliases: /b/',
      'a/c/_index.md': 'title: C',
      'd/_index.md': 'aliases: [/e/, f]',
      'g/_index.md': 'aliases: { h: i }',
      'j/_index.md': 'aliases: ""',
    })
    const aliases = (section: string) => settingsOf(site, section).aliases
    expect(['a', 'a/c', 'd', 'g', 'j'].map(aliases)).toEqual([
      ['/b/'],
      undefined,
      ['/e/', 'f'],
      undefined,
      undefined,
    ])
    expect(problems).toEqual(['g/_index.md:2 error setting', 'j/_index.md:2 error setting'])
  })

  it('a section inherits what it does not say, through every level', () => {
    const { site } = read({
      '_index.md': 'title: Site\ndescription: All\nlanguage: fa\nauthors: Desk\nicon: /i.png\nfeedLimit: 5',
      'news/_index.md': 'feedLimit: 7\ntitles: none\ntombstones: yes',
      'news/world/local/_index.md': 'title: Local\nauthors: [Ada, Bob]',
    })
    expect(settingsOf(site, 'news')).toMatchObject({
      title: 'News',
      description: 'News',
      language: 'fa',
      authors: [{ name: 'Desk' }],
      icon: 'http://localhost:8787/i.png',
      feedLimit: 7,
      titles: 'none',
      tombstones: true,
    })
    expect(settingsOf(site, 'news/world/local')).toMatchObject({
      title: 'Local',
      feedLimit: 7,
      authors: [{ name: 'Ada' }, { name: 'Bob' }],
    })
    expect(settingsOf(site, 'news/world')).toBe(settingsOf(site, 'news'))
    expect(settingsOf(site, 'elsewhere')).toBe(site.settings)
  })

  it.each([
    ['title: ""', 'setting'],
    ['title: [a]', 'setting'],
    ['lang: English', 'setting'],
    ['timezone: Middle/Earth', 'setting'],
    ['ids: random', 'setting'],
    ['idPrefix: "https://example.org/"', 'setting'],
    ['idPrefix: "tag:example.org:"', 'setting'],
    ['permalinks: news/:slug', 'setting'],
    ['permalinks: /:slgu/', 'setting'],
    ['permalinks: /:constructor/', 'setting'],
    ['feedLimit: many', 'setting'],
    ['feed-limit: 0', 'setting'],
    ['feedLimit: 1.5', 'setting'],
    ['feedBytes: 512 KB', 'setting'],
    ['feedBytes: 10', 'setting'],
    ['deltas: some', 'setting'],
    ['browserView: perhaps', 'setting'],
    ['ninjs: 3', 'setting'],
    ['ninjs: 0', 'setting'],
    ['ninjs: 2.3', 'setting'],
    ['ninjs: true', 'setting'],
    ['ninjs: [1, 3]', 'setting'],
    ['ninjs: [1, [2]]', 'setting'],
    ['ninjs: { a: 1 }', 'setting'],
    ['ninjs: 1 2', 'setting'],
    ['content: some', 'setting'],
    ['titles: all', 'setting'],
    ['tombstones: maybe', 'setting'],
    ['url: example', 'setting'],
    ['baseURL: ftp://example.org/', 'setting'],
    ['languages: [en, English]', 'setting'],
    ['authors: []', 'setting'],
    ['icon: "javascript:x"', 'setting'],
  ])('names the line of %s and keeps the default', (line, code) => {
    const { site, problems } = read({ '_index.md': `description: kept\n${line}` })
    expect(problems).toEqual([`_index.md:3 error ${code}`])
    const { site: plain } = read({ '_index.md': 'description: kept' })
    expect(site).toEqual(plain)
  })

  it('reports all mistakes at once, and unknown keys as warnings', () => {
    const { problems } = read({
      '_index.md': 'tiltle: x\nfeedLimit: 0\ncontent: x\nweight: 3',
      'news/_index.md': 'timezone: UTC',
    })
    expect(problems.sort()).toEqual([
      '_index.md:2 warning unknown-setting',
      '_index.md:3 error setting',
      '_index.md:4 error setting',
      'news/_index.md:2 error setting',
    ])
  })

  it('survives an index that cannot be read at all', () => {
    expect(read({ '_index.md': 'a: b: c' })).toMatchObject({
      site: { url: DEFAULTS.url },
      problems: ['_index.md:2 error front-matter'],
    })
  })

  it.each([
    ['url: https://example.org', undefined, 'https://example.org/'],
    ['url: https://example.org/blog', undefined, 'https://example.org/blog/'],
    ['url: https://example.org/blog?x=/#y/', undefined, 'https://example.org/blog/'],
    ['url: https://example.org/', 'https://other.example/x', 'https://other.example/x/'],
    ['', undefined, 'http://localhost:8787/'],
  ])('%s with %s is at %s', (source, override, expected) => {
    expect(read({ '_index.md': source }, override).site.url).toBe(expected)
  })

  it('reads values in the shapes that authors write', () => {
    const { site, problems } = read({
      '_index.md': 'languages: " en, fa_af "\nlimit: "30"\nlicense: /licence/\ncopyright: © 2024  Us',
    })
    expect(problems).toEqual([])
    expect(site.languages).toEqual(['en', 'fa-AF'])
    expect(site.settings).toMatchObject({
      feedLimit: 30,
      licence: 'http://localhost:8787/licence/',
      copyright: '© 2024 Us',
    })
  })
})

describe('titleFromSlug', () => {
  it.each([
    ['long-way_home', 'Long way home'],
    ['', ''],
    ['--', ''],
  ])('%j is %j', (slug, expected) => {
    expect(titleFromSlug(slug)).toBe(expected)
  })
})
