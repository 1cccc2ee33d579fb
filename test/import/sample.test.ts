import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../src/content/article/article.ts'
import { SITE } from '../content/outline.ts'
import { convert, readDraft } from './convert.ts'

const PATH = 'news/2019-10-14-nato-taliban-talks.md'
const SAMPLE = readFileSync(join(import.meta.dirname, '../../articles', PATH), 'utf8')
const { article } = parseArticle({ path: PATH, source: SAMPLE, hash: '' }, SITE, () => undefined)
const BODY = SAMPLE.split('\n---\n')[1]!.trim()
const DATE = '2019-10-14T16:20:00+01:00'

const unwrap = (text: string) => text.replace(/(?<!\n)\n(?!\n)/g, ' ')
const withDateline = (text: string, sign = '–') => `LONDON (SW) ${sign} ${text}\n`

/** The report as agencies send it, by how it is laid out. */
const SENT: Record<string, string> = {
  'blank lines': withDateline(BODY),
  'two hyphens and CRLF': withDateline(BODY, '--').replaceAll('\n', '\r\n'),
  indents: `  ${withDateline(BODY).replaceAll('\n\n', '\n  ')}`,
  'single lines': withDateline(unwrap(BODY).replaceAll('\n\n', '\n')),
  'another mark of the end': withDateline(BODY).replace('ENDS', '-30-'),
  'pages and a slug': `TALIBAN-TALKS\n\n${withDateline(BODY).replace('\n\nThe Wall', '\n\n(more)\n\f\nTALIBAN-TALKS add 1\n\nThe Wall')}`,
}

describe.each(Object.entries(SENT))('the sample of the agency, sent with %s', (_, text) => {
  const draft = convert(`${article!.title}\n\n${text}`, { date: DATE, publish: true })
  const made = readDraft(draft).article

  it('becomes the article that it is', () => {
    const facts = ({ title, dateline, agency, published, hidden }: typeof made) => ({
      title,
      dateline,
      agency,
      published,
      hidden,
    })
    expect(facts(made)).toEqual(facts(article!))
    expect(unwrap(made.readBody().trim())).toBe(unwrap(BODY))
    expect(draft.warnings).toEqual([])
  })

  it('gets a title that is marked as a proposal where no headline was sent', () => {
    const { markdown } = convert(text, { date: DATE })
    expect(markdown).toContain(
      'title: "NATO would welcome the resumption of peace talks with the Taliban, but the group must be ready to make real…" # proposed from the first sentence\n',
    )
  })
})

it('the sample with blank lines has the lines of the article, too', () => {
  const draft = convert(SENT['blank lines']!, { date: DATE })
  expect(draft.markdown.split('\n---\n')[1]!.trim()).toBe(BODY)
})
