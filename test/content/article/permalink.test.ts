import { describe, expect, it } from 'vitest'
import { readSite } from '../../../src/content/site/settings.ts'
import { outline, SITE } from '../outline.ts'

function siteWith(settings: string) {
  const source = `---\nidPrefix: "tag:example.org,2024:"\n${settings}\n---\n`
  return readSite([{ path: '_index.md', source }], { title: 'T', url: 'https://example.org/' }).site
}

function addressesOf(path: string, frontMatter = '', site = SITE) {
  const { id, uri, permalink, problems } = outline(path, `---\ndate: 2024-01-02\n${frontMatter}\n---\n`, site)
  return { id, uri, permalink, problems }
}

describe('chooseId', () => {
  it.each([
    ['id: "tag:old.example,2001:1"', 'tag:old.example,2001:1'],
    ['id: "HTTP://Old.example/%7ea"', 'HTTP://Old.example/%7ea'],
    ['uuid: x\nguid: y:z', 'y:z'],
    ['uuid: 0f8fad5b-d9cb-469f-a165-70867728950e', 'urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['disqus_identifier: 12', 'tag:example.org,2024:12'],
  ])('takes %s byte for byte where it is a URI', (frontMatter, expected) => {
    expect(addressesOf('a.md', frontMatter).id).toBe(expected)
  })

  it.each([
    ['guid: 65e5b0c1', '65e5b0c1', 'tag:example.org,2024:65e5b0c1'],
    ['id: "with  blank"', 'with blank', 'tag:example.org,2024:with%20blank'],
    [
      'guid: 0f8fad5b-d9cb-469f-a165-70867728950e',
      '0f8fad5b-d9cb-469f-a165-70867728950e',
      'urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e',
    ],
  ])('keeps %s, with a URI beside it for formats that take nothing else', (frontMatter, id, uri) => {
    expect(addressesOf('a.md', frontMatter)).toMatchObject({ id, uri })
  })

  it('depends on the path alone, not on title, date or permalink', () => {
    const expected = { article: 'tag:example.org,2024:news/C%C3%B4te%20d%27Ivoire' }
    for (const frontMatter of ['title: A', 'title: B\nslug: other', 'permalink: /x/']) {
      const { id = expected.article } = addressesOf("news/Côte d'Ivoire.md", frontMatter)
      expect(id).toBe(expected.article)
    }
  })

  it('stays the same when the site begins to list a language', () => {
    const before = siteWith('languages: [en]')
    for (const path of ['hello.fr.md', 'fr/hello.md']) {
      expect(addressesOf(path, '', before).id).toBe(addressesOf(path, '', SITE).id)
    }
  })

  it('is the permalink where the site sets `ids: permalink`', () => {
    const site = siteWith('ids: permalink')
    expect(addressesOf('news/a.md', '', site).id).toBe('https://example.org/news/a/')
  })
})

describe('choosePermalink', () => {
  const permalinkOf = (path: string, frontMatter = '', site = SITE) => {
    const derived = `https://example.org/${path.replace(/\.md$/, '')}/`
    return addressesOf(path, frontMatter, site).permalink ?? derived
  }

  it.each([
    ['a.md', 'permalink: /x/y/', 'https://example.org/x/y/'],
    ['a.md', 'url: x.html', 'https://example.org/x.html'],
    ['a.md', 'path: //evil.example/x', 'https://example.org/evil.example/x'],
    ['a.md', 'permalink: https://other.example/x', 'https://other.example/x'],
    ['n/a.md', 'slug: deep/er', 'https://example.org/n/deep/er/'],
    ['n/a.md', 'slug: ../../out', 'https://example.org/n/out/'],
    ['n/a.md', 'slug: "a b?c#d"', 'https://example.org/n/a%20b%3Fc%23d/'],
    ['n/a.md', 'permalink: false', 'https://example.org/n/a/'],
    ['Côte d’Ivoire: 2.md', '', 'https://example.org/c%C3%B4te-d-ivoire-2/'],
    ['n/index.md', '', 'https://example.org/n/'],
    ['!!!.md', '', 'https://example.org/article/'],
    ['hello.fr.md', '', 'https://example.org/hello/fr/'],
    ['fr/hello.md', '', 'https://example.org/fr/hello/'],
  ])('of %s with %j', (path, frontMatter, expected) => {
    expect(permalinkOf(path, frontMatter)).toBe(expected)
  })

  it.each([
    'permalink: javascript:alert(1)',
    'permalink: "/{{ title | slug }}/"',
    'permalink: "{% x %}"',
    'url: https://u:p@h.example/',
  ])('%s is reported and the path used', (frontMatter) => {
    expect(addressesOf('a.md', frontMatter)).toMatchObject({
      permalink: undefined,
      problems: ['3 warning permalink'],
    })
  })

  it('fills the pattern with the day in the zone of the site', () => {
    const site = siteWith('timezone: Asia/Kabul\npermalinks: /:lang/:year/:month/:day/:slug.html')
    expect(permalinkOf('news/A b.md', '', site)).toBe('https://example.org/en/2024/01/02/a-b.html')
  })

  it('never throws, whatever the slug', () => {
    for (const slug of ['"\\uD800"', '"%"', '"%zz"', '".."', '"/"', '"\\0"'])
      expect(permalinkOf('a.md', `slug: ${slug}`), slug).toMatch(/^https:\/\/example\.org\/[^/]+\/$/)
  })
})
