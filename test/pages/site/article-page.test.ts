import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { article, SITE_INDEX, servePages } from './served-pages.ts'

const PICTURES = join(import.meta.dirname, '../../fixtures/pictures')
const NOW = '2026-08-01T00:00:00Z'

async function pageOf(...lines: string[]): Promise<string> {
  return (await servePages({ 'news/one.md': article(...lines) }).read('/news/one/', NOW)).text
}

describe('the page of an article', () => {
  it('shows corrections above the text, with what changed and when', async () => {
    const text = await pageOf(
      'title: One',
      'date: 2026-05-04',
      'corrections:',
      '  - { date: 2026-05-05, text: "The name is <Ada>." }',
      '  - { date: 2026-05-07, text: "The day was Monday." }',
    )
    const aside = /<aside class="corrections">[\s\S]*?<\/aside>/.exec(text)![0]
    expect(aside).toContain(
      '<strong>Correction</strong> <time datetime="2026-05-07">May 7, 2026</time> The day was Monday.',
    )
    expect(aside).toContain('The name is &lt;Ada&gt;.')
    expect(text.slice(text.indexOf('e-content'))).not.toContain('Correction')
  })

  it('shows corrections above a text from right to left too', async () => {
    const text = await pageOf(
      'title: One',
      'lang: fa-AF',
      'date: 2026-05-04',
      'correction: { date: 2026-05-05, text: "عدد 12 بود." }',
    )
    expect(text).toContain(
      '<aside class="corrections">\n<p><strong>تصحیح</strong> <time datetime="2026-05-05">۱۵ ثور ۱۴۰۵</time> عدد 12 بود.</p>\n</aside>',
    )
    expect(text.slice(text.indexOf('e-content'))).not.toContain('تصحیح')
    expect(text).toContain('<div dir="rtl" lang="fa-AF"><p>The text.</p>')
  })

  it('keeps the place of the pictures beside it while they load, and feeds are as they were', async () => {
    const name = (file: string) => readFileSync(join(PICTURES, file))
    const text = `${article('title: One', 'date: 2026-05-04')}
![Small](plain.png) ![Again](plain.png) ![Elsewhere](https://example.com/a.png) ![Damaged](bad.png)

<img src="plain.png" alt="Own" width="30">

> ![Turned](/turned.jpg)
`
    const site = servePages({
      'news/one.md': text,
      'news/plain.png': name('plain.png'),
      'news/bad.png': 'no picture',
      'turned.jpg': name('turned-by-exif.jpg'),
    })
    const page = (await site.read('/news/one/', NOW)).text
    const sizes = [...page.matchAll(/<img [^>]*>/g)].map(([tag]) => [
      /alt="(\w+)"/.exec(tag)![1],
      /width="(\d+)"/.exec(tag)?.[1],
      /height="(\d+)"/.exec(tag)?.[1],
    ])
    expect(sizes).toEqual([
      ['Small', '3', '2'],
      ['Again', '3', '2'],
      ['Elsewhere', undefined, undefined],
      ['Damaged', undefined, undefined],
      ['Own', '30', undefined],
      ['Turned', '2', '3'],
    ])
    const feed = (await site.read('/feed.json', NOW)).text
    expect(feed).not.toMatch(/height=|pictureSizes/)
  })

  it.each([
    ['is named', ['chapters: first.chapters.json'], 'show/first.chapters.json'],
    ['stands beside a list', ['chapters: [0:00 Other]'], 'show/one.chapters.json'],
  ])('shows the chapters of a file that %s', async (_, chapters, path) => {
    const file = {
      version: '1.2.0',
      chapters: [
        { startTime: 90, title: 'The <mill>' },
        { startTime: 0, title: 'Start', url: 'https://example.org/secret/' },
        { startTime: 60, title: 'Hidden', toc: false },
        { startTime: 'x', title: 'Broken' },
        { startTime: 30, title: ' ' },
        { title: 7 },
        null,
      ],
    }
    const files = {
      'show/_index.md': '---\ntitle: Show\npodcast: { category: News }\n---\n',
      'show/one.md': article('title: One', 'date: 2026-05-04', 'audio: one.mp3', ...chapters),
      'show/one.mp3': 'ID3',
    }
    const text = async (content: string) =>
      (await servePages({ ...files, [path]: content }).read('/show/one/', NOW)).text
    expect(await text(JSON.stringify(file))).toContain(
      '<ol><li><span class="start">0:00</span> Start</li><li><span class="start">1:30</span> The &lt;mill&gt;</li></ol></details>',
    )
    for (const broken of ['', '[', '{"chapters": 1}', 'null', '{"chapters": []}'])
      expect(await text(broken), broken).not.toContain('class="chapters"')
  })

  it('keeps corrections in feeds as they were', async () => {
    const files = {
      'one.md': article(
        'title: One',
        'date: 2026-05-04',
        'corrections:',
        '  - { date: 2026-05-05, text: Mended. }',
      ),
    }
    const { text } = await servePages(files).read('/feed.json', NOW)
    expect(text).toContain('<p><strong>Correction (2026-05-05):</strong> Mended.</p>')
  })

  it('marks the dateline', async () => {
    expect(await pageOf('title: One', 'date: 2026-05-04', 'dateline: LONDON', 'agency: A&B')).toContain(
      '<p><span class="dateline">LONDON (A&amp;B)</span> – The text.</p>',
    )
  })

  it('marks a dateline with an apostrophe or quotation marks', async () => {
    expect(await pageOf('title: One', 'date: 2026-05-04', `dateline: ST JOHN'S "HARBOUR"`)).toContain(
      `<p><span class="dateline">ST JOHN'S "HARBOUR"</span> – The text.</p>`,
    )
  })

  it('shows the time of day only where it is known', async () => {
    expect(await pageOf('title: One', 'date: 2026-05-04')).toContain('>May 4, 2026</time>')
    expect(await pageOf('title: One', 'date: 2026-05-04T16:20:00Z')).toMatch(/>May 4, 2026[^<]*16:20</)
  })

  it('links to lists of tags and authors that exist alone', async () => {
    const listed = await pageOf('title: One', 'date: 2026-05-04', 'tags: [peace]')
    expect(listed).toContain('href="/tags/peace/"')
    expect(listed).toContain('href="/authors/ada/"')
    expect(listed).toContain('<p class="kicker"><a href="/news/">News</a></p>')
    const out = await pageOf('title: One', 'date: 2026-05-04', 'tags: [peace]', 'feed: false')
    expect(out).toContain('<bdi class="p-category">peace</bdi>')
    expect(out).not.toMatch(/href="\/(?:tags\/.|authors\/.|news\/")/)
  })
})

describe('the front page', () => {
  it('has the title of the site as its only heading of the first rank, and the newest article as the lead', async () => {
    const { read } = servePages({
      'news/one.md': article('title: One', 'date: 2026-05-04'),
      'two.md': article('title: Two', 'date: 2026-05-05'),
    })
    const { text } = await read('/', NOW)
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toMatch(
      /<h1 class="brand p-name"><a href="\/" rel="home" aria-current="page">The Site<\/a><\/h1>/,
    )
    expect(text.match(/class="h-entry card lead/g)).toHaveLength(1)
    expect(text.indexOf('lead')).toBeLessThan(text.indexOf('Two'))
    expect(text).toContain('<p class="kicker"><a href="/news/">News</a></p>')
  })

  it('shows a note as its text, with its links', async () => {
    const { read } = servePages({
      'notes/_index.md': '---\ntitle: Notes\ntitles: none\n---\n',
      'notes/one.md': '---\ndate: 2026-05-04\n---\n\nLook at [this](https://example.com/).\n',
    })
    const { text } = await read('/', NOW)
    expect(text).toContain(
      '<div class="text e-content p-name"><p>Look at <a href="https://example.com/">this</a>.</p>',
    )
  })

  it('links to the stylesheet of the site after ours', async () => {
    const index = SITE_INDEX.replace('\n---\n', '\ntheme: { stylesheet: look.css, accent: teal }\n---\n')
    const { read } = servePages({
      '_index.md': index,
      'look.css': 'body{}',
      'one.md': article('title: One', 'date: 2026-05-04'),
    })
    const { text } = await read('/', NOW)
    expect(text).toContain(
      '<link rel="stylesheet" href="/wireroom.css">\n<link rel="stylesheet" href="/look.css">',
    )
    const own = await read('/look.css', NOW)
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect((await read('/wireroom.css', NOW)).text).toContain('oklch(from teal')
  })
})
