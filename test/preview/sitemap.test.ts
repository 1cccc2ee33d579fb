import { describe, expect, it } from 'vitest'
import type { KnownArticle } from '../../src/preview/published.ts'
import { matchPages, readSitemap } from '../../src/preview/sitemap.ts'

const HOME = { url: 'https://example.org/', timezone: 'UTC' }

function known(path: string): KnownArticle {
  const permalink = `https://example.org/${path.replace(/\.md$/, '')}/`
  return { path, id: path, permalink, aliases: [], published: 0, enclosureUrls: [], fate: 'shown' }
}

describe('a sitemap', () => {
  it('lists pages, and not the pictures on them', () => {
    const text =
      '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:i"><url><loc>\n https://example.org/?a=1&amp;b=2 </loc><image:image><image:loc>https://example.org/a.png</image:loc></image:image></url></urlset>'
    expect(readSitemap(text)).toEqual({ kind: 'pages', addresses: ['https://example.org/?a=1&b=2'] })
  })

  it('may list further sitemaps, relative to itself', () => {
    const text =
      '<sm:sitemapindex xmlns:sm="x"><sm:sitemap><sm:loc>/a.xml</sm:loc></sm:sitemap></sm:sitemapindex>'
    expect(readSitemap(text, 'https://example.org/sitemap.xml')).toEqual({
      kind: 'sitemaps',
      addresses: ['https://example.org/a.xml'],
    })
  })

  it('is not a feed', () => {
    expect(readSitemap('<rss version="2.0"><channel/></rss>')).toBeUndefined()
    expect(readSitemap('{"version": "1"}')).toBeUndefined()
  })

  it('tells the page of an article by its address, or by a name that only one has', () => {
    const articles = ['news/one.md', '2024-05-06-two.md', 'a/three.md', 'b/three.md'].map(known)
    const urls = [
      'https://example.org/news/one/',
      'https://example.org/2024/05/two.html',
      'https://example.org/x/three/',
    ]
    expect(matchPages(urls, articles, HOME).map(({ url, article }) => [article.path, url])).toEqual([
      ['news/one.md', urls[0]],
      ['2024-05-06-two.md', urls[1]],
    ])
  })
})
