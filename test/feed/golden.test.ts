import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NOW, readFixtures } from './fixtures.ts'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'golden')
const GOLDEN = join(import.meta.dirname, '..', 'golden')
const PATHS = ['', 'digest/', 'empty/'].flatMap((folder) =>
  ['feed.xml', 'atom.xml', 'feed.json'].map((file) => folder + file),
)
const ACCEPT = 'If the change is meant, accept it with `UPDATE_GOLDEN=1 npm test` and review the diff'

function render(path: string): string {
  return readFixtures(FIXTURES).editions.find(path, NOW)!.render()
}

describe('golden documents', () => {
  it('come from articles without a mistake', () => {
    expect(readFixtures(FIXTURES).library.problems).toEqual([])
  })

  it.each(PATHS)('%s is as it was reviewed', (path) => {
    const document = render(path)
    const file = join(GOLDEN, path)
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, document)
    }
    expect(document, ACCEPT).toBe(readFileSync(file, 'utf8'))
  })
})

describe('the same input', () => {
  it('gives the same bytes twice', () => {
    expect(PATHS.map(render)).toEqual(PATHS.map(render))
  })

  it.each(['Asia/Kabul', 'America/Los_Angeles'])('gives the same bytes on a machine in %s', (TZ) => {
    const script = `
      import { NOW, readFixtures } from ${JSON.stringify(join(import.meta.dirname, 'fixtures.ts'))}
      const { editions } = readFixtures(${JSON.stringify(FIXTURES)})
      const documents = ${JSON.stringify(PATHS)}.map((path) => editions.find(path, NOW).render())
      process.stdout.write(JSON.stringify([new Date(0).getTimezoneOffset(), documents]))`
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--experimental-strip-types', '--input-type=module', '--eval', script],
      { env: { ...process.env, TZ, LC_ALL: 'fa_AF.UTF-8', NODE_OPTIONS: '' }, encoding: 'utf8' },
    )
    expect(stdout, stderr).not.toBe('')
    const [offset, documents] = JSON.parse(stdout) as [number, string[]]
    expect(offset, 'the zone is in force').not.toBe(0)
    expect(documents).toEqual(PATHS.map(render))
  })
})
