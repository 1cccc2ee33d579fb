import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printStats } from '../../src/commands/stats.ts'
import { keepCounts } from '../../src/node/operation/stats.ts'
import { makeFolder } from '../make-folder.ts'
import { counted, NOW } from '../node/operation/counted.ts'

function printed(file: string, now = NOW) {
  const lines: string[] = []
  const code = printStats(file, now, (line) => lines.push(line))
  return { code, lines }
}

describe('the table of counts', () => {
  it('has a line for each feed, the most followed first', () => {
    const file = join(makeFolder({}), 'stats.json')
    keepCounts(
      file,
      counted(),
      () => NOW,
      () => {},
    ).save()
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

  it('is JSON for programs, also where nothing was counted', () => {
    const file = join(makeFolder({}), 'stats.json')
    const json = () => {
      let text = ''
      printStats(file, NOW, (line) => (text += line), true)
      return JSON.parse(text)
    }
    expect(json()).toEqual({ at: null, days: 7, feeds: [] })
    keepCounts(
      file,
      counted(),
      () => NOW,
      () => {},
    ).save()
    expect(json()).toMatchObject({
      at: '2026-03-01T12:00:00.000Z',
      days: 7,
      feeds: [
        { path: 'feed.json', subscribers: 81, stated: 79, distinct: 2 },
        { path: 'news/feed.xml', subscribers: 1, stated: 0, distinct: 1 },
      ],
    })
  })

  it('fails where the file is broken', () => {
    const file = join(makeFolder({ 'stats.json': 'no JSON' }), 'stats.json')
    expect(() => printed(file)).toThrow(`${file} is broken; it is safe to delete.`)
  })

  it('names the file where nothing was counted', () => {
    const file = join(makeFolder({}), 'stats.json')
    const lines = [`Nobody has been counted yet. The server counts readers and saves the counts in ${file}.`]
    expect(printed(file)).toEqual({ code: 0, lines })
  })
})
