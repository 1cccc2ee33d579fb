import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, WARNING_CODES } from '../src/content/problem.ts'
import { SETTING_KEYS } from '../src/content/site/settings-file.ts'
import { ALL_FORMATS } from '../src/feed/formats/formats.ts'

const ROOT = join(import.meta.dirname, '..')
const README = read('README.md')

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** What stands below a heading, up to the next one of its level. */
function sectionOf(text: string, heading: string): string {
  const [, section] = text.split(`\n## ${heading}\n`)
  return section!.split('\n## ')[0]!
}

/** All that is code in the first column of the tables of a text. */
function namesIn(tables: string): string[] {
  const cells = tables.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? [])
  return cells.flatMap((cell) => cell.match(/`[^`]+`/g)!.map((name) => name.slice(1, -1)))
}

describe('the codes of problems', () => {
  const guide = sectionOf(read('articles/guides/writing-an-article.md'), 'When something is wrong')

  it('are all in the guide, each once, and no others', () => {
    expect(namesIn(guide).sort()).toEqual([...ERROR_CODES, ...WARNING_CODES].sort())
  })

  it('are errors in the guide and in the README where they are in the source', () => {
    const [errors] = guide.split('Warnings say')
    expect(namesIn(errors!).sort()).toEqual([...ERROR_CODES])
    const [, listed] = /Every mistake has a code: errors \(([^)]*)\)/.exec(README)!
    expect(listed!.match(/[\w-]+/g)!.sort()).toEqual([...ERROR_CODES])
  })

  it('are all of problems that the source reports', () => {
    const paths = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    const source = paths
      .filter((path) => path.endsWith('.ts') && path !== 'content/problem.ts')
      .map((path) => read(join('src', path)))
      .join('\n')
    for (const code of [...ERROR_CODES, ...WARNING_CODES]) expect(source).toContain(`'${code}'`)
  })
})

it('the README lists every setting, and no other', () => {
  expect(namesIn(sectionOf(README, 'Settings')).sort()).toEqual([...SETTING_KEYS].sort())
})

it('the guide to settings explains every setting', () => {
  const guide = read('articles/guides/settings.md')
  for (const key of SETTING_KEYS) expect(guide).toMatch(new RegExp(`\`${key}[\`:]`))
})

it('the README says at which address each format is', () => {
  const addresses = namesIn(sectionOf(README, 'What is at which address'))
  for (const { file } of ALL_FORMATS) expect(addresses).toContain(`/${file}`)
})
