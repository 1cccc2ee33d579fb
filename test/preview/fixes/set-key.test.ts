import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFrontMatter } from '../../../src/content/front-matter/parse.ts'
import { setKey } from '../../../src/preview/fixes/set-key.ts'

const ID = 'https://example.org/?p=12'

describe('a key that is given a value', () => {
  it.each([
    ['YAML', '---\ntitle: A\n---\nText\n', `---\nid: ${ID}\ntitle: A\n---\nText\n`],
    [
      'TOML',
      '+++\ntitle = "A"\n[extra]\na = 1\n+++\n',
      `+++\nid = "${ID}"\ntitle = "A"\n[extra]\na = 1\n+++\n`,
    ],
    ['JSON', '{ "title": "A" }\n\nText\n', `{\n"id": "${ID}", "title": "A" }\n\nText\n`],
    ['JSON without keys', '{}\nText\n', `{\n"id": "${ID}"}\nText\n`],
    [
      'Windows line ends behind a byte order mark',
      '\uFEFF---\r\ntitle: A\r\n---\r\nText\n',
      `\uFEFF---\r\nid: ${ID}\r\ntitle: A\r\n---\r\nText\n`,
    ],
    ['no front matter', 'Text\r\n', `---\r\nid: ${ID}\r\n---\r\n\r\nText\r\n`],
    ['another value', '---\nid: old # by hand\ntitle: A\n---\n', `---\nid: ${ID}\ntitle: A\n---\n`],
  ])('leaves all else as it is: %s', (_, text, expected) => {
    expect(setKey(text, 'a.md', 'id', ID)).toBe(expected)
  })

  it.each([
    ['a value of several lines', '---\nid: >\n  one\n  two\n---\n'],
    ['a header that is never closed', '---\ntitle: A\nText\n'],
    ['a header with an error', '---\ntitle: "A\n---\n'],
  ])('is not written where that could change more: %s', (_, text) => {
    expect(setKey(text, 'a.md', 'id', ID)).toBeUndefined()
  })

  it('only ever adds to a file, whatever its text, line ends and kind of front matter', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 20 })
    const headers = [
      (title: string) => `---\ntitle: ${JSON.stringify(title)}\ntags: [a, b]\n---\n`,
      (title: string) => `+++\ntitle = ${JSON.stringify(title)}\n[extra]\nid = "b"\n+++\n`,
      (title: string) => `{\n  "title": ${JSON.stringify(title)}\n}\n`,
    ]
    const file = fc.record({
      header: fc.constantFrom(...headers),
      title: value,
      body: fc.string({
        unit: fc.constantFrom('a', '-', '+', '\n', '\r\n', '\r', '{', '}', ' ', 'é', '😀'),
        maxLength: 40,
      }),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      mark: fc.constantFrom('', '\uFEFF'),
    })
    fc.assert(
      fc.property(file, value, ({ header, title, body, lineEnd, mark }, id) => {
        const text = mark + header(title).replaceAll('\n', lineEnd) + body
        const edited = setKey(text, 'a.md', 'id', id)
        if (edited === undefined) return
        let start = 0
        while (start < text.length && text[start] === edited[start]) start++
        expect(edited.endsWith(text.slice(start))).toBe(true)
        const { fields, problems } = parseFrontMatter(edited, 'a.md')
        expect(fields.get('id')).toBe(id)
        expect(problems).toEqual(parseFrontMatter(text, 'a.md').problems)
        if (lineEnd === '\r\n') expect(edited.slice(0, edited.length - body.length)).not.toMatch(/[^\r]\n/)
      }),
    )
    const simple = fc.property(fc.constantFrom(...headers), fc.webUrl(), (header, id) => {
      expect(setKey(header('A'), 'a.md', 'id', id)).toBeDefined()
    })
    fc.assert(simple)
  })
})
