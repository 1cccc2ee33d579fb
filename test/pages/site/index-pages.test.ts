import { describe, expect, it } from 'vitest'
import { article, SITE_INDEX, servePages } from './served-pages.ts'

const BEFORE = '2026-06-01T00:00:00Z'
const AFTER = '2026-08-01T00:00:00Z'
const FILES = {
  'news/one.md': article('title: One', 'date: 2026-05-04', 'tags: [Peace]'),
  'news/two.md': article('title: Two', 'date: 2025-12-24', 'tags: [Peace, War]', 'author: Grace'),
  'secret/three.md': article('title: Three', 'date: 2027-07-01', 'tags: [Peace, Hidden]', 'author: Eve'),
  'secret/four.md': article('title: Four', 'date: 2026-07-01', 'tags: [Peace, Soon]', 'author: Eve'),
}

describe('the lists of everything', () => {
  it('list tags and authors with the number of public articles', async () => {
    const { read } = servePages(FILES)
    const { text } = await read('/tags/', BEFORE)
    expect(text).toContain('<a href="/tags/peace/"><bdi>Peace</bdi></a> <span class="count">2</span>')
    expect(text).toContain('<bdi>War</bdi></a> <span class="count">1</span>')
    expect((await read('/authors/', BEFORE)).text).toContain(
      '<bdi>Grace</bdi></a> <span class="count">1</span>',
    )
  })

  it('show nothing of an embargoed article before its moment', async () => {
    const { read } = servePages(FILES)
    for (const path of ['/tags/', '/authors/', '/years/', '/years/2026/', '/404.html', '/'])
      expect((await read(path, BEFORE)).text).not.toMatch(/Three|Four|Eve|Hidden|Soon|secret|2027/)
    expect((await read('/years/2027/', BEFORE)).status).toBe(404)
    expect((await read('/tags/', AFTER)).text).toContain('<bdi>Soon</bdi></a> <span class="count">1</span>')
    expect((await read('/tags/', AFTER)).text).toContain('<bdi>Peace</bdi></a> <span class="count">3</span>')
    expect((await read('/authors/', AFTER)).text).toContain('Eve')
    expect((await read('/years/2026/', AFTER)).text).toContain('Four')
    expect((await read('/years/2026/', AFTER)).text).not.toContain('Three')
  })

  it('change when an article comes, and say so before', async () => {
    const { publication } = servePages(FILES)
    const found = await publication.find('years/2026/', Date.parse(BEFORE))
    expect(found).toMatchObject({ validUntil: Date.parse('2026-07-01T00:00:00Z') })
    const later = await publication.find('years/2026/', Date.parse(AFTER))
    expect(later).toMatchObject({ lastModified: expect.any(Number) })
    expect(later).not.toMatchObject({ version: (found as { version: string }).version })
  })

  it('list the articles of each year by month, the newest first', async () => {
    const { read } = servePages(FILES)
    const { text } = await read('/years/', AFTER)
    expect(
      [...text.matchAll(/<h([123])\b[^>]*>(?:<a [^>]*>)?([^<]*)/g)].map(([, h, t]) => `${h} ${t}`),
    ).toEqual(['1 All articles', '2 2026', '3 July', '3 May', '2 2025', '3 December'])
    expect((await read('/years/2025/', AFTER)).text).toContain('<h1 class="p-name">2025</h1>')
  })

  it('are linked from the footer where there are any', async () => {
    const { read } = servePages({ 'one.md': article('title: One', 'date: 2026-05-04', 'tags: [x]') })
    const { text } = await read('/', BEFORE)
    expect(text).toContain('<a href="/years/">All articles</a>')
    expect(text).toContain('<a href="/tags/">Tags</a>')
    expect((await read('/', '2026-01-01T00:00:00Z')).text).not.toMatch(/href="\/(?:years|tags|authors)\/"/)
  })

  it('give way to a section or an article of the same address', async () => {
    const { read } = servePages({
      'years/one.md': article('title: One', 'date: 2026-05-04'),
      'tags.md': article('title: About tags', 'date: 2026-05-04', 'tags: [x]'),
    })
    expect((await read('/years/', BEFORE)).text).toContain('<h1 class="p-name">Years</h1>')
    expect((await read('/tags/', BEFORE)).text).toContain('<h1 class="p-name">About tags</h1>')
    expect((await read('/', BEFORE)).text).not.toContain('>Tags</a>')
  })

  it('do not exist where the pages of the site are elsewhere', async () => {
    const { read } = servePages({
      ...FILES,
      '_index.md': SITE_INDEX.replace('\n---\n', '\npages: false\n---\n'),
    })
    for (const path of ['/years/', '/tags/', '/404.html']) expect((await read(path, AFTER)).status).toBe(404)
  })

  it('give each year a page of its own alone where there are many articles', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 501 }, (_, index) => [
        `n${index}.md`,
        article(`title: Number ${index}`, `date: ${2024 + (index % 3)}-01-02`),
      ]),
    )
    const { read } = servePages(many)
    const { text } = await read('/years/', AFTER)
    expect(text).toContain('<a href="/years/2024/">2024</a> <span class="count">167</span>')
    expect(text).not.toContain('Number 3')
    expect((await read('/years/2024/', AFTER)).text).toContain('Number 3<')
  })
})

it('a person who goes back from page to page sees each article once', async () => {
  const days = Array.from({ length: 10 }, (_, index) => String(index + 1).padStart(2, '0'))
  const files = days.map((day) => [`a${day}.md`, article(`title: Day ${day}`, `date: 2026-05-${day}`)])
  const { read } = servePages({
    '_index.md': SITE_INDEX.replace('url:', 'feedLimit: 4\nurl:'),
    ...Object.fromEntries(files),
  })
  const seen: string[] = []
  for (let path: string | undefined = '/'; path !== undefined; ) {
    const { text } = await read(path, BEFORE)
    seen.push(...[...text.matchAll(/class="u-url" href="\/a(\d\d)\/"/g)].map(([, day]) => day!))
    path = /<a rel="prev" href="([^"]+)"/.exec(text)?.[1]
  }
  expect(seen).toEqual(days.toReversed())
})

describe('the pages of a feed and its archives', () => {
  const files = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((day) => [`news/a${day}.md`, article(`title: A${day}`, `date: 2026-01-0${day}`)]),
  )
  const site = { '_index.md': SITE_INDEX.replace('url:', 'feedLimit: 2\nurl:'), ...files }

  it.each(['/', '/news/'])('lead from the oldest of %s to the newest, without a dead link', async (front) => {
    const { read } = servePages(site)
    const seen: string[] = []
    let path: string | undefined = `${front}archive/1/`
    while (path !== undefined) {
      const { status, headers, text } = await read(path, AFTER)
      seen.push(`${path} ${status}`)
      path = status === 307 ? headers.get('location')! : /rel="next" href="([^"]+)"/.exec(text)?.[1]
    }
    expect(seen.at(-2)).toMatch(/archive\/\d+\/ 307$/)
    expect(seen.at(-1)).toBe(`${front} 200`)
  })

  it('have nothing behind a number that no page links to', async () => {
    expect((await servePages(site).read('/archive/99/', AFTER)).status).toBe(404)
  })
})

describe('the title of a list', () => {
  const titleOf = (text: string) => /<title>(.*)<\/title>/.exec(text)![1]
  const nameOf = (text: string) => /"@type":"(?:CollectionPage|ProfilePage)","name":"([^"]*)"/.exec(text)?.[1]

  it.each([
    ['/tags/peace/', 'Peace'],
    ['/authors/grace/', 'Grace'],
    ['/fr/', 'Français'],
    ['/news/tags/peace/', 'Peace – News'],
    ['/news/', 'News'],
  ])('of %s names it and the site once', async (path, name) => {
    const files = { ...FILES, 'news/quatre.md': article('title: Quatre', 'date: 2026-05-05', 'lang: fr') }
    const { text } = await servePages(files).read(path, BEFORE)
    expect(titleOf(text)).toBe(`${name} – The Site`)
    expect(text).toContain(`<meta property="og:title" content="${name}">`)
    expect(nameOf(text)).toBe(name)
  })

  it('of an archive of the whole site is that of the site', async () => {
    const index = SITE_INDEX.replace('url:', 'feedLimit: 1\nurl:')
    const { text } = await servePages({ '_index.md': index, ...FILES }).read('/archive/older/', BEFORE)
    expect(titleOf(text)).toBe('The Site')
  })
})

it('the months of a year in Dari are those of the calendar of the year', async () => {
  const files = { '_index.md': SITE_INDEX.replace('url:', 'language: fa-AF\nurl:') }
  const one = article('title: One', 'date: 2026-03-21')
  const { text } = await servePages({ ...files, 'one.md': one }).read('/years/2026/', BEFORE)
  expect(text).toContain('>مارچ</h2>')
  expect(text).toMatch(/<time datetime="2026-03-21">[^<]*مارچ[^<]*<\/time>/)
})
