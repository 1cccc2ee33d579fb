import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GeneratorName } from '../../../src/content/generators/generator.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { parseScript } from '../../../src/node/folder/site/parse-script.ts'
import { findFormerFeeds, formerFeedPaths } from '../../../src/publication/former-feeds.ts'
import { makeFolder } from '../../make-folder.ts'

/** The feeds of ours that a former address in the site of a generator may mean. */
function leadsTo(
  name: GeneratorName,
  file: string,
  text: string,
  path: string,
  folder = '',
  routes: string[] = [],
) {
  const { site } = readSite([], {
    title: 'T',
    url: 'https://example.org/',
    findGenerator: () => readGenerator({ name, folder, files: [{ path: file, text }], routes }, parseScript),
  })
  return formerFeedPaths(path, findFormerFeeds(site))
}

const OUTPUTS = '[outputFormats.MyAtom]\nmediaType = "application/atom+xml"\nbaseName = "news"\n'

describe('the feeds that subscribers of a site know', () => {
  it.each<[GeneratorName, string, string, string, string, string?, string[]?]>([
    ['docusaurus', 'docusaurus.config.js', '', 'blog/rss.xml', 'feed.xml', 'blog'],
    ['docusaurus', 'docusaurus.config.js', '', 'blog/atom.xml', 'atom.xml', 'blog'],
    ['docusaurus', 'docusaurus.config.js', '', 'blog/feed.json', 'feed.json', 'blog'],
    [
      'docusaurus',
      'docusaurus.config.js',
      "module.exports = { presets: [['classic', { blog: { path: 'blog', routeBasePath: 'news' } }]] }",
      'news/atom.xml',
      'atom.xml',
      'blog',
    ],
    ['pelican', 'pelicanconf.py', '', 'feeds/all.atom.xml', 'atom.xml'],
    ['pelican', 'pelicanconf.py', '', 'feeds/peace.atom.xml', 'tags/peace/atom.xml'],
    ['pelican', 'pelicanconf.py', '', 'feeds/ada.rss.xml', 'authors/ada/feed.xml'],
    ['pelican', 'pelicanconf.py', '', 'feeds/all-fr.atom.xml', 'fr/atom.xml'],
    [
      'pelican',
      'pelicanconf.py',
      "TAG_FEED_ATOM = 'feeds/tag_{slug}.xml'",
      'feeds/tag_x.xml',
      'tags/x/atom.xml',
    ],
    ['pelican', 'pelicanconf.py', '', 'feeds/misc.atom.xml', 'atom.xml'],
    ['pelican', 'pelicanconf.py', "DEFAULT_CATEGORY = 'Odd Ends'", 'feeds/odd-ends.atom.xml', 'atom.xml'],
    ['pelican', 'pelicanconf.py', "FEED_ALL_RSS = 'rss/all.xml'", 'rss/all.xml', 'feed.xml'],
    ['jekyll', '_config.yml', 'feed:\n  path: blog/feed.xml\n', 'blog/feed.xml', 'atom.xml'],
    ['jekyll', '_config.yml', '', 'feed/by_tag/peace.xml', 'tags/peace/atom.xml'],
    ['jekyll', '_config.yml', '', 'feed/peace.xml', 'tags/peace/atom.xml'],
    ['jekyll', '_config.yml', '', '_posts/feed.xml', 'feed.xml'],
    ['jekyll', '_config.yml', '', 'news/_posts/atom.xml', 'news/atom.xml'],
    ['hexo', '_config.yml', '', '_posts/tags/peace/feed.json', 'tags/peace/feed.json', 'source'],
    ['jekyll', '_config.yml', 'feed:\n  collections: [notes]\n', 'feed/notes.xml', '_notes/atom.xml'],
    [
      'jekyll',
      '_config.yml',
      'feed:\n  collections:\n    notes:\n      path: /n.xml\n',
      'n.xml',
      '_notes/atom.xml',
    ],
    ['hexo', '_config.yml', 'feed:\n  type: [atom, rss2]\n  path: [a.xml, b.xml]\n', 'b.xml', 'feed.xml'],
    ['hexo', '_config.yml', '', 'rss2.xml', 'feed.xml'],
    ['hugo', 'hugo.toml', '', 'posts/index.xml', 'feed.xml', 'content/posts'],
    ['hugo', 'hugo.toml', '', 'categories/peace/index.xml', 'tags/peace/feed.xml', 'content'],
    [
      'hugo',
      'hugo.toml',
      '[taxonomies]\nserie = "series"\n',
      'series/a/index.xml',
      'tags/a/feed.xml',
      'content',
    ],
    ['hugo', 'hugo.toml', '[languages.en]\n[languages.fr]\n', 'fr/posts/index.xml', 'fr/feed.xml', 'content'],
    ['hugo', 'hugo.toml', OUTPUTS, 'news.xml', 'atom.xml', 'content'],
    ['hugo', 'hugo.toml', OUTPUTS, 'essays/news.xml', 'essays/atom.xml', 'content'],
    [
      'hugo',
      'hugo.toml',
      '[outputFormats.RSS]\nbaseName = "feed"\n[mediaTypes."application/rss+xml"]\nsuffixes = ["rss"]\n',
      'feed.rss',
      'feed.xml',
      'content',
    ],
    [
      'zola',
      'config.toml',
      'feed_filenames = ["a.xml", "news.atom"]',
      'fr/news.atom',
      'fr/atom.xml',
      'content',
    ],
    [
      'eleventy',
      'eleventy.config.js',
      "export default (c) => c.addPlugin(feedPlugin, { type: 'rss', outputPath: '/x/y.xml' })",
      'x/y.xml',
      'feed.xml',
    ],
    [
      'gatsby',
      'gatsby-config.js',
      "module.exports = { plugins: [{ resolve: 'gatsby-plugin-feed', options: { feeds: [{ output: '/news.xml' }] } }] }",
      'news.xml',
      'feed.xml',
    ],
    [
      'astro',
      'astro.config.mjs',
      '',
      'blog/atom.xml',
      'atom.xml',
      'src/content/essays',
      ['src/pages/blog/atom.xml.ts'],
    ],
    [
      'svelte',
      'svelte.config.js',
      '',
      'blog/rss.xml',
      'feed.xml',
      'posts',
      ['src/routes/blog/rss.xml/+server.ts'],
    ],
    [
      'next',
      'next.config.js',
      '',
      'news/feed.xml',
      'feed.xml',
      'posts',
      ['app/(site)/news/feed.xml/route.ts'],
    ],
    ['vitepress', '.vitepress/config.ts', '', 'posts/feed.rss', 'feed.xml', 'posts'],
  ])('%s, %s %j: %s leads to %s', (name, file, text, path, feed, folder, routes) => {
    expect(leadsTo(name, file, text, path, folder, routes)).toContain(feed)
  })
})

const ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'

describe('a template of Eleventy that makes a feed', () => {
  it.each([
    ['feed.njk', `---\npermalink: /any/where.xml\n---\n${ATOM}`, 'any/where.xml', 'atom.xml'],
    ['src/feed.liquid', '---\npermalink: rss/all.xml\n---\n<rss version="2.0">', 'rss/all.xml', 'feed.xml'],
    ['feed/feed.njk', `---json\n{ "permalink": "feed/feed.xml" }\n---\n${ATOM}`, 'feed/feed.xml', 'atom.xml'],
    [
      'content/feed/json.njk',
      '---js\n{ permalink: "/feed/feed.json" }\n---\n{"version":"https://jsonfeed.org/version/1"}',
      'feed/feed.json',
      'feed.json',
    ],
    ['feed.njk', `---\npermalink: "{{ site.feed.path }}"\n---\n${ATOM}`, 'all/posts.xml', 'atom.xml'],
    [
      'tag-feeds.njk',
      `---\npermalink: "/topics/{{ tag | slugify }}/feed.xml"\n---\n${ATOM}`,
      'topics/peace/feed.xml',
      'tags/peace/atom.xml',
    ],
    ['feeds/all.njk', `---\npermalink: /all.xml\n---\n${ATOM}`, 'all.xml', 'atom.xml'],
    ['feed.11ty.js', 'module.exports = { data: { permalink: "/code.xml" }, render }', 'code.xml', 'feed.xml'],
  ])('%s leads from its address to ours: %j', (path, text, address, feed) => {
    const site = makeFolder({
      'eleventy.config.js': 'export default {}',
      '_data/site.json': '{ "url": "https://example.org/", "feed": { "path": "/all/posts.xml" } }',
      'posts/a.md': '---\ndate: 2024-01-01\n---\n',
      [path]: text,
    })
    const folder = openFolder(join(site, 'posts'), { defaultUrl: 'http://localhost/' })
    expect(formerFeedPaths(address, findFormerFeeds(folder.library().site))).toContain(feed)
  })

  it('may be added by the configuration', () => {
    const config = `export default (c) => c.addTemplate('a.njk', '${ATOM}', { permalink: '/added.xml' })`
    expect(leadsTo('eleventy', 'eleventy.config.js', config, 'added.xml')).toContain('atom.xml')
  })

  it('leads nowhere from an address that only code could tell', () => {
    const site = makeFolder({
      'eleventy.config.js': 'export default {}',
      'feed.njk': '---\npermalink: "/{{ secret }}/x.xml"\n---\n<rss>',
    })
    const { generator } = openFolder(site, { defaultUrl: 'http://localhost/' }).library().site
    expect(generator?.feeds ?? []).toEqual([])
  })
})
