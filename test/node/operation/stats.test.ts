import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createStatsSaver, loadStats, printStats } from '../../../src/node/operation/stats.ts'
import { createSubscribers } from '../../../src/node/operation/subscribers.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 2, 1, 12)

function counted() {
  const subscribers = createSubscribers(() => 'salt')
  const note = (path: string, address: string, userAgent = 'Reader/1.0') =>
    subscribers.note({ path, address, userAgent }, NOW)
  note('news/feed.xml', 'a')
  note('feed.json', 'a')
  note('feed.json', 'b')
  note('feed.json', 'c', 'Feedly/1.0 (x; 70 subscribers)')
  note('feed.json', 'c', 'Feedbin feed-id:12 - 9 subscribers')
  return subscribers
}

function printed(file: string, now = NOW) {
  const lines: string[] = []
  const code = printStats(file, now, (line) => lines.push(line))
  return { code, lines }
}

describe('the file of counts', () => {
  it('comes back as it was saved, and leaves nothing beside it', () => {
    const directory = makeFolder({})
    const file = join(directory, 'new/stats.json')
    const lines: string[] = []
    const save = createStatsSaver(
      file,
      counted(),
      () => NOW,
      (line) => lines.push(line),
    )
    save()
    save()
    expect(loadStats(file, (line) => lines.push(line))).toEqual(counted().tally(NOW))
    expect(readdirSync(join(directory, 'new'))).toEqual(['stats.json'])
    expect(lines).toEqual([])
    expect(readFileSync(file, 'utf8')).not.toMatch(/salt|Reader/)
  })

  it('is nothing where there is none', () => {
    const lines: string[] = []
    expect(loadStats(join(makeFolder({}), 'stats.json'), (line) => lines.push(line))).toEqual([])
    expect(lines).toEqual([])
  })

  it.each([
    '',
    'no JSON',
    '[]',
    '{"version":2,"saved":1,"feeds":[]}',
    '{"version":1,"saved":1,"feeds":[{"path":"feed.xml","days":[{"date":"today","readers":1}],"aggregators":[]}]}',
    '{"version":1,"saved":1,"feeds":[{"path":"feed.xml","days":[{"date":"2026-03-01","readers":-1}],"aggregators":[]}]}',
    '{"version":1,"saved":1e300,"feeds":[]}',
    '{"version":1,"saved":9007199254740991,"feeds":[]}',
  ])('is ignored where it is broken, with a line that says so: %s', (text) => {
    const file = join(makeFolder({ 'stats.json': text }), 'stats.json')
    const lines: string[] = []
    expect(loadStats(file, (line) => lines.push(line))).toEqual([])
    expect(lines).toEqual([`${file} is broken; it is safe to delete. Subscribers are counted anew.`])
    expect(printed(file)).toEqual({ code: 1, lines: [`${file} is broken; it is safe to delete.`] })
  })

  it('says once that it cannot be written', () => {
    const directory = makeFolder({})
    const file = join(directory, 'stats.json')
    mkdirSync(file)
    const lines: string[] = []
    const save = createStatsSaver(
      file,
      counted(),
      () => NOW,
      (line) => lines.push(line),
    )
    save()
    save()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`${file} cannot be written`)
  })
})

describe('the table of counts', () => {
  it('has a line for each feed, the most followed first', () => {
    const file = join(makeFolder({}), 'stats.json')
    createStatsSaver(
      file,
      counted(),
      () => NOW,
      () => {},
    )()
    expect(printed(file)).toEqual({
      code: 0,
      lines: [
        'Subscribers of 7 days, as of 2026-03-01T12:00Z',
        'feed            subscribers  stated  distinct  stated by',
        '/feed.json               81      79         2  feedly 70, feedbin 12 9',
        '/news/feed.xml            1       0         1',
      ],
    })
    expect(printed(file, NOW + 8 * 86_400_000).lines[0]).toMatch(/^Nobody has been counted yet\./)
  })

  it('says so where nothing was counted', () => {
    const file = join(makeFolder({}), 'stats.json')
    const lines = [`Nobody has been counted yet. The server counts, and writes ${file}.`]
    expect(printed(file)).toEqual({ code: 0, lines })
  })
})
