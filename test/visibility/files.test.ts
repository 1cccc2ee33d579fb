import { describe, expect, it } from 'vitest'
import { article } from '../article.ts'
import { openRuntimes } from './runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const RELEASE = Date.UTC(2026, 0, 2)
const END = Date.UTC(2026, 0, 3)

const SITE = '---\ntitle: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const OPEN = article({ title: 'Open', date: '2025-01-01' })
const SOON = { title: 'Soon', date: '2025-01-01', embargo: '2026-01-02T00:00:00Z' }

/** Statuses of paths on both runtimes, which must agree, at an instant. */
async function statuses(files: Record<string, string>, paths: string[], now: number) {
  const { asks } = openRuntimes({ '_index.md': SITE, ...files }, NOW)
  const found: Record<string, number> = {}
  for (const path of paths) {
    const answers = await Promise.all(Object.values(asks).map((ask) => ask(path, now)))
    expect(new Set(answers.map(({ status }) => status)).size, path).toBe(1)
    found[path] = answers[0]!.status
  }
  return found
}

async function expectHidden(files: Record<string, string>, paths: string[], now = NOW) {
  expect(await statuses(files, paths, now)).toEqual(Object.fromEntries(paths.map((path) => [path, 404])))
}

async function expectPublic(files: Record<string, string>, paths: string[], now = NOW) {
  expect(await statuses(files, paths, now)).toEqual(Object.fromEntries(paths.map((path) => [path, 200])))
}

describe('files beside an article that is not public', () => {
  it.each([
    ['embargo: 2099', { embargo: '2099-01-01' }],
    ['draft: true', { draft: 'true' }],
    ['withdrawn', { withdrawn: '2025-06-01' }],
    ['expires in the past', { expires: '2025-06-01' }],
    ['a date that cannot be read', { embargo: '2026-02-30' }],
    ['the id of another article', { id: 'tag:example.org,2026:open' }],
    ['a hidden copy of another article', { id: 'tag:example.org,2026:open', draft: 'true' }],
    ['a status that nobody understands', { status: 'spiked?' }],
    ['a redirect', { redirect_to: 'https://example.com/' }],
  ])('are hidden as the article is: %s', async (_, keys) => {
    const text = article({ title: 'T', date: '2025-01-01', ...keys }, 'See ![](map.svg) and [it](a%20b.pdf).')
    const files = {
      'open.md': OPEN,
      'talk.md': text,
      'talk.png': 'PNG',
      'talk.mp3': 'ID3',
      'talk.chapters.json': '{}',
      'map.svg': '<svg/>',
      'a b.pdf': 'PDF',
      'talk/gallery.jpg': 'JPG',
      'other.png': 'PNG',
    }
    await expectHidden(files, [
      'talk.png',
      'talk.mp3',
      'talk.chapters.json',
      'map.svg',
      'a%20b.pdf',
      'talk/gallery.jpg',
    ])
    await expectPublic(files, ['other.png'])
  })

  it('are hidden where the article has no date, or a rule leaves it out', async () => {
    const text = '![](/map.svg)'
    const dated = article({ title: 'T', date: '2025-01-01' }, text)
    for (const [path, source] of [
      ['talk.md', article({ title: 'T' }, text)],
      ['_talk.md', dated],
      ['templates/talk.md', dated],
      ['templates/talk.md', article({ title: 'T' }, text)],
      ['templates/talk.md', article({ title: 'T', date: '2026-02-30' }, text)],
    ] as const) {
      const sound = path.replace('.md', '.mp3')
      const files = {
        'open.md': OPEN,
        [path]: source,
        [sound]: 'ID3',
        'map.svg': '<svg/>',
        'other.png': 'PNG',
      }
      await expectHidden(files, [sound, 'map.svg'])
      await expectPublic(files, ['other.png'])
    }
  })

  it('stay where a public article refers to them as well', async () => {
    const files = {
      'a.md': article({ ...SOON, image: 'x.png', enclosure: 'a.mp3' }),
      'b.md': article({ title: 'B', date: '2025-01-01' }, '![](./x.png) <audio src="/a.mp3"></audio>'),
      'x.png': 'PNG',
      'a.mp3': 'ID3',
    }
    await expectPublic(files, ['x.png', 'a.mp3'])
  })

  it('are not the files of the same name that a public article has in its own folder', async () => {
    const text = '![](cover.png)'
    const files = {
      'a/index.md': article({ title: 'A', date: '2025-01-01' }, text),
      'a/cover.png': 'PNG',
      'b/index.md': article(SOON, text),
      'b/cover.png': 'PNG',
      'c/index.md': article({ ...SOON, title: 'C' }),
      'c/cover.png': 'PNG',
    }
    await expectPublic(files, ['a/cover.png'])
    await expectHidden(files, ['b/cover.png', 'c/cover.png'])
    await expectPublic(files, ['b/cover.png', 'c/cover.png'], RELEASE)
  })

  it.each<[string, string, Record<string, string>?]>([
    ['a shortcode', '{{< figure src="deal-map.png" >}}'],
    ['a comment', '<!-- deal-map.png -->'],
    ['code', '    <img src="/img/deal-map.png">'],
    ['percent-encoding', '![](img/deal%2Dmap.png)'],
    ['an HTML entity', '<img src="img/deal&#45;map.png">'],
    ['a whole address', 'https://example.org/img/deal-map.png'],
    ['front matter of its own', '', { cover_path: 'img/deal-map.png' }],
    ['another case', '![](IMG/Deal-Map.PNG)'],
  ])('are those that it mentions in %s', async (_, text, keys: Record<string, string> = {}) => {
    const files = {
      'open.md': OPEN,
      'deal.md': article({ ...SOON, ...keys }, text),
      'img/deal-map.png': 'PNG',
    }
    await expectHidden(files, ['img/deal-map.png'])
    await expectPublic(files, ['img/deal-map.png'], RELEASE)
  })

  it('are known by decomposed names and in other scripts', async () => {
    const name = 'été قصة.png'
    const files = {
      'open.md': OPEN,
      'deal.md': article({ ...SOON, image: `"${name.normalize('NFC')}"` }),
      [name.normalize('NFD')]: 'PNG',
    }
    await expectHidden(files, [encodeURIComponent(name.normalize('NFD'))])
  })

  it('are all that no public article refers to in a folder without public articles, and in the folders in it', async () => {
    const files = {
      'open.md': OPEN,
      'secret/deal.md': article(SOON),
      'secret/plan.png': 'PNG',
      'secret/img/plan.png': 'PNG',
      'merger/2099/deal.md': article({ ...SOON, title: 'M' }),
      'merger/img/plan.png': 'PNG',
      'top.png': 'PNG',
      'assets/logo.png': 'PNG',
    }
    await expectHidden(files, ['secret/plan.png', 'secret/img/plan.png', 'merger/img/plan.png'])
    await expectPublic(files, ['top.png', 'assets/logo.png'])
    await expectPublic(files, ['secret/plan.png', 'secret/img/plan.png', 'merger/img/plan.png'], RELEASE)
  })

  it('are not those of the settings of the site, nor of a section that has had an article', async () => {
    const files = {
      'a.md': article({ ...SOON, image: 'logo.png' }),
      '_index.md': SITE.replace('title', 'image: logo.png\ntitle'),
      'logo.png': 'PNG',
      'old/_index.md': '---\nimage: old/old.png\n---\n',
      'old/a.md': article({ title: 'Old', date: '2025-01-01', expires: '2025-02-01' }),
      'old/old.png': 'PNG',
      'new/_index.md': '---\npodcast: { image: new/new.png }\n---\n',
      'new/a.md': article({ ...SOON, title: 'New' }),
      'new/new.png': 'PNG',
    }
    await expectPublic(files, ['logo.png', 'old/old.png'])
    await expectHidden(files, ['new/new.png'])
    await expectPublic(files, ['new/new.png'], RELEASE)
  })

  it('appear and disappear at the second of the article, and caches learn of it in time', async () => {
    const { asks } = openRuntimes(
      {
        '_index.md': SITE,
        'open.md': OPEN,
        'talk.md': article({ ...SOON, expires: '2026-01-03T00:00:00Z' }),
        'talk.png': 'PNG',
      },
      NOW,
    )
    for (const [name, ask] of Object.entries(asks)) {
      const before = await ask('talk.png', RELEASE - 1)
      expect(before, name).toMatchObject({ status: 404, headers: { 'cache-control': 'no-cache' } })
      const released = await ask('talk.png', RELEASE)
      expect(released, name).toMatchObject({ status: 200, text: 'PNG' })
      expect((await ask('talk.png', END - 5000)).headers['cache-control'], name).toBe('public, max-age=0')
      const { etag } = released.headers
      const again = { 'if-none-match': etag!, 'if-modified-since': released.headers['last-modified']! }
      expect((await ask('talk.png', END - 1, again)).status, name).toBe(304)
      expect((await ask('talk.png', END, again)).status, name).toBe(404)
      expect((await ask('talk.png', END, { 'if-none-match': '*' })).status, name).toBe(404)
      expect((await ask('talk.png', END, { range: 'bytes=0-0' })).status, name).toBe(404)
      for (const spelling of ['Talk.PNG', '/talk.png', 'talk.png/', '%74alk.png'])
        expect((await ask(spelling, NOW)).status, `${name} ${spelling}`).toBe(404)
    }
  })
})

describe('texts beside the articles', () => {
  it.each(['txt', 'csv', 'vtt', 'srt', 'docx', 'xlsx', 'odt', 'rtf', 'ics'])(
    'of the kind .%s are public only while a public article refers to them',
    async (ending) => {
      const files = {
        'open.md': article({ title: 'Open', date: '2025-01-01' }, `[numbers](data.${ending})`),
        'soon.md': article(SOON, `[numbers](later.${ending})`),
        [`data.${ending}`]: 'numbers',
        [`later.${ending}`]: 'numbers',
        [`press.${ending}`]: 'numbers',
        [`open.${ending}`]: 'numbers',
        'bundle/index.md': article({ title: 'Bundle', date: '2025-01-01' }),
        [`bundle/press.${ending}`]: 'numbers',
      }
      await expectPublic(files, [`data.${ending}`])
      await expectHidden(files, [`later.${ending}`, `press.${ending}`, `open.${ending}`])
      await expectHidden(files, [`bundle/press.${ending}`])
      await expectPublic(files, [`later.${ending}`], RELEASE)
    },
  )

  it('have the address that the article links to', async () => {
    const { asks } = openRuntimes(
      {
        '_index.md': SITE,
        'news/open.md': article({ title: 'Open', date: '2025-01-01' }, '[numbers](my%20data.csv)'),
        'news/my data.csv': 'a,b',
      },
      NOW,
    )
    for (const ask of Object.values(asks)) {
      expect((await ask('feed.json', NOW)).text).toContain('https://example.org/news/my%20data.csv')
      expect(await ask('news/my%20data.csv', NOW)).toMatchObject({ status: 200, text: 'a,b' })
    }
  })
})

describe('a file that front matter names in another way than its bytes', () => {
  it.each([
    ['"caf\\u00e9.png"', 'caf%C3%A9.png'],
    ['"a\\x26b.png"', 'a%26b.png'],
    ["'a<b>|c.png'", 'a%3Cb%3E%7Cc.png'],
    ['\'it is "so".png\'', 'it%20is%20%22so%22.png'],
    ['{ path: "caf\\u00e9.png", alt: A }', 'caf%C3%A9.png'],
  ])('is hidden with its article: %s', async (image, path) => {
    const files = { 'open.md': OPEN, [decodeURIComponent(path)]: 'PNG' }
    const keys = { title: 'A', date: '2025-01-01', image }
    await expectHidden({ ...files, 'a.md': article({ ...keys, draft: 'true' }) }, [path])
    await expectPublic({ ...files, 'a.md': article(keys) }, [path])
  })

  it('is public with its article where it must be named', async () => {
    const transcript = ['"caf\\u00e9.vtt"', "'a<b>.vtt'"]
    const files = { 'café.vtt': 'WEBVTT\n', 'a<b>.vtt': 'WEBVTT\n' }
    const keys = { title: 'A', date: '2025-01-01', transcripts: `[${transcript}]` }
    await expectPublic({ ...files, 'x.md': article(keys) }, ['caf%C3%A9.vtt', 'a%3Cb%3E.vtt'])
    await expectHidden({ ...files, 'x.md': article({ ...keys, draft: 'true' }) }, [
      'caf%C3%A9.vtt',
      'a%3Cb%3E.vtt',
    ])
  })
})
