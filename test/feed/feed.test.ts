import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../src/content/article/article.ts'
import { readSite, type Settings } from '../../src/content/site/settings.ts'
import { composeFeed, type Feed, newestUpdate } from '../../src/feed/feed.ts'

const { site } = readSite([], { title: 'Site', url: 'https://example.org/blog' })

function feedOf(folder: string, values: Partial<Settings> = {}): Feed {
  return composeFeed({
    site: { url: site.url, idPrefix: 'tag:example.org,2026:', timezone: 'UTC', hubs: [] },
    folder,
    documentsFolder: folder,
    settings: { ...site.settings, ...values },
    updated: 0,
    history: { isArchive: false, isComplete: true },
    tombstones: [],
  })
}

describe('a feed', () => {
  it('of the site has the site’s address and an id of its own', () => {
    expect(feedOf('')).toMatchObject({
      id: 'tag:example.org,2026:/',
      homeUrl: 'https://example.org/blog/',
      folderUrl: 'https://example.org/blog/',
    })
  })

  it('of a section is below it, under its folder', () => {
    expect(feedOf('Nachrichten%20%26%20mehr/K%C3%B6ln/')).toMatchObject({
      id: 'tag:example.org,2026:Nachrichten%20%26%20mehr/K%C3%B6ln/',
      homeUrl: 'https://example.org/blog/Nachrichten%20%26%20mehr/K%C3%B6ln/',
      folderUrl: 'https://example.org/blog/Nachrichten%20%26%20mehr/K%C3%B6ln/',
    })
  })

  it('has an author even where nobody is named, because Atom requires one (RFC 4287 4.1.1)', () => {
    expect(feedOf('').authors).toEqual([{ name: 'Site' }])
    expect(feedOf('', { authors: [{ name: 'A' }] }).authors).toEqual([{ name: 'A' }])
  })
})

describe('the newest update', () => {
  const [old, older] = ['1950-01-01', '1949-01-01'].map((date) => {
    const source = `---\ntitle: Old\ndate: ${date}\n---\nText.\n`
    return parseArticle({ path: `${date}.md`, source, hash: 'x' }, site, () => undefined).article!
  })

  it('is that of an article, be it older than the epoch', () => {
    expect(newestUpdate([older!, old!], Date.UTC(2026, 0, 1))).toBe(Date.UTC(1950, 0, 1))
  })

  it('is the epoch where there is no article, never the clock', () => {
    expect(newestUpdate([], Date.UTC(2026, 0, 1))).toBe(0)
  })
})
