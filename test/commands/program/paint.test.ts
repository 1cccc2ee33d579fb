import { stripVTControlCharacters, styleText } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paintLine, paintRows } from '../../../src/commands/program/paint.ts'

const style = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { validateStream: false })
const red = (text: string) => style(['bold', 'red'], text)
const yellow = (text: string) => style('yellow', text)
const cyan = (text: string) => style('cyan', text)
const bold = (text: string) => style('bold', text)
const dim = (text: string) => style('dim', text)

describe('the colours of a line', () => {
  it.each([
    [
      'news/a.md:3: error date: "x" is no date. Write one.',
      `${cyan('news/a.md:3')}: ${red('error date')}: "x" is no date. Write one.`,
    ],
    ['a.md: warning page: Why: so. Do.', `${cyan('a.md')}: ${yellow('warning page')}: Why: so. Do.`],
    ['2 articles, 1 error, 3 warnings', `${bold('2 articles, ')}${red('1 error')}, 3 warnings`],
    ['1 article, 0 errors, 3 warnings', `${bold('1 article, 0 errors, ')}${yellow('3 warnings')}`],
    ['1 article, 0 errors, 0 warnings', bold('1 article, 0 errors, 0 warnings')],
    ['0 errors and 1 warning: more', `${bold('0 errors and ')}${yellow('1 warning')}: more`],
    ['  left out with errors 1: a.md', `  ${style('red', 'left out with errors 1')}: a.md`],
    ['a b.md: added “Title: it”', `${cyan('a b.md')}: added “Title: it”`],
    ['Wireroom serves 1 article from x/', bold('Wireroom serves 1 article from x/')],
    ['19 Markdown files:', bold('19 Markdown files:')],
    ['  JSON Feed  http://localhost:1/feed.json', `  JSON Feed  ${cyan('http://localhost:1/feed.json')}`],
    ['  Network    http://10.0.0.1:1/ for a phone', `  Network    ${cyan('http://10.0.0.1:1/')} for a phone`],
    [
      '2026-01-01T00:00:00.000Z GET /a 200 1B 1.0ms - "x"',
      dim('2026-01-01T00:00:00.000Z GET /a 200 1B 1.0ms - "x"'),
    ],
    [
      '2026-01-01T00:00:00.000Z GET /a 404 1B',
      `${dim('2026-01-01T00:00:00.000Z GET /a ')}${yellow('404')}${dim(' 1B')}`,
    ],
    [
      '2026-01-01T00:00:00.000Z GET /a 500 1B',
      `${dim('2026-01-01T00:00:00.000Z GET /a ')}${style('red', '500')}${dim(' 1B')}`,
    ],
    ['No article is public. `wireroom check` says why.', 'No article is public. `wireroom check` says why.'],
  ])('%s', (line, painted) => {
    expect(paintLine(line)).toBe(painted)
  })

  it('are around the text alone, whatever stands there', () => {
    const word = fc.constantFrom(
      'a.md',
      ':3',
      ': ',
      'error',
      'warning',
      ' date',
      '  ',
      '1',
      ' errors',
      '\n',
      'https://x/',
      'Z GET ',
    )
    const line = fc.oneof(
      fc.string(),
      fc.array(word).map((words) => words.join('')),
    )
    fc.assert(
      fc.property(line, (text) => {
        const plain = stripVTControlCharacters(text)
        expect(stripVTControlCharacters(paintLine(plain))).toBe(plain)
        expect(stripVTControlCharacters(paintRows(plain))).toBe(plain)
      }),
    )
  })
})

describe('the colours of rows', () => {
  it('mark the names, paths, and what was not understood', () => {
    const rows = [
      '  file     a.md',
      '  state    not published: it has errors',
      '  unknown  x',
      '           y',
      '  id       z',
    ]
    expect(paintRows(rows.join('\n')).split('\n')).toEqual([
      `  ${bold('file')}     ${cyan('a.md')}`,
      `  ${bold('state')}    ${style('red', 'not published: it has errors')}`,
      `  ${bold('unknown')}  ${yellow('x')}`,
      '           y',
      `  ${bold('id')}       z`,
    ])
  })
})
