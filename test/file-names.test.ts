import { describe, expect, it } from 'vitest'
import { article } from './article.ts'
import { openRuntimes } from './visibility/runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const PODCAST = '---\ntitle: S\npodcast: { explicit: false, category: Arts }\n---\n'
const SOUND = 'ID3 sound'
const NAMES = [
  'Episode #12.mp3',
  'why?.mp3',
  '100% real.mp3',
  '100%25.mp3',
  'a%20b.mp3',
  'one & two; [3] {4}.mp3',
  "it's “quoted”, (here)!.mp3",
  '#1.mp3',
  'c+d=e@f^g`h|i.mp3',
]

const YAML = (text: string) => JSON.stringify(text)
const addressOf = (name: string) =>
  `news/${encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`

/** What feed readers get of an article with this front matter, on each runtime, beside a file of this name. */
async function feedsOf(name: string, frontMatter: Record<string, string>, body = 'Text.', bytes = SOUND) {
  const { asks } = openRuntimes(
    {
      '_index.md': PODCAST,
      'news/a.md': article({ title: 'A', date: '2025-01-01', ...frontMatter }, body),
      [`news/${name}`]: bytes,
    },
    NOW,
  )
  return Promise.all(
    Object.values(asks).map(async (ask) => ({
      item: JSON.parse((await ask('feed.json', NOW)).text).items[0],
      rss: (await ask('feed.xml', NOW)).text,
      file: await ask(addressOf(name), NOW),
      part: await ask(addressOf(name), NOW, { Range: 'bytes=4-8' }),
    })),
  )
}

describe.each(NAMES)('the file %s beside an article', (name) => {
  const url = `https://example.org/${addressOf(name)}`

  it.each([
    ['as it is', name],
    ['percent-encoded', encodeURIComponent(name)],
  ])('is served and linked with its type and length where an enclosure names it %s', async (_, typed) => {
    for (const { item, file, part } of await feedsOf(name, { enclosure: YAML(typed) })) {
      expect(item.attachments).toEqual([{ url, mime_type: 'audio/mpeg', size_in_bytes: SOUND.length }])
      expect(file).toMatchObject({ status: 200, text: SOUND, headers: { 'content-type': 'audio/mpeg' } })
      expect(part).toMatchObject({ status: 206, text: 'sound' })
    }
  })

  it.each([
    ['as it is', `[a](<${name.replace(/[<>]/g, '')}>)`],
    ['percent-encoded', `[a](${encodeURIComponent(name).replace(/[()]/g, escape)})`],
    ['in HTML', `<a href="${name.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">a</a>`],
  ])('is linked where the text names it %s', async (_, body) => {
    // In HTML and Markdown, a lone fragment leads to a heading.
    if (name.startsWith('#') && !body.includes('%23')) return
    for (const { item, file } of await feedsOf(name, {}, body)) {
      expect(item.content_html).toContain(`href="${url.replaceAll("'", '&apos;')}"`)
      expect(file.status).toBe(200)
    }
  })
})

const PICTURE = Buffer.from('89504e470d0a1a0a0000000d494844520000000300000002', 'hex').toString('latin1')
const PICTURES = ['pic #1.png', 'what?.png', '50%.png', 'a b.png']

describe.each(PICTURES)('the picture %s beside an article', (name) => {
  const url = `https://example.org/${addressOf(name)}`

  it.each([name, encodeURIComponent(name)])('is the image that is typed as %s', async (typed) => {
    for (const { item, file } of await feedsOf(name, { image: YAML(typed) }, 'Text.', PICTURE)) {
      expect(item.image).toBe(url)
      expect(file).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
    }
  })

  it.each([`![a](<${name}>)`, `![a](${encodeURIComponent(name)})`, `<img src="${name}" alt="a">`])(
    'is shown by %s',
    async (body) => {
      for (const { item, file } of await feedsOf(name, {}, body)) {
        expect(item.content_html).toContain(`<img src="${url}" alt="a">`)
        expect(file.status).toBe(200)
      }
    },
  )
})

const SOUND_ELSEWHERE = '{ url: "https://cdn.example/a.mp3", type: audio/mpeg, length: 1 }'

describe.each([
  ['chapters', 'Ep #1?.chapters.json', '{"version":"1.2.0","chapters":[]}', 'application/json+chapters'],
  ['transcript', '50% #1.vtt', 'WEBVTT', 'text/vtt'],
])('a file of %s', (key, name, bytes, type) => {
  it.each([name, encodeURIComponent(name)])('is found where it is typed as %s', async (typed) => {
    for (const { rss, file } of await feedsOf(
      name,
      { enclosure: SOUND_ELSEWHERE, [key]: YAML(typed) },
      'Text.',
      bytes,
    )) {
      expect(rss).toContain(`<podcast:${key} url="https://example.org/${addressOf(name)}" type="${type}"/>`)
      expect(file).toMatchObject({ status: 200, text: bytes })
    }
  })
})

it.each(['NFC', 'NFD'] as const)(
  'a picture whose name is stored as %s is served composed, and its decomposed address leads there',
  async (form) => {
    const names = ['Café.png', 'naïve.png'].map((name) => `Über uns/${name}`)
    const { asks } = openRuntimes(
      {
        'Über uns/a.md': article({ title: 'A', date: '2025-01-01' }, '![](Café.png) ![](naïve.png)'),
        ...Object.fromEntries(names.map((name) => [name.normalize(form), name])),
      },
      NOW,
    )
    for (const ask of Object.values(asks))
      for (const name of names) {
        expect(await ask(encodeURI(name.normalize('NFC')), NOW)).toMatchObject({ status: 200, text: name })
        expect(await ask(encodeURI(name.normalize('NFD')), NOW)).toMatchObject({
          status: 301,
          headers: { location: `/${encodeURI(name.normalize('NFC'))}` },
        })
      }
  },
)

it.each([
  ['slug', 'slüg', 'Über/slüg/'],
  ['permalink', '/pérma/x/', 'pérma/x/'],
])(
  'a %s that is typed decomposed is composed, and the decomposed address leads there',
  async (key, typed, path) => {
    const { asks } = openRuntimes(
      { 'Über/a.md': article({ title: 'A', date: '2025-01-01', [key]: YAML(typed.normalize('NFD')) }) },
      NOW,
    )
    const composed = encodeURI(path.toLowerCase())
    for (const ask of Object.values(asks)) {
      expect(JSON.parse((await ask('feed.json', NOW)).text).items[0].url).toBe(
        `https://example.org/${composed}`,
      )
      expect((await ask(composed, NOW)).status).toBe(200)
      expect(await ask(encodeURI(path.toLowerCase().normalize('NFD')), NOW)).toMatchObject({
        status: 301,
        headers: { location: `/${composed}` },
      })
    }
  },
)
