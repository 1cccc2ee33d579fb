import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createStatsSaver, loadStats } from '../../../src/node/operation/stats.ts'
import { makeFolder } from '../../make-folder.ts'
import { counted, NOW } from './counted.ts'

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
