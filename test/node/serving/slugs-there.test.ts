import { describe, expect, it } from 'vitest'
import type { Generator, GeneratorName } from '../../../src/content/generators/generator.ts'
import { rowOf } from '../../../src/content/generators/table.ts'
import { article } from '../../article.ts'
import { openRuntimes } from '../../visibility/runtimes.ts'

function slugsOf(name: GeneratorName, options: Record<string, string> = {}): (tag: string) => string[] {
  return (tag) => rowOf(name).feedSlugs!(tag, { name, options } as Generator)
}

describe('the slug of a tag', () => {
  it.each<[GeneratorName, Record<string, string>, string, string]>([
    ['hugo', {}, 'C++', 'c++'],
    ['hugo', {}, '.NET', '.net'],
    ['hugo', {}, 'Foo & Bar', 'foo-bar'],
    ['hugo', {}, 'naïve café', 'naïve-café'],
    ['hugo', {}, 'CI/CD', 'ci/cd'],
    ['hugo', { removesAccents: 'true' }, 'naïve Œuvre', 'naive-œuvre'],
    ['jekyll', {}, 'foo_bar', 'foo_bar'],
    ['jekyll', {}, 'C++ & more', 'c-more'],
    ['jekyll', {}, 'Été à deux', 'Ete-a-deux'],
    ['eleventy', {}, 'C++', 'c'],
    ['eleventy', {}, 'R&D', 'r-and-d'],
    ['eleventy', {}, 'Наука', 'nauka'],
    ['hexo', {}, 'C++ & .NET', 'c-net'],
    ['hexo', {}, 'Straße Øst', 'strase-ost'],
    ['hexo', {}, 'Наука', 'наука'],
    ['zola', {}, 'Наука & C++', 'nauka-c'],
    ['zola', { slugifyTerms: 'safe' }, 'Наука: C++.', 'Наука C++'],
    ['zola', { slugifyTerms: 'off' }, 'A b', 'A b'],
  ])('of %s %j: %s is %s', (name, options, tag, slug) => {
    expect(slugsOf(name, options)(tag).map((one) => one.toLowerCase())).toContain(slug.toLowerCase())
  })
})

const NOW = Date.UTC(2026, 0, 1)

/** Where an address of a site leads, on Node and at the edge alike, and the warnings of its start. */
function openSite(files: Record<string, string>, articles: string) {
  const { asks, folder } = openRuntimes(files, NOW, articles)
  const leadsTo = async (path: string) => {
    const [onNode, ...atEdge] = await Promise.all(
      Object.values(asks).map(async (ask) => {
        const { status, headers } = await ask(path, NOW)
        return [status, headers.location ?? null]
      }),
    )
    for (const one of atEdge) expect(one).toEqual(onNode)
    return onNode
  }
  const warnings = folder.library().problems.filter(({ code }) => code === 'shared-feed')
  return { leadsTo, warnings }
}

function tagged(tags: string[], date = '2024-01-02', more: Record<string, string> = {}): string {
  return article({ title: `On ${tags.join(' ')}`, date, tags: JSON.stringify(tags), ...more }, 'Text.')
}

describe('a feed of a tag that had another address', () => {
  it('leads to ours, in a site of Pelican', async () => {
    const { leadsTo, warnings } = openSite(
      {
        'pelicanconf.py': "TAG_FEED_ATOM = 'feeds/tag-{slug}.atom.xml'\n",
        'content/a.md': tagged(['C++', 'Наука']),
        'content/b.md': tagged(['C++'], '2024-01-03'),
        'content/c.md': tagged(['C'], '2024-01-03', { title: 'Sea', author: 'Zoë Łuk' }),
        'content/Мир/d.md': article({ title: 'World', date: '2024-01-02' }, 'Text.'),
        'content/later.md': tagged(['Geheim', '.Geheim'], '2099-01-01'),
      },
      'content',
    )
    expect(await leadsTo('feeds/tag-c.atom.xml')).toEqual([301, '/tags/c%2B%2B/atom.xml'])
    expect(await leadsTo('feeds/tag-nauka.atom.xml')).toEqual([
      301,
      '/tags/%D0%BD%D0%B0%D1%83%D0%BA%D0%B0/atom.xml',
    ])
    expect(await leadsTo('feeds/zoe-luk.rss.xml')).toEqual([301, '/authors/zo%C3%AB-%C5%82uk/feed.xml'])
    expect(await leadsTo('feeds/mir.atom.xml')).toEqual([301, '/%D0%9C%D0%B8%D1%80/atom.xml'])
    expect(await leadsTo('feeds/tag-geheim.atom.xml')).toEqual([404, null])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]!.message).toContain('such as `C++` and `C` at `c`')
  })

  it('leads to ours, in a site of Hugo, with a slash in it', async () => {
    const { leadsTo, warnings } = openSite(
      {
        'hugo.toml': 'removePathAccents = true\n',
        'content/posts/a.md': tagged(['CI/CD', 'Café', 'foo_bar']),
      },
      'content',
    )
    expect(await leadsTo('tags/ci/cd/index.xml')).toEqual([301, '/tags/ci-cd/feed.xml'])
    expect(await leadsTo('tags/cafe/index.xml')).toEqual([301, '/tags/caf%C3%A9/feed.xml'])
    expect(await leadsTo('categories/foo_bar/index.xml')).toEqual([301, '/tags/foo-bar/feed.xml'])
    expect(warnings).toEqual([])
  })

  it('leads to ours, in a site of Jekyll', async () => {
    const { leadsTo } = openSite(
      {
        '_config.yml': 'feed:\n  tags: true\n  collections: [notes]\n',
        Gemfile: '',
        '_posts/2024-01-02-a.md': tagged(['foo_bar', 'deep sea']),
      },
      '_posts',
    )
    expect(await leadsTo('feed/by_tag/foo_bar.xml')).toEqual([301, '/tags/foo-bar/atom.xml'])
    expect(await leadsTo('feed/deep%20sea.xml')).toEqual([301, '/tags/deep-sea/atom.xml'])
    expect(await leadsTo('feed/notes/foo_bar.xml')).toEqual([301, '/tags/foo-bar/atom.xml'])
  })

  it('leads to ours where templates of Eleventy made it', async () => {
    const { leadsTo } = openSite(
      {
        'eleventy.config.js': 'export default {}',
        'feed.njk':
          '---\npermalink: "/topics/{{ tag | slugify }}/feed.xml"\n---\n<feed xmlns="http://www.w3.org/2005/Atom">',
        'posts/a.md': tagged(['R&D', 'C++']),
      },
      'posts',
    )
    expect(await leadsTo('topics/r-and-d/feed.xml')).toEqual([301, '/tags/r-d/atom.xml'])
    expect(await leadsTo('topics/c/feed.xml')).toEqual([301, '/tags/c%2B%2B/atom.xml'])
  })

  it('leads to ours, in sites of Hexo and Zola', async () => {
    const hexo = openSite(
      {
        '_config.yml': 'tag_dir: schlagworte\n',
        'scaffolds/post.md': '',
        'source/_posts/a.md': tagged(['Straße', '.NET']),
      },
      'source/_posts',
    )
    expect(await hexo.leadsTo('schlagworte/strase/atom.xml')).toEqual([301, '/tags/strasse/atom.xml'])
    const zola = openSite(
      {
        'config.toml': 'base_url = "https://example.org"\ntaxonomies = [{ name = "topics", feed = true }]\n',
        'content/a.md': tagged(['Наука', 'C++']),
      },
      'content',
    )
    expect(await zola.leadsTo('topics/nauka/rss.xml')).toEqual([
      301,
      '/tags/%D0%BD%D0%B0%D1%83%D0%BA%D0%B0/feed.xml',
    ])
    expect(await zola.leadsTo('tags/c/atom.xml')).toEqual([301, '/tags/c%2B%2B/atom.xml'])
  })
})
