import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../../src/content/markdown/markdown.ts'
import { parseHtml, textOf } from '../../../src/content/text/html.ts'
import { article, NOW, SITE_FILE, serveFiles, serveFolder } from './served-site.ts'

const TOMORROW = Date.UTC(2026, 0, 2)

const FILES = {
  'news/one.md': article(
    {
      title: 'One *and* only',
      date: '2025-01-01',
      updated: '2025-01-03',
      description: 'In *short*.',
      authors: '{ name: Ada, url: /ada }',
      licence: 'https://licence.example/by',
    },
    'Text with <!-- a secret note --> `code`, {% raw %}a *tag*{% endraw %}, [soon](soon.md) and [two](two.md).\n\n- a\n- b',
  ),
  'news/two.md': article({ title: 'Two', date: '2025-01-02', permalink: '/two.html' }),
  'news/soon.md': article({
    title: 'The merger',
    date: '2026-01-01T12:00:00Z',
    description: 'It is secret.',
  }),
  'news/draft.md': article({ title: 'The draft', date: '2025-01-01', draft: 'true' }),
  'note.md': article({ date: '2025-01-04' }, 'A note.'),
}

describe('the Markdown beside a page', () => {
  it('has the title, what stands around the text, and the text', async () => {
    const site = serveFiles(FILES)
    expect(await site.contentType('news/one/index.md')).toBe('text/markdown; charset=utf-8')
    expect(await site.text('news/one/index.md')).toBe(
      [
        '# One \\*and\\* only\n',
        '> In \\*short\\*.\n',
        'By [Ada](https://example.org/ada)\\',
        '2025-01-01T00:00:00Z – Updated 2025-01-03T00:00:00Z\\',
        '<https://example.org/news/one/>\\',
        '[Licence](https://licence.example/by)\n',
        'Text with `code`, a *tag*, soon and [two](https://example.org/two.html).\n',
        '- a\n- b\n',
      ].join('\n'),
    )
  })

  it('is at the address of a page with an extension and `.md`', async () => {
    expect(await serveFiles(FILES).text('two.html.md')).toMatch(/^# Two\n/)
  })

  it('links to an article from the moment of its release', async () => {
    const site = serveFiles(FILES)
    expect(await site.text('news/soon/index.md')).toBeUndefined()
    expect(await site.text('news/soon/index.md', TOMORROW)).toContain('# The merger')
    expect(await site.text('news/one/index.md', TOMORROW)).toContain('[soon](https://example.org/news/soon/)')
  })

  it('is never there for a draft', async () => {
    expect(await serveFiles(FILES).text('news/draft/index.md', TOMORROW)).toBeUndefined()
  })

  it('of each sample article has the text of its page', async () => {
    const site = serveFolder('articles')
    const now = Date.UTC(2026, 10, 28)
    const listed = (await site.text('llms.txt', now))!.matchAll(/\]\(https:\/\/example\.org\/([^)]+\.md)\)/g)
    const paths = [...listed].map(([, path]) => path!)
    expect(paths.length).toBeGreaterThan(15)
    for (const path of paths) {
      const page = parseHtml((await site.text(path.replace(/index\.md$/, ''), now))!)
      const text = textOf(parseHtml(renderMarkdown((await site.text(path, now))!)))
      const content = textOf(find(page, 'e-content'))
      // A page leads to the server that it came from.
      const plain = (given: string) => given.replaceAll('https://example.org/', '/')
      expect(plain(text).endsWith(plain(content)), path).toBe(true)
    }
  })
})

type Nodes = ReturnType<typeof parseHtml>

function find(nodes: Nodes, className: string): Nodes {
  for (const node of nodes) {
    if (!('attribs' in node)) continue
    if (node.attribs.class?.split(' ').includes(className)) return node.children
    const found = find(node.children, className)
    if (found.length > 0) return found
  }
  return []
}

describe('llms.txt', () => {
  it('lists the Markdown of public articles by section', async () => {
    const text = await serveFiles(FILES).text('llms.txt')
    expect(text).toBe(
      [
        '# The Site\n',
        '> The Site\n',
        '## Latest articles\n',
        '- [Note](https://example.org/note/index.md)\n',
        '## News\n',
        '- [Two](https://example.org/two.html.md)',
        '- [One \\*and\\* only](https://example.org/news/one/index.md): In \\*short\\*.\n',
        '## Optional\n',
        '- [RSS](https://example.org/feed.xml)',
        '- [Atom](https://example.org/atom.xml)',
        '- [JSON Feed](https://example.org/feed.json)',
        '- [OPML](https://example.org/feeds.opml)',
        '- [Sitemap](https://example.org/sitemap.xml)\n',
      ].join('\n'),
    )
  })

  it('tells nothing of an article before its release', async () => {
    const site = serveFiles(FILES)
    expect(await site.text('llms.txt', NOW)).not.toMatch(/merger|secret|draft/)
    expect(await site.text('llms.txt', TOMORROW)).toContain('The merger')
  })

  it('leaves what is older than the newest hundred of a section to its archive', async () => {
    const days = Array.from({ length: 130 }, (_, day) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString())
    const files = Object.fromEntries(
      days.map((date, day) => [`log/${day}.md`, article({ title: `Day ${day}`, date })]),
    )
    const text = (await serveFiles(files).text('llms.txt'))!
    expect(text.match(/^- \[Day /gm)).toHaveLength(100)
    expect(text).toMatch(/\n- \[Archive\]\(https:\/\/example\.org\/log\/archive\/\d+\/\)\n/)
  })
})

describe('robots.txt', () => {
  it('allows everything and names the sitemaps', async () => {
    expect(await serveFiles({}).text('robots.txt')).toBe(
      'User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\nSitemap: https://example.org/news-sitemap.xml\n',
    )
  })

  it('names the licence where there are terms', async () => {
    const site = serveFiles({
      '_index.md': SITE_FILE.replace('url', 'usageTerms: { prohibits: ai-train }\nurl'),
    })
    expect(await site.text('robots.txt')).toMatch(
      /^License: https:\/\/example\.org\/license\.xml\n\nUser-agent/,
    )
    expect(await site.contentType('license.xml')).toBe('application/rsl+xml; charset=utf-8')
    expect(await site.text('license.xml')).toContain('<prohibits type="usage">ai-train</prohibits>')
    expect(await serveFiles({}).text('license.xml')).toBeUndefined()
  })

  it('is the author’s own where the folder has one', async () => {
    expect(await serveFiles({ 'robots.txt': 'User-agent: *\nDisallow: /x\n' }).text('robots.txt')).toContain(
      '/x',
    )
  })
})

describe('favicon.ico', () => {
  it('leads to the icon of the site', async () => {
    const site = serveFiles({
      '_index.md': SITE_FILE.replace('url', 'icon: /icon.png\nurl'),
      'icon.png': 'PNG',
    })
    expect(await site.target('favicon.ico')).toBe('https://example.org/icon.png')
  })

  it('leads nowhere without one, and not to itself', async () => {
    expect(await serveFiles({}).target('favicon.ico')).toBeUndefined()
    const site = serveFiles({ '_index.md': SITE_FILE.replace('url', 'icon: /favicon.ico\nurl') })
    expect(await site.target('favicon.ico')).toBeUndefined()
  })
})

it('a site with pages elsewhere has none of these', async () => {
  const settings = 'pages: false\nicon: /icon.png\nusageTerms: { prohibits: all }\nurl'
  const site = serveFiles({ ...FILES, '_index.md': SITE_FILE.replace('url', settings) })
  for (const path of ['robots.txt', 'license.xml', 'llms.txt', 'news/one/index.md'])
    expect(await site.text(path), path).toBeUndefined()
  expect(await site.target('favicon.ico')).toBeUndefined()
})
