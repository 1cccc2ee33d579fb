import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepCounts } from '../../../src/node/operation/stats.ts'
import { createSubscribers } from '../../../src/node/operation/subscribers.ts'
import { makeFolder } from '../../make-folder.ts'
import { counted, NOW } from './counted.ts'

function setUp(file: string, subscribers = createSubscribers(() => 'salt')) {
  const lines: string[] = []
  const counts = keepCounts(
    file,
    subscribers,
    () => NOW,
    (line) => lines.push(line),
  )
  return { ...counts, lines, tally: () => subscribers.tally(NOW) }
}

describe('the file of counts', () => {
  it('comes back as it was saved, and leaves no other file', () => {
    const directory = makeFolder({})
    const file = join(directory, 'new/stats.json')
    const saved = setUp(file, counted())
    saved.save()
    saved.save()
    const recalled = setUp(file)
    recalled.recall()
    expect(recalled.tally()).toEqual(counted().tally(NOW))
    expect(readdirSync(join(directory, 'new'))).toEqual(['stats.json'])
    expect([...saved.lines, ...recalled.lines]).toEqual([])
    expect(readFileSync(file, 'utf8')).not.toMatch(/salt|Reader/)
  })

  it('is empty when the file does not exist', () => {
    const { recall, tally, lines } = setUp(join(makeFolder({}), 'stats.json'))
    recall()
    expect([tally(), lines]).toEqual([[], []])
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
  ])('is ignored with one line in the log when it is broken: %s', (text) => {
    const file = join(makeFolder({ 'stats.json': text }), 'stats.json')
    const { recall, tally, lines } = setUp(file)
    recall()
    recall()
    expect(tally()).toEqual([])
    expect(lines).toEqual([`${file} is broken; it is safe to delete. Counting starts at zero.`])
  })

  it('logs once that it cannot be written', () => {
    const directory = makeFolder({})
    const file = join(directory, 'stats.json')
    mkdirSync(file)
    const { save, lines } = setUp(file)
    save()
    save()
    expect(lines).toEqual([
      expect.stringContaining(`${file} cannot be read`),
      expect.stringContaining(`${file} cannot be written`),
    ])
  })
})
