import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ARTICLE_KEYS } from '../../src/content/article/known-keys.ts'
import { ERROR_CODES, WARNING_CODES } from '../../src/content/problem.ts'
import { SETTING_KEYS } from '../../src/content/site/settings-file.ts'
import { KNOWN_FORMATS } from '../../src/feed/formats/formats.ts'
import { GUIDES, namesIn, ROOT, read, sectionOf } from './guides.ts'

describe('the codes of problems', () => {
  const guide = sectionOf(read(`${GUIDES}/writing-an-article.md`), 'When something is wrong')

  it('are all in the guide, each once, and no others', () => {
    expect(namesIn(guide).sort()).toEqual([...ERROR_CODES, ...WARNING_CODES].sort())
  })

  it('are errors in the guide where they are in the source', () => {
    const [errors] = guide.split('Warnings say')
    expect(namesIn(errors!).sort()).toEqual([...ERROR_CODES])
  })

  it('are all of problems that the source reports', () => {
    const source = readSource('')
    for (const code of [...ERROR_CODES, ...WARNING_CODES]) expect(source).toContain(`'${code}'`)
  })
})

it('the guide to settings lists every setting, and no other', () => {
  const guide = read(`${GUIDES}/settings.md`)
  const tables = ['For the site and for sections', 'For the site alone', 'A section of its own']
  const names = tables.flatMap((heading) => namesIn(sectionOf(guide, heading).split('\n### ')[0]!))
  expect(names.sort()).toEqual([...SETTING_KEYS].sort())
})

it('the guide to keys lists every key of front matter once, and no other', () => {
  expect(namesIn(read(`${GUIDES}/keys.md`), 2).sort()).toEqual([...new Set(ARTICLE_KEYS)].sort())
})

it('the guide to addresses says where each format is', () => {
  const addresses = namesIn(sectionOf(read(`${GUIDES}/addresses.md`), 'What is at which address'))
  for (const { file } of KNOWN_FORMATS) expect(addresses).toContain(`/${file}`)
})

it('the guide to metrics lists every metric, and no other', () => {
  const source = readSource('node/operation')
  const names = [...source.matchAll(/name: '(wireroom_\w+)'/g)].map(([, name]) => name!)
  const pushed = [...source.matchAll(/\b(?:gauge|counter)\(\s*'(\w+)'/g)].map(
    ([, name]) => `wireroom_push_${name}`,
  )
  expect(pushed.length).toBeGreaterThan(5)
  const listed = namesIn(sectionOf(read(`${GUIDES}/metrics.md`), 'What is measured'))
  expect(listed.sort()).toEqual([...names, ...pushed].sort())
})

describe('the README', () => {
  const words = read('README.md').split(/\s+/)

  it('is shorter than 900 words', () => {
    expect(words.length).toBeLessThan(900)
  })

  it('has its first command within 60 words', () => {
    expect(words.indexOf('npm')).toBeLessThan(60)
  })
})

function readSource(folder: string): string {
  return readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'content/problem.ts')
    .map((path) => read(join('src', folder, path)))
    .join('\n')
}
