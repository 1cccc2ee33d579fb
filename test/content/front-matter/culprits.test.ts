import { describe, expect, it } from 'vitest'
import { parseFrontMatter } from '../../../src/content/front-matter/parse.ts'

/** The errors of a file, as `line: message. hint`. */
function faultsOf(source: string): string[] {
  return parseFrontMatter(source, 'a.md').problems.map(
    ({ line, message, hint }) => `${line}: ${message}. ${hint}`,
  )
}

const withTitle = (...lines: string[]) => `---\n${lines.join('\n')}\ndate: 2026-01-01\n---\nBody\n`

describe('a header that YAML cannot read', () => {
  it.each([
    [['title: "Hello'], '2: The quote that is opened here is never closed. Write `title: "Hello"`'],
    [
      ['a: b', 'tags:', '  - "one', '  - two'],
      '4: The quote that is opened here is never closed. Write `  - "one"`',
    ],
    [["title: 'It's"], '2: The apostrophe ends the text that a quote opens here. Write `title: "It\'s"`'],
    [
      ["title: 'It's here'"],
      '2: The apostrophe ends the text that a quote opens here. Write `title: "It\'s here"`',
    ],
    [
      ['title: "Hello" world'],
      '2: The value goes on after the quote that closes it. Write `title: \'"Hello" world\'`',
    ],
    [['title: Kabul: now'], '2: A colon within the value begins another key. Write `title: "Kabul: now"`'],
    [['title: "A": b'], '2: A colon'],
    [['tags: [a, b'], '2: The `[` that is opened here is never closed. Write `tags: [a, b]`'],
    [['tags: [a, "b'], '2: The `[` that is opened here is never closed. Write `tags: [a, "b"]`'],
    [['title: *Hello*'], '2: A value that begins with * must be in quotes. Write `title: "*Hello*"`'],
    [['title: @home'], '2: A value that begins with @ must be in quotes. Write `title: "@home"`'],
    [
      ['image:', '\turl: a.png', '\talt: [b'],
      '3: A tab indents this line, and YAML knows blanks alone. Write `  url: a.png`',
    ],
    [
      ['text: |', '  a: b: c', '  "d', 'title: "x'],
      '5: The quote that is opened here is never closed. Write `title: "x"`',
    ],
    [
      ['summary: "one', '  two"', 'title: "x'],
      '4: The quote that is opened here is never closed. Write `title: "x"`',
    ],
  ])('names the culprit in %j, with the corrected line', (lines, expected) => {
    const [fault, ...others] = faultsOf(withTitle(...lines))
    if (!expected.endsWith('A colon')) expect(fault).toBe(expected)
    else expect(fault).toMatch(/^2: /)
    expect(others).toEqual([])
  })

  it('is read once its line is corrected as the message says', () => {
    for (const line of [
      'title: "Hello',
      "title: 'It's",
      'title: "Hello" world',
      'title: Kabul: now',
      'title: *x*',
    ]) {
      const [fault] = faultsOf(withTitle(line))
      const [, corrected] = /Write `(.*)`$/.exec(fault!)!
      expect(faultsOf(withTitle(corrected!))).toEqual([])
    }
  })

  it('does not repeat a line that fills the screen', () => {
    const [fault] = faultsOf(withTitle(`title: "${'x'.repeat(500)}`))
    expect(fault).toBe(
      '2: The quote that is opened here is never closed. Put the whole value in quotes, and close them',
    )
  })
})

describe('a fence', () => {
  it.each(['--', '—--', '—-', '–––', '----', '—'])(
    'that is written %s opens nothing, and says so',
    (fence) => {
      for (const close of [fence, '---'])
        expect(faultsOf(`\n${fence}\ntitle: Hello\ndraft: true\n${close}\nBody\n`)).toEqual([
          `2: The file begins with \`${fence}\`, which opens no front matter. Write \`---\`, three hyphens and nothing else`,
        ])
    },
  )

  it.each([
    '--\nA sentence: with a colon\n',
    '— Note: this\n',
    '----\n\nText\n',
    '- a: b\n- c: d\n',
    '---\nText\n---\n',
  ])('is not seen in the text %j', (text) => {
    expect(faultsOf(text)).toEqual([])
  })

  it.each(['—--', '--', '–', ' ---'])('that closes as %j is named on its line', (close) => {
    expect(faultsOf(`---\ntitle: Hello\n${close}\nBody\n`)).toEqual([
      '3: This line is not `---`, so that the front matter is never closed. Write `---`, without blanks before it',
    ])
  })

  it('that is missing is named where the header begins, with the line after which it belongs', () => {
    expect(faultsOf('---\ntitle: Hello\ntags:\n  - a\n\nBody: text\n')).toEqual([
      '1: The front matter that is opened here is never closed. Close it with a line of `---`, after line 4 if that is its last',
    ])
    expect(faultsOf('+++\ntitle = "Hello"\n\nBody\n')).toEqual([
      '1: The front matter that is opened here is never closed. Close it with a line of `+++`, after line 2 if that is its last',
    ])
    expect(faultsOf('{ "title": "Hello"\n')).toEqual([
      '1: The front matter that is opened here is never closed. Close it with a line of `}`',
    ])
  })
})
