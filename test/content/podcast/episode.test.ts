import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { readSite } from '../../../src/content/site/settings.ts'

const FILES: Record<string, number> = {
  'show/e.mp3': 5,
  'show/e.m4a': 6,
  'show/e.vtt': 7,
  'show/e.chapters.json': 8,
  'show/i.png': 9,
}
const findFile = (path: string) =>
  FILES[path] === undefined ? undefined : { bytes: FILES[path], measure: () => undefined }
const { site: SITE } = readSite([{ path: 'show/_index.md', source: '---\npodcast:\n  people: Ada\n---\n' }], {
  title: 'Folder',
  url: 'https://example.org/',
})

function read(frontMatter: string, path = 'show/one.md') {
  const source = `---\ndate: 2024-01-02\n${frontMatter}\n---\n`
  const { article, problems } = parseArticle({ path, source, hash: '' }, SITE, findFile)
  return { ...article!, problems: problems.map(({ line, code }) => `${line} ${code}`) }
}
const readPlayed = (frontMatter: string) => read(`audio: e.mp3\n${frontMatter}`)

const NOTHING = { transcripts: [], people: [], soundbites: [] }

describe('an episode', () => {
  it.each<[string, object]>([
    ['episode: 3\nseason: "2"', { number: { value: 3 }, season: { value: 2 } }],
    ['episode: 315.5', { number: { value: 315.5 } }],
    ['episode: {number: 4, display: Ch. 4}', { number: { value: 4, name: 'Ch. 4' } }],
    ['season: 1\nseason_name: Spring', { season: { value: 1, name: 'Spring' } }],
    ['season: {number: 1, name: Spring}', { season: { value: 1, name: 'Spring' } }],
    ['episodeType: Bonus', { type: 'bonus' }],
    ['explicit: "no"', { explicit: false }],
    ['explicit: clean', { explicit: false }],
    ['itunes_explicit: explicit\nitunes_block: yes', { explicit: true, block: true }],
    ['podcast_title: Short', { title: 'Short' }],
    ['duration: "1:01.6"', { durationSeconds: 62 }],
    [
      'chapters: e.chapters.json',
      { chapters: { url: 'https://example.org/show/e.chapters.json', type: 'application/json+chapters' } },
    ],
    [
      'podcast_chapters: {url: "https://c.example/c", type: application/xml}',
      { chapters: { url: 'https://c.example/c', type: 'application/xml' } },
    ],
    [
      'chapters:\n  - 1:30 In the middle\n  - {startTime: 0, end: 5.5, title: Start, img: i.png, url: /a, toc: no}',
      {
        chapters: {
          url: 'https://example.org/show/one.chapters.json',
          type: 'application/json+chapters',
          list: [
            {
              startSeconds: 0,
              endSeconds: 5.5,
              title: 'Start',
              imageUrl: 'https://example.org/show/i.png',
              url: 'https://example.org/a',
              isHidden: true,
            },
            { startSeconds: 90, title: 'In the middle' },
          ],
        },
      },
    ],
    ['transcript: e.vtt', { transcripts: [{ url: 'https://example.org/show/e.vtt', type: 'text/vtt' }] }],
    [
      'transcripts: [{url: "https://t.example/a.SRT?x=1", lang: pt_br, rel: captions}, {url: "https://t.example/b", type: text/plain}]',
      {
        transcripts: [
          {
            url: 'https://t.example/a.SRT?x=1',
            type: 'application/x-subrip',
            language: 'pt-BR',
            isCaptions: true,
          },
          { url: 'https://t.example/b', type: 'text/plain' },
        ],
      },
    ],
    ['transcript: |\n  Welcome.\n  Goodbye.', {}],
    ['transcript: true', {}],
    ['guests: [Bob]', { people: [{ name: 'Ada' }, { name: 'Bob', role: 'guest' }] }],
    [
      'hosts: Eve\nguests: [Bob]',
      {
        people: [
          { name: 'Eve', role: 'host' },
          { name: 'Bob', role: 'guest' },
        ],
      },
    ],
    ['people: {name: Eve, role: Editor}', { people: [{ name: 'Eve', role: 'Editor' }] }],
    [
      'soundbites: {start: "1:00", duration: 30, title: Best}',
      { soundbites: [{ startSeconds: 60, durationSeconds: 30, title: 'Best' }] },
    ],
    ['value: 7', {}],
  ])('%j', (frontMatter, expected) => {
    const { episode, problems } = readPlayed(frontMatter)
    expect(episode).toEqual({ ...NOTHING, ...expected })
    expect(problems).toEqual([])
  })

  it.each([
    ['episode: three'],
    ['season: 1.5'],
    ['season: {name: Spring}'],
    ['episode_type: short'],
    ['explicit: perhaps'],
    ['chapters: [{title: Start}]'],
    ['chapters: [Start]'],
    ['chapters: "~/c.json"'],
    ['transcript: "javascript:x"'],
    ['transcript: https://t.example/t'],
    ['soundbites: {start: 5}'],
    ['value: {type: lightning}'],
  ])('%s is named with its line, and is left out', (frontMatter) => {
    const { episode, problems } = readPlayed(frontMatter)
    expect(new Set(problems)).toEqual(new Set(['4 podcast']))
    expect(episode).toEqual(NOTHING)
  })

  it.each(['season: x', 'episode: x', 'explicit: perhaps', 'itunes_block: perhaps', 'episode_type: short'])(
    '%s is also named with its line where there is nothing to play, in a show alone',
    (frontMatter) => {
      expect(read(`title: A\n${frontMatter}`)).toMatchObject({ episode: undefined, problems: ['4 podcast'] })
      expect(read(`title: A\n${frontMatter}`, 'news/one.md').problems).toEqual([])
    },
  )

  it.each([
    ['chapters: x.json', 'chapters'],
    ['transcript: x.vtt', 'transcripts'],
  ] as const)('%s names a file that does not exist, which is reported', (frontMatter, key) => {
    const { episode, problems } = readPlayed(frontMatter)
    expect(problems).toEqual(['4 podcast'])
    expect(JSON.stringify(episode![key])).toContain('https://example.org/show/one/x.')
  })

  it('has the chapters of a file that is called as those of the front matter would be', () => {
    const { episode, problems } = read('audio: e.mp3\nchapters: [0:00 A]', 'show/e.md')
    expect(episode!.chapters).toEqual({
      url: 'https://example.org/show/e.chapters.json',
      type: 'application/json+chapters',
    })
    expect(problems).toEqual(['4 podcast'])
  })

  it('wants something to play, in a section that is a podcast', () => {
    expect(read('enclosure: {url: https://e.example/a.pdf, length: 1}').episode).toBeUndefined()
    expect(read('title: x').episode).toBeUndefined()
    expect(read('audio: https://e.example/a.mp3\nepisode: three', 'news/one.md')).toMatchObject({
      episode: undefined,
      problems: ['3 enclosure-length'],
    })
    expect(read('video: https://e.example/a.mp4\npodcast_bytes: 1').episode).toEqual(NOTHING)
  })

  it("has what can be played first, under Apple's name for it", () => {
    const { enclosures } = read('enclosures: [{url: https://e.example/a.pdf, length: 1}, e.m4a, e.mp3]')
    expect(enclosures.map(({ type }) => type)).toEqual(['audio/x-m4a', 'audio/mpeg', 'application/pdf'])
  })

  it('is read from anything at all without a throw, and keeps what it understands', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        fc.string({ unit: 'binary' }),
        fc.constantFrom('1:30 x', 'e.vtt', 'https://h.example/%zz.vtt', '//h.example', 'true', '1.5', null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('url', 'start', 'number', 'name', 'type', 'recipients', 'split', '__proto__'),
          tie('value'),
        ),
      ),
    }))
    const keys =
      'episode season episode_type explicit itunes_block chapters transcripts people guests soundbites value'
    const fields = fc.record(Object.fromEntries(keys.split(' ').map((key) => [key, value])), {
      requiredKeys: [],
    })
    fc.assert(
      fc.property(fields, (typed) => {
        const source = `${JSON.stringify({ date: '2024-01-02', audio: 'e.mp3', ...typed })}\n`
        const { article } = parseArticle({ path: 'show/one.md', source, hash: '' }, SITE, findFile)
        const { number, season, transcripts, soundbites } = article!.episode!
        for (const { url } of transcripts) expect(url).toMatch(/^https?:/)
        for (const { durationSeconds } of soundbites) expect(durationSeconds).toBeGreaterThan(0)
        for (const { value } of [number, season].filter((one) => one !== undefined))
          expect(value).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 100 },
    )
  })
})

it('a chapter whose picture does not exist is one without a picture, with a warning', () => {
  const { episode, problems } = readPlayed('chapters:\n  - {start: 0, title: A, img: "gone #1.png"}')
  expect(episode?.chapters?.list).toEqual([{ startSeconds: 0, title: 'A' }])
  expect(problems).toEqual(['4 podcast'])
})
