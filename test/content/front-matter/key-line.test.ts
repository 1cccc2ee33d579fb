import { describe, expect, it } from 'vitest'
import { keyLine } from '../../../src/content/front-matter/key-line.ts'
import { parseFrontMatter } from '../../../src/content/front-matter/parse.ts'

const ID = 'https://example.org/?p=12'

describe('the line that gives an article its id', () => {
  it.each([
    ['YAML', '---\ntitle: A\n---\n\nText\n', 2, `id: ${ID}`],
    ['an empty block', '---\n---\n\nText\n', 2, `id: ${ID}`],
    ['TOML with a table', '+++\ntitle = "A"\n[extra]\nid = "b"\n+++\n\nText\n', 2, `id = "${ID}"`],
    ['JSON', '{\n  "title": "A"\n}\n\nText\n', 2, `"id": "${ID}",`],
    ['JSON on one line', '{ "title": "A" }\n\nText\n', 1, `"id": "${ID}",`],
    ['JSON between fences', '---json\n{\n "title": "A"\n}\n---\n\nText\n', 3, `"id": "${ID}",`],
    ['Hexo', 'title: A\ndate: 2024-01-01\n---\n\nText\n', 1, `id: ${ID}`],
    ['Pelican', 'Title: A\nDate: 2024-01-01\n\nText\n', 1, `id: ${ID}`],
    [
      'Windows line ends and blank lines above',
      '\uFEFF\r\n---\r\ntitle: A\r\n---\r\nText\r\n',
      3,
      `id: ${ID}`,
    ],
    ['no front matter', 'Text\n', 1, `---\nid: ${ID}\n---`],
    ['another key for the id, which it wins over', '---\nguid: 7\n---\nText\n', 2, `id: ${ID}`],
  ])('is added to %s and read as it is meant', (_, source, line, text) => {
    const found = keyLine(source, '2024-01-01-a.md', 'id', ID)
    expect(found).toMatchObject({ line, text, replaces: false })
    const { fields, problems, body } = parseFrontMatter(found.source, 'a.md')
    expect(fields.get('id')).toBe(ID)
    expect(problems).toEqual([])
    expect(body.trim()).toBe('Text')
  })

  it.each([
    ['YAML', '---\ntitle: A\nid: old\n---\n', 3],
    ['TOML', '+++\nid = "old"\n+++\n', 2],
    ['another spelling of the key', '---\nid_: x\n---\n', 2],
  ])('replaces the one that is there: %s', (_, source, line) => {
    const found = keyLine(source, 'a.md', 'id', ID)
    expect(found).toMatchObject({ line, replaces: true })
    const { fields, problems } = parseFrontMatter(found.source, 'a.md')
    expect([fields.get('id'), problems]).toEqual([ID, []])
  })

  it('is plain text where values are, as in Pelican', () => {
    const header = 'Title: A: "b"\nDate: 2024-01-01\n'
    for (const value of ['/2024/a: b/', '"x"', '#1', "it's"]) {
      const { text, source } = keyLine(`${header}\nText\n`, 'a.md', 'url', value)
      expect(text).toBe(`url: ${value}`)
      expect(parseFrontMatter(source, 'a.md').fields.get('url')).toBe(value)
      const again = keyLine(source, 'a.md', 'url', '/b/')
      expect(again).toMatchObject({ line: 1, replaces: true, source: `url: /b/\n${header}\nText\n` })
    }
  })

  it.each(['no', '12', 'tag:example.org,2026:', 'a: b', 'a #b', "'", '"quoted"', 'صلح', '- a', '*a', 'a:'])(
    'is quoted where YAML would read something else: %s',
    (value) => {
      const { source } = keyLine('---\ntitle: A\n---\n', 'a.md', 'id', value)
      expect(parseFrontMatter(source, 'a.md').fields.get('id')).toBe(value)
    },
  )
})
