import { describe, expect, it } from 'vitest'
import { chooseAggregators } from '../../../src/commands/aggregators/check-for.ts'
import { AGGREGATORS } from '../../../src/commands/aggregators/table.ts'
import { check } from '../../../src/commands/check.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'
import { runWireroom } from '../run-wireroom.ts'

const NOW = Date.UTC(2026, 5, 1)
const GOOD_SITE =
  '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\nlanguage: en-GB\nfeedLimit: 40\n---\n'
const GOOD = article(
  { title: 'A title that fits everywhere', date: '2026-05-01', image: 'https://example.org/a.png' },
  'Text.',
)

function run(names: string, files: Record<string, string>): string[] {
  const lines: string[] = []
  check(makeFolder(files), (line) => lines.push(line), NOW, false, { aggregators: chooseAggregators(names) })
  return lines.filter((line) => line.includes(' aggregator: '))
}

describe('check --for', () => {
  it.each(AGGREGATORS.filter(({ name }) => name !== 'apple-podcasts').map(({ name }) => name))(
    'finds nothing that %s would refuse in a feed that is as it wants',
    (name) => {
      expect(run(name, { '_index.md': GOOD_SITE, 'a.md': GOOD })).toEqual([])
    },
  )

  it('finds nothing of articles unless it is asked to', () => {
    expect(run('', { '_index.md': '', 'a.md': article({ title: 'A', date: '2026-05-01' }) })).toEqual([])
  })

  it.each([
    ['msn', '_index.md:1: warning aggregator: MSN takes feeds by HTTPS alone'],
    ['msn', 'a.md:2: warning aggregator: MSN refuses titles of more than 150 characters'],
    ['msn', 'a.md:2: warning aggregator: MSN publishes articles without a picture only by hand'],
    ['flipboard', '_index.md:2: warning aggregator: Flipboard wants the full text'],
    ['flipboard', 'Flipboard learns of news at once'],
    ['flipboard', 'Flipboard wants 30 items or more, and the feed has 20 at most. Set `feedLimit: 30`'],
    ['flipboard', 'b.md:4: warning aggregator: Flipboard wants pictures of 400 pixels or more'],
    ['apple-news', 'Apple News wants a language with a region, and "en" has none'],
    ['apple-news', 'Apple News wants titles of 15 to 60 characters. Change the `title`. The same in 1 more'],
    ['apple-news', 'b.md:2: warning aggregator: Apple News wants titles without HTML'],
    ['google-news', 'Google News learns of news at once'],
    ['apple-podcasts', 'No section is a podcast'],
    ['apple-podcasts', 'b.md:5: warning aggregator: Apple Podcasts takes sounds by HTTPS alone'],
  ])('says what %s would refuse: %s', (name, expected) => {
    const files = {
      '_index.md': '---\ncontent: summary\n---\n',
      'a.md': article({ title: 'x'.repeat(151), date: '2026-05-01' }),
      'b.md':
        '---\ntitle: <b>B</b>\ndate: 2026-05-01\nimage: { url: https://example.org/b.png, width: 300, height: 200 }\nenclosure: http://example.org/b.mp3\n---\n',
    }
    expect(run(name, files).join('\n')).toContain(expected)
  })

  it('refuses a name that it does not know, as a process', () => {
    const home = makeFolder({ 'articles/a.md': GOOD })
    expect(runWireroom(home, ['check', '--for', 'msn,yahoo'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('--for names "yahoo". It takes msn, flipboard'),
    })
    expect(runWireroom(home, ['check', '--for', 'msn']).code).toBe(0)
  })
})

describe('check', () => {
  it('says which articles are scheduled, and when, in the time zone of the site', () => {
    const lines: string[] = []
    const files = {
      '_index.md': '---\ntimezone: Asia/Kabul\n---\n',
      'b.md': article({ title: 'B', date: '2026-12-07 08:00' }),
      'a.md': article({ title: 'A', date: '2026-12-08' }),
    }
    check(makeFolder(files), (line) => lines.push(line), NOW)
    expect(lines.filter((line) => line.includes('scheduled until'))).toEqual([
      'b.md: scheduled until 2026-12-07 08:00 Asia/Kabul, “B”',
      'a.md: scheduled until 2026-12-08 00:00 Asia/Kabul, “A”',
    ])
  })

  it('says which corrections are dated later, and of what', () => {
    const lines: string[] = []
    const correction = (date: string) => `{ text: "It is 7 pm", date: ${date} }`
    const files = {
      'a.md': article({ title: 'A', date: '2026-01-01', correction: correction('2026-12-08 09:00') }),
      'b.md': article({ title: 'B', date: '2026-01-01', correction: correction('2026-01-02') }),
      'c.md': article({ title: 'C', date: '2026-12-07' }),
      'd.md': article({
        title: 'D',
        date: '2026-01-01',
        draft: 'true',
        correction: correction('2026-12-08'),
      }),
    }
    check(makeFolder(files), (line) => lines.push(line), NOW)
    expect(lines.filter((line) => line.includes('scheduled until'))).toEqual([
      'c.md: scheduled until 2026-12-07 00:00 UTC, “C”',
      'a.md: correction scheduled until 2026-12-08 09:00 UTC, “It is 7 pm”',
    ])
  })

  it('prints JSON for programs, and still exits with 1 on errors', () => {
    const home = makeFolder({
      'articles/a.md': article({ title: 'A', date: '2099-12-07' }),
      'articles/b.md': '---\ntitle: [b\n---\n',
      'articles/c.md': article({ title: 'C', date: '2026-01-07' }),
    })
    const { code, stdout } = runWireroom(home, ['check', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      articles: 2,
      errors: 1,
      warnings: 0,
      problems: [{ path: 'b.md', line: 2, code: 'front-matter' }],
      scheduled: [{ path: 'a.md', title: 'A', at: '2099-12-07T00:00:00.000Z' }],
      files: { files: 3, published: 1, scheduled: 1, leftOut: ['b.md'] },
    })
  })
})
