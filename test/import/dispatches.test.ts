import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { convert, readDraft, shownText } from './convert.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/wire')
const GOLDEN = join(import.meta.dirname, '../golden/wire')
const NAMES = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort()
const textOfFixture = (name: string) => readFileSync(join(FIXTURES, name), 'utf8')

describe.each(NAMES)('the dispatch %s', (name) => {
  it('becomes the draft that was reviewed', () => {
    const draft = convert(textOfFixture(name))
    const notes = draft.warnings.map((warning) => `<!-- ${warning} -->\n`).join('')
    const document = `<!-- ${draft.name}.md -->\n${notes}${draft.markdown}`
    const path = join(GOLDEN, name.replace(/\.txt$/, '.md'))
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, document)
    }
    expect(document).toBe(readFileSync(path, 'utf8'))
  })

  it('is an article without a problem, except for an embargo that a person must fill in', () => {
    const { article, problems } = readDraft(convert(textOfFixture(name)))
    expect(article.hidden).toBeDefined()
    expect(problems.map(({ code }) => code).filter((code) => code !== 'embargo')).toEqual([])
  })

  it('is shown as it was sent', () => {
    const sent = `${textOfFixture(name).replace(/''|``/g, '"')} –`.replace(/[()\u200e\u200f]/g, '')
    const shown = shownText(convert(textOfFixture(name))).replace(/[()\u200e\u200f]/g, '')
    for (const word of shown.split(' ')) expect(sent).toContain(word)
  })
})

it('there are forty of them at least', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(40)
})
