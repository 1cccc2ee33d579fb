import { expect, it } from 'vitest'
import { article } from '../article.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const RELEASE = Date.UTC(2026, 0, 2)
const END = Date.UTC(2026, 0, 3)
const SITE = '---\ntitle: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'

it.each([
  ['a link to its file', '[as announced](secret-merger.md)'],
  ['a link to its file from the top', '[as announced](/news/secret-merger.md#part)'],
  ['a relref', '[as announced]({{< relref "secret-merger.md" >}})'],
  ['a ref by its name alone', '[as announced]({{< ref "secret-merger" >}})'],
  ['a post_url', '[as announced]({% post_url secret-merger %})'],
  ['a post_link', '{% post_link secret-merger as announced %}'],
  ['its address', '[as announced](https://example.org/news/secret-merger/?a=b#c)'],
  ['its path', '[as announced](/news/Secret-Merger)'],
  ['a path relative to the page', '[as announced](../secret-merger/)'],
  ['an alias of it', '<a href="/was/merger">as announced</a>'],
  ['HTML with an entity', '<a href="/news/secret&#45;merger/">as announced</a>'],
])('a link to an article that is not public is its text alone: %s', async (_, link) => {
  const { asks } = openRuntimes(
    {
      '_index.md': SITE,
      'news/open.md': article({ title: 'Open', date: '2025-01-01' }, `We write, ${link}, of news.`),
      'news/secret-merger.md': article({
        title: 'Zorvax buys Quib',
        date: '2026-01-02T00:00:00Z',
        expires: '2026-01-03T00:00:00Z',
        aliases: '[/was/merger]',
      }),
    },
    NOW,
  )
  for (const [name, ask] of Object.entries(asks)) {
    for (const now of [NOW, RELEASE - 1, END]) {
      const { text } = await ask('news/wire.json', now)
      expect(text, name).toContain('as announced')
      expect(text, name).not.toMatch(/merger|zorvax/i)
    }
    const released = await ask('feed.json', RELEASE)
    expect(JSON.parse(released.text).items.at(-1).content_html, name).toMatch(/<a href="[^"]*merger[^"]*">/i)
    const etags = await Promise.all(
      [NOW, RELEASE].map(async (now) => (await ask('atom.xml', now)).headers.etag),
    )
    expect(etags[1], name).not.toBe(etags[0])
  }
})

it.each([
  ['draft: true', { draft: 'true' }],
  ['withdrawn', { withdrawn: '2025-02-01' }],
])('a link to an article that is hidden tells neither its file nor its address: %s', async (_, keys) => {
  const { asks } = openRuntimes(
    {
      '_index.md': SITE,
      'open.md': article(
        { title: 'Open', date: '2025-01-01' },
        '[a](secret-merger.md) [c](secret-deal.mkd) [d](_secret.md) [b](/secret-merger/) {% post_link secret-merger %} <https://example.org/secret-merger/>',
      ),
      'secret-merger.md': article({ title: 'Zorvax', date: '2025-01-01', ...keys }),
      'secret-deal.mkd': article({ title: 'Quib', date: '2025-01-01', ...keys }),
      '_secret.md': article({ title: 'Left out', date: '2025-01-01' }),
    },
    NOW,
  )
  for (const ask of Object.values(asks)) {
    const { items } = JSON.parse((await ask('feed.json', NOW)).text)
    expect(items[0].content_html).toBe('<p>a c d b  </p>')
  }
})

it('a public article is found before a hidden one of its name', async () => {
  const { asks } = openRuntimes(
    {
      '_index.md': SITE,
      'open.md': article({ title: 'Open', date: '2025-01-01' }, '[deal]({{< ref "deal" >}})'),
      'a/deal.md': article({ title: 'Draft', date: '2025-01-01', draft: 'true' }),
      'b/deal.md': article({ title: 'Deal', date: '2025-01-01' }),
    },
    NOW,
  )
  for (const ask of Object.values(asks))
    expect((await ask('feed.json', NOW)).text).toContain('https://example.org/b/deal/')
})

it('what an article or a chapter is about is not told while it is an article that is not public', async () => {
  const { asks } = openRuntimes(
    {
      '_index.md': `${SITE.slice(0, -4)}podcast:\n  explicit: false\n  category: News\n---\n`,
      'about.md': `---\ntitle: About\ndate: 2025-01-01\nexternal_url: https://example.org/secret-merger/#now\n---\n`,
      'show.md':
        '---\ntitle: Show\ndate: 2025-01-02\nenclosure: show.mp3\nchapters:\n  - { start: 0, title: One, url: /secret-merger/ }\n  - { start: 5, title: Two, url: /about/ }\n---\nText.\n',
      'show.mp3': 'ID3',
      'secret-merger.md': article({ title: 'Zorvax', date: '2026-01-02T00:00:00Z', expires: '2026-01-03' }),
    },
    NOW,
  )
  for (const [name, ask] of Object.entries(asks)) {
    for (const path of ['feed.json', 'atom.xml', 'feed.xml', 'show.chapters.json'])
      for (const now of [NOW, RELEASE - 1, END]) {
        const { text } = await ask(path, now)
        expect(text, name).toMatch(/About|Show/)
        expect(text, name).not.toMatch(/merger|zorvax/i)
      }
    const { items } = JSON.parse((await ask('feed.json', RELEASE)).text)
    expect(items.find(({ title }: { title: string }) => title === 'About').external_url, name).toMatch(
      /merger/,
    )
    const { chapters } = JSON.parse((await ask('show.chapters.json', RELEASE)).text)
    expect(
      chapters.map(({ url }: { url: string }) => url),
      name,
    ).toEqual(['https://example.org/secret-merger/', 'https://example.org/about/'])
  }
})
