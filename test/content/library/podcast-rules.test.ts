import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { lineOfKey } from '../../../src/content/front-matter/parse.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { judgePodcasts } from '../../../src/content/library/podcast-rules.ts'
import type { Dimensions } from '../../../src/content/media/references.ts'
import { formatProblem } from '../../../src/content/problem.ts'
import { readSite } from '../../../src/content/site/settings.ts'

const NOW = Date.UTC(2026, 5, 1)
const GOOD = `title: Show
podcast:
  owner: Ada <ada@example.org>
  image: /show/a.png
  category: Technology
  explicit: no
  guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810`
const EPISODE = 'date: 2024-01-02\ntitle: One\nenclosure: { url: https://e.example/a.mp3, length: 1 }'

/** What is said of a show and its episodes, each file without its fences. */
function judge(
  show: string,
  episodes: string[] = [EPISODE],
  sizes: Record<string, Dimensions> = {},
  url = 'https://example.org/',
): string[] {
  const sources = new Map([
    ['show/_index.md', `---\n${show}\n---\n`],
    ...episodes.map((text, index): [string, string] => [`show/${index + 1}.md`, `---\n${text}\n---\n`]),
  ])
  const files = [...sources].map(([path, source]) => ({ path, source, hash: path }))
  const { site } = readSite(files.slice(0, 1), { title: 'Folder', url })
  const parsed = files.slice(1).map((file) => parseArticle(file, site, () => undefined))
  const evidence = {
    lineOf: (path: string, key: string) => lineOfKey(sources.get(path)!, key),
    imageSize: (url: string) => sizes[url],
    guidOf: (url: string) => `guid-of-${url}`,
  }
  const problems = judgePodcasts(buildLibrary(site, parsed, []), evidence, NOW)
  expect(problems.every(({ severity, code }) => severity === 'warning' && code === 'podcast')).toBe(true)
  return problems.map(formatProblem)
}

const other = (episode: string) => episode.replace('a.mp3', 'b.mp3')
const without = (key: string) => GOOD.replace(new RegExp(`\n  ${key}:.*`), '')
const ARTWORK = 'https://example.org/show/a.png'

describe("Apple, A Podcaster's Guide to RSS: required tags", () => {
  it('a show and an episode that have all are not spoken of', () => {
    expect(judge(GOOD, [EPISODE], { [ARTWORK]: { width: 1400, height: 1400 } })).toEqual([])
    expect(judge(GOOD, [EPISODE], { [ARTWORK]: { width: 3000, height: 3000 } })).toEqual([])
  })

  it.each([
    ['explicit', 'Apple refuses a show that does not say whether it is explicit'],
    ['category', 'Apple refuses a show without a category'],
    ['image', 'Apple refuses a show without artwork'],
    ['owner', 'Directories refuse a show without the mail address of its owner'],
    ['guid', 'The show has no `guid`'],
  ])('a show without %s is named at its `podcast`', (key, message) => {
    const said = judge(without(key))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(`show/_index.md:3: warning podcast: ${message}`)
  })

  it.each(['Tech', 'Technology > Gadgets'])('"%s" is not a category of Apple', (category) => {
    expect(judge(GOOD.replace('category: Technology', `category: ${category}`))).toEqual([
      expect.stringContaining(`show/_index.md:6: warning podcast: Apple has no category "${category}"`),
    ])
  })

  it.each([
    [1400, 1399],
    [1399, 1399],
    [3001, 3001],
    [3000, 1400],
  ])('artwork of %d × %d pixels is not taken', (width, height) => {
    expect(judge(GOOD, [EPISODE], { [ARTWORK]: { width, height } })).toEqual([
      expect.stringContaining(
        `show/_index.md:5: warning podcast: Apple does not take artwork of ${width} × ${height} pixels`,
      ),
    ])
  })

  it.each(['/show/a.webp', '/show/a', 'https://i.example/a.gif?x=.png'])(
    'artwork named %s is not taken',
    (image) => {
      expect(judge(GOOD.replace('/show/a.png', image))).toEqual([
        expect.stringContaining(
          'show/_index.md:5: warning podcast: Apple takes artwork whose name ends in .jpg',
        ),
      ])
    },
  )

  it("the section's image stands in for artwork", () => {
    expect(judge(without('image').replace('title', 'image: /i.png\ntitle'))).toEqual([])
  })

  it.each([
    ['no sound', 'date: 2024-01-02\ntitle: One', 1, 'Apple lists no episode without audio or video'],
    [
      'a PDF alone',
      'date: 2024-01-02\ntitle: One\nenclosure: { url: https://e.example/a.pdf, length: 1 }',
      4,
      'Apple lists no episode without audio or video',
    ],
    ['an Ogg file', EPISODE.replace('.mp3', '.ogg'), 4, 'Apple does not take audio/ogg'],
    [
      'a type that is none',
      EPISODE.replace('length: 1', 'length: 1, type: audio/mp3'),
      4,
      'Apple does not take audio/mp3',
    ],
    [
      'a picture that is not square',
      `${EPISODE}\nimage: { url: /e.jpg, width: 1600, height: 900 }`,
      5,
      'Apple does not take artwork of 1600 × 900 pixels',
    ],
  ])('an episode with %s is named with its line', (_, episode, line, message) => {
    expect(judge(GOOD, [episode])).toEqual([
      expect.stringContaining(`show/1.md:${line}: warning podcast: ${message}`),
    ])
  })

  it('an episode without a title is named', () => {
    expect(judge(`titles: none\n${GOOD}`, [EPISODE.replace('title: One\n', '')])).toEqual([
      expect.stringContaining('show/1.md:1: warning podcast: Apple refuses an episode without a title'),
    ])
  })

  it('an enclosure of an unknown type is not reported twice', () => {
    expect(judge(GOOD, [EPISODE.replace('.mp3', '')])).toEqual([])
  })

  it('M4A, MP4, M4V and MOV are taken', () => {
    const episodes = ['m4a', 'mp4', 'm4v', 'mov'].map((extension) => EPISODE.replace('mp3', extension))
    expect(judge(GOOD, episodes)).toEqual([])
  })

  it('itunes:episode: a serial show has numbers, except for trailers and bonus episodes', () => {
    const episodes = [
      EPISODE,
      `${other(EPISODE)}\nepisode: 1`,
      `${EPISODE.replace('a.mp3', 'c.mp3')}\nepisode_type: trailer`,
    ]
    expect(judge(`${GOOD}\n  type: serial`, episodes)).toEqual([
      expect.stringContaining('show/1.md:1: warning podcast: Apple wants every episode of a serial show'),
    ])
  })
})

it('Podcasting 2.0, guid: the value that the address gives is proposed', () => {
  expect(judge(without('guid'))[0]).toContain('`guid: guid-of-https://example.org/show/`')
  expect(judge(without('guid'), [EPISODE], {}, 'http://localhost/')[0]).not.toContain('guid-of')
})

it('episodes that the feed does not hold are counted', () => {
  expect(judge(`feedLimit: 1\n${GOOD}`, [EPISODE, other(EPISODE), `${EPISODE}\ndraft: true`])).toEqual([
    expect.stringContaining(
      'show/_index.md:2: warning podcast: Apple lists only the episodes in the feed: 1 of 2 episodes',
    ),
  ])
})

it('an audio address in several episodes is named once for each repetition', () => {
  const [problem, ...others] = judge(GOOD, [EPISODE, EPISODE, other(EPISODE)])
  expect(problem).toMatch(/^show\/[12]\.md:4: warning podcast: show\/[12]\.md has the same sound/)
  expect(others).toEqual([])
})

it("a show's description over 4,000 bytes is named", () => {
  expect(judge(`description: ${'é'.repeat(2000)}\n${GOOD}`)).toEqual([])
  expect(judge(`description: ${'é'.repeat(2001)}\n${GOOD}`)).toEqual([
    expect.stringContaining('show/_index.md:2: warning podcast: Apple shows 4000 bytes'),
  ])
})

it('a chapter that begins after the end of the episode is named', () => {
  const episode = (chapter: string) => `${EPISODE}\nduration: 10:00\nchapters: [0:00 Start, ${chapter} Late]`
  expect(judge(GOOD, [episode('9:59')])).toEqual([])
  expect(judge(GOOD, [episode('10:00')])).toEqual([
    expect.stringContaining('show/1.md:6: warning podcast: The chapter "Late" begins after 600 seconds'),
  ])
})

it('drafts, withdrawn articles and sections that are no podcast are not judged', () => {
  const silent = 'date: 2024-01-02\ntitle: One'
  expect(judge(GOOD, [`${silent}\ndraft: true`, `${silent}\nwithdrawn: true`])).toEqual([])
  expect(judge('podcast: false', [silent])).toEqual([])
})
