import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyLine } from '../../../src/content/front-matter/key-line.ts'
import { normalizeKey } from '../../../src/content/front-matter/normalize-key.ts'
import { lineOfKey, parseFrontMatter } from '../../../src/content/front-matter/parse.ts'
import { formatProblem } from '../../../src/content/problem.ts'
import { outline } from '../outline.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'front-matter')

/** By file: all that `outline` has to say of it. */
const EXPECTED: Record<string, Record<string, unknown>> = {
  '2021-05-31-impossible-date-with-dated-name.md': {
    title: 'Impossible',
    body: 'Body.\n',
    published: '2021-05-31T00:00',
    problems: ['3 warning date'],
  },
  '2024-01-02-eleventy-words.md': {
    title: 'Eleventy',
    hidden: 'permalink: false',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  '2024-01-02-empty-block.md': { title: 'Empty block', body: 'Body.\n', published: '2024-01-02T00:00' },
  '2024-01-02-no-front-matter.md': {
    title: 'From the heading',
    body: '\nBody.\n',
    published: '2024-01-02T00:00',
  },
  '2024-01-02-thematic-breaks.md': {
    title: 'Thematic breaks',
    body: '---\n\nOnly a text between thematic breaks.\n\n---\n\nMore.\n',
    published: '2024-01-02T00:00',
  },
  '2024-02-31-both-dates-impossible.md': { article: 'none', problems: ['3 error date'] },
  'alias-bomb.md': { article: 'none', problems: ['2 error front-matter'] },
  'authors-of-every-shape.md': {
    title: 'People',
    authors: [
      { name: 'NARUSE, Yui' },
      { name: 'Ada' },
      { name: 'Bob' },
      {
        name: 'Cy',
        email: 'cy@example.org',
        url: 'https://example.org/cy/',
        imageUrl: 'https://example.org/cy.png',
      },
      { name: 'Di', url: 'https://di.example/' },
      { name: 'Ed', url: 'https://ed.example/' },
    ],
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'blanks-around-fences.md': { title: 'Blanks', body: 'Body.\n', published: '2024-01-02T00:00' },
  'bom-crlf.md': { title: 'Windows', body: 'Body.\nMore.\n', published: '2024-01-02T00:00' },
  'closing-fence-of-four.md': { title: 'Four dashes', body: 'Body.\n', published: '2024-01-02T00:00' },
  'colon-in-title.md': { article: 'none', problems: ['2 error front-matter'] },
  'column-one-continuation.md': {
    title: 'Column one continues here',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'control-characters.md': {
    title: 'Bell and',
    body: 'AB\n',
    published: '2024-01-02T00:00',
    problems: ['2 warning forbidden-character'],
  },
  'date-in-permalink.md': {
    permalink: 'https://example.org/2025/06/26/in-the-address/',
    title: 'In the address',
    body: 'Body.\n',
    published: '2025-06-26T00:00',
  },
  'draft-flag-unreadable.md': {
    title: 'Typo',
    hidden: 'draft',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    problems: ['4 warning flag'],
  },
  'duplicate-keys.md': {
    title: 'Last',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    problems: ['4 warning duplicate-key'],
  },
  'enclosure-in-lines.md': {
    title: 'WordPress',
    enclosures: [{ url: 'https://cdn.example/w.mp3', type: 'audio/mpeg', length: 4242 }],
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'fr/folder-language.md': {
    title: 'Dossier',
    language: 'fr',
    translationKey: 'folder-language',
    body: 'Corps.\n',
    published: '2024-01-02T00:00',
  },
  'go-zero-date.md': { title: 'Go', body: 'Body.\n', published: '2024-01-02T00:00' },
  'guid-is-no-uri.md': {
    id: 'old id 7',
    hasOwnId: true,
    uri: 'tag:example.org,2024:old%20id%207',
    permalink: 'https://example.org/deep/er/',
    aliases: ['/old/', '/older/'],
    title: 'Id',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'hexo-without-opening-fence.md': {
    title: 'Hexo',
    categories: [{ term: 'News' }, { term: 'World' }, { term: 'Local' }],
    body: 'Body.\n',
    published: '2013-07-13T20:46:25',
  },
  'image-alias.md': {
    title: 'Alias',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    problems: ['4 warning image'],
  },
  'image-map-after-a-switch.md': {
    title: 'Picture',
    image: { url: 'https://example.org/light.png', alt: 'A cover', width: 10, height: 20 },
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'impossible-date.md': { article: 'none', problems: ['3 error date'] },
  'js-front-matter-is-not-run.md': { article: 'none', problems: ['2 error front-matter'] },
  'json-fenced.md': { title: 'Fenced JSON', body: 'Body.\n', published: '2024-01-02T00:00' },
  'json-object.md': {
    title: 'A {brace} and "quote"',
    categories: [{ term: '1' }, { term: 'true' }, { term: '1.10' }],
    body: '\nBody.\n',
    published: '2024-01-02T00:00',
  },
  'keys-in-any-case.md': {
    title: 'Any case',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    updated: '2024-03-04T00:00',
  },
  'language-is-no-tag.md': {
    title: 'Language',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    problems: ['4 warning language'],
  },
  'language-with-underscore.md': {
    title: 'Language',
    language: 'zh-CN',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'last-update-map.md': {
    title: 'Docusaurus',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    updated: '2024-03-04T00:00',
  },
  'link-article.md': {
    title: 'Elsewhere',
    externalUrl: 'https://other.example/a',
    body: '',
    published: '2024-01-02T00:00',
  },
  'link-title.md': { title: 'Short', body: '# Long heading\n\nBody.\n', published: '2024-01-02T00:00' },
  'lone-cr.md': { title: 'Old Mac', body: 'Body.\n', published: '2024-01-02T00:00' },
  'neither-front-matter-nor-date.md': { article: 'none', problems: ['1 warning no-date'] },
  'never-closed.md': { article: 'none', problems: ['1 error front-matter'] },
  'news-copy.md': {
    title: 'Copy',
    dateline: 'LONDON',
    agency: 'SW',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
    updated: '2024-01-05T00:00',
    corrections: ['2024-01-05T00:00 Was wrong.'],
    withdrawn: '2024-02-01T00:00 Retracted',
  },
  'no-date.md': { article: 'none', problems: ['1 warning no-date'] },
  'nothing-after-closing-fence.md': { title: 'Nothing after', body: '', published: '2024-01-02T00:00' },
  'pelican-bare-keys.md': {
    title: 'A: "quoted" #1',
    authors: [{ name: 'Nadia' }],
    categories: [{ term: 'one' }, { term: 'two' }],
    summary: 'goes on in the next line',
    body: 'Body.\n',
    published: '2024-01-02T10:20',
  },
  'podcast-without-a-body.md': {
    title: 'Episode',
    summary: 'Heard here.',
    enclosures: [
      { url: 'https://cdn.example/e1.mp3', type: 'audio/mpeg', length: 12345, durationSeconds: 4130 },
    ],
    body: '',
    published: '2024-01-02T00:00',
  },
  'proto-key.md': { title: 'Proto', body: 'Body.\n', published: '2024-01-02T00:00' },
  'published-is-a-date.md': { title: 'Date', body: 'Body.\n', published: '2024-01-02T00:00' },
  'published-is-a-flag.md': {
    title: 'Flag',
    hidden: 'published: false',
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'redirect-stub.md': { article: 'none' },
  'setext-title-after-fenced-code.md': {
    title: 'Real title',
    body: 'Intro.\n\n```md\n# Not this\n```\n\n\nBody.\n',
    published: '2024-01-02T00:00',
  },
  'suffix.fr.md': {
    permalink: 'https://example.org/suffix/fr/',
    title: 'Bonjour',
    language: 'fr',
    translationKey: 'suffix',
    body: 'Corps.\n',
    published: '2024-01-02T00:00',
  },
  'tags-of-every-shape.md': {
    title: 'Tags',
    categories: [
      { term: 'a' },
      { term: 'B' },
      { term: 'c' },
      { term: '2024' },
      { term: 'true' },
      { term: 'L' },
      { term: 'd' },
      { term: 'e' },
      { term: 'f' },
      { term: 's' },
    ],
    body: 'Body.\n',
    problems: ['4 warning value'],
    published: '2024-01-02T00:00',
  },
  'title-is-a-date.md': { title: '2024-01-01', body: 'Body.\n', published: '2024-01-02T00:00' },
  'title-is-a-number.md': { title: '2024', body: 'Body.\n', published: '2024-01-02T00:00' },
  'title-is-a-version.md': { title: '1.10', body: 'Body.\n', published: '2024-01-02T00:00' },
  'title-is-no.md': { title: 'no', body: 'Body.\n', published: '2024-01-02T00:00' },
  'title-looks-octal.md': { title: '0123', body: 'Body.\n', published: '2024-01-02T00:00' },
  'title-looks-sexagesimal.md': { title: '12:30', body: 'Body.\n', published: '2024-01-02T00:00' },
  'title-of-the-file.md': { title: 'Title of the file', body: 'Body.\n', published: '2024-01-02T00:00' },
  'toml-bare-date.md': {
    title: 'Bare date',
    categories: [{ term: 'a' }, { term: 'b' }],
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'toml-fenced-by-dashes.md': { title: 'Fenced TOML', body: 'Body.\n', published: '2024-01-02T00:00' },
  'toml-impossible-date.md': { article: 'none', problems: ['3 error date'] },
  'toml-numbers-keep-their-text.md': {
    id: '12345678901234567890',
    hasOwnId: true,
    uri: 'tag:example.org,2024:12345678901234567890',
    title: '1.10',
    body: 'Body.\n',
    published: '2024-01-02T08:00',
  },
  'unknown-language.md': { article: 'none', problems: ['2 error front-matter'] },
  'yaml-closing-dots.md': { title: 'Dots', body: 'Body.\n', published: '2024-01-02T00:00' },
  'yaml-merge-key.md': {
    title: 'Merge',
    image: { url: 'https://example.org/m.png', alt: 'From base', width: 5 },
    body: 'Body.\n',
    published: '2024-01-02T00:00',
  },
  'yaml-named.md': { title: 'Named YAML', body: 'Body.\n', published: '2024-01-02T00:00' },
}

describe('parseFrontMatter', () => {
  it.each([
    ['after it', '"title": "A",\n"date": "2024-01-01"\n;;;\nText\n', 4],
    ['around it', ';;;\n"title": "A",\n"date": "2024-01-01"\n;;;\nText\n', 5],
  ])("reads Hexo's JSON without braces, with a line of semicolons %s", (_, source, bodyLine) => {
    const { fields, body, problems, ...found } = parseFrontMatter(source, 'a.md')
    expect([...fields]).toEqual([
      ['title', 'A'],
      ['date', '2024-01-01'],
    ])
    expect([body, problems, found.bodyLine]).toEqual(['Text\n', [], bodyLine])
    const edited = keyLine(source, 'a.md', 'id', 'x').source
    expect(parseFrontMatter(edited, 'a.md').fields.get('id')).toBe('x')
  })

  it('takes a text that begins with a quotation for a text', () => {
    expect(parseFrontMatter('"A": he said.\n\n;;\n', 'a.md').present).toBe(false)
  })

  it('has a row for every fixture', () => {
    const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    expect(files.filter((path) => path.endsWith('.md')).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  it.each(Object.entries(EXPECTED))('%s reads as written down', (path, expected) => {
    expect(outline(path, readFileSync(join(FIXTURES, path), 'utf8'))).toEqual(expected)
  })

  it('executes nothing, whatever the fence says', () => {
    for (const language of ['js', 'javascript', 'JavaScript', ' js', 'coffee', 'cson', '__proto__']) {
      const source = `---${language}\n{ title: (globalThis.wireroomWasExecuted = true) }\n---\n`
      expect(parseFrontMatter(source, 'a.md').fields.size, language).toBe(0)
    }
    expect(globalThis).not.toHaveProperty('wireroomWasExecuted')
  })

  it('hands out no object twice', () => {
    const source = '---\ntags: [a]\n---\n'
    const first = parseFrontMatter(source, 'a.md').fields.get('tags') as string[]
    first.push('leak')
    expect(parseFrontMatter(source, 'a.md').fields.get('tags')).toEqual(['a'])
  })

  it('reports the same error of the same text every time', () => {
    const problems = () => parseFrontMatter('---\na: b: c\n---\n', 'a.md').problems
    expect(problems()).toHaveLength(1)
    expect(problems()).toEqual(problems())
  })

  it('names file, line, mistake and remedy', () => {
    expect(parseFrontMatter('\n---\nok: 1\ntitle: A: b\n---\n', 'news/a.md').problems).toEqual([
      {
        severity: 'error',
        code: 'front-matter',
        path: 'news/a.md',
        line: 4,
        message: 'A colon within the value begins another key',
        hint: 'Write `title: "A: b"`',
      },
    ])
  })

  it.each([
    ['+++\na = \n+++\n', 2, 'TOML: '],
    ['{\n"a": 1,\n}\n', 3, 'JSON: '],
    [`---\na: ${'['.repeat(20_000)}\n---\n`, 2, 'The front matter is nested too deeply'],
    ['---\na: !!js/function "x"\n---\n', 2, 'YAML: unknown tag'],
  ])('%j is an error at its line', (source, line, message) => {
    const { problems } = parseFrontMatter(source, 'a.md')
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ severity: 'error', code: 'front-matter', line })
    expect(problems[0]!.message).toContain(message)
  })

  it('a mistake in JSON is told on one line', () => {
    const { problems } = parseFrontMatter('{\n"a": x,\n"b": 1\n}\n', 'a.md')
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^a\.md:\d: .*JSON: Unexpected token 'x'.*$/),
    ])
  })

  it.each([
    ['after the opening fence', '\n---\n', 2],
    ['within the opening fence', '--', 1],
    ['within a fence of pluses', '++', 1],
    ['within the first key', '---\ntit', 1],
    ['after a key', '---\ntitle: A\n', 1],
    ['within the closing fence', '---\ntitle: A\ndate: 2025-01-01\n--', 4],
    ['within a value that YAML cannot read', '---\ntitle: "A', 1],
    ['within TOML', '+++\n[extra]\na = 1\n', 1],
    ['within a named fence', '---toml\n', 1],
    ['within JSON', '{\n"title": "A",\n', 1],
    ['after the first brace', '{\n', 1],
    ['within the first key of JSON', '{ "tit', 1],
  ])(
    'a file that is cut %s is an error at the line of its opening fence, or of the one that is cut',
    (_, source, line) => {
      expect(parseFrontMatter(source, 'a.md')).toMatchObject({
        present: true,
        body: '',
        problems: [
          { severity: 'error', code: 'front-matter', line, message: expect.stringMatching(/never closed/) },
        ],
      })
    },
  )

  it.each(['---\n\nA text after a thematic break.\n', '- a list', '-- Ada', '{{< figure >}}\n', '+ a'])(
    '%j is a text without front matter',
    (source) => {
      expect(parseFrontMatter(source, 'a.md')).toMatchObject({ present: false, body: source, problems: [] })
    },
  )

  it('tells what an open header says as far as it goes', () => {
    const { fields } = parseFrontMatter('---\ndraft: true\ndate: 2025-01-01\n', 'a.md')
    expect(fields.get('draft')).toBe('true')
  })

  it.each([
    ['YAML', (brackets: string) => `---\na: 1\nb: ${brackets}\n---\n`],
    ['indented YAML', (_: string, depth: number) => `---\na: 1\nb:\n  ${'- '.repeat(depth)}c\n---\n`],
    ['JSON', (brackets: string) => `---json\n{"a": "[{[{",\n"b": ${brackets}}\n---\n`],
  ])('reads %s up to a depth that no stack decides', (_, source) => {
    const errors = (depth: number) =>
      parseFrontMatter(source('['.repeat(depth) + ']'.repeat(depth), depth), 'a.md').problems
    expect(errors(90)).toEqual([])
    expect(errors(110).map(({ message }) => message)).toEqual(['The front matter is nested too deeply'])
  })

  it('finds the line of a key at the top before one of the same name in a map', () => {
    const lineOf = (key: string) => lineOfKey('---\nlast_update:\n  date: x\nDate: y\n---\n', key)
    expect([lineOf('date'), lineOf('lastUpdate'), lineOf('nowhere')]).toEqual([4, 2, 1])
  })

  it.each([
    ['yaml', '---\nimage: x\npodcast:\n  author: y\n  image: z\nowner: w\n---\n'],
    ['toml', '+++\nimage = "x"\n[podcast]\nauthor = "y"\nimage = "z"\n[owner]\n+++\n'],
  ])('finds a key within another in %s, and says where the other is for one that is not', (_, source) => {
    const lineOf = (key: string) => lineOfKey(source, key)
    expect(['image', 'podcast.image', 'podcast.owner', 'podcast.image.url', 'no.image'].map(lineOf)).toEqual([
      2, 5, 3, 5, 1,
    ])
  })

  it('finds keys in the entries of a list', () => {
    const source =
      '---\nvalue:\n  recipients:\n    # the first\n    - name: x\n      split: 1\n    - name: y\n      split: 2\nsplit: 3\n---\n'
    const places = ['value.recipients.0.split', 'value.recipients.1.split', 'value.recipients.1.name']
    expect(places.map((place) => lineOfKey(source, place))).toEqual([6, 8, 7])
    expect(lineOfKey(source, 'value.recipients.1.no')).toBe(7)
    expect(lineOfKey(source, 'value.recipients.9.split')).toBe(3)
    expect(lineOfKey(source, 'value.recipients.split')).toBe(6)
  })

  it.each([
    ['a list that is not indented', '---\na:\n- b: 1\n- c: 2\n  b: 3\nb: 4\n---\n', [3, 5]],
    ['tables of TOML', '+++\n[[a]]\nb = 1\n[[a]]\nc = 2\nb = 3\n+++\n', [3, 6]],
    ['a list on one line', '---\na: [{ b: 1 }, { b: 2 }]\nc:\n  - b: 3\n---\n', [2, 2]],
  ])('finds keys in %s', (_, source, lines) => {
    expect([lineOfKey(source, 'a.0.b'), lineOfKey(source, 'a.1.b')]).toEqual(lines)
  })

  it('keeps the lines of a header right that has a run of blank ones', () => {
    const source = `---\na: 1\n${'\n'.repeat(60)}b: c: d\n---\n`
    expect(parseFrontMatter(source, 'a.md').problems[0]!.line).toBe(63)
  })

  it('reads fences inside the header as text', () => {
    const { fields, body } = parseFrontMatter('---\na: |\n  x\n  ---\n  y\n---\n---\nz\n', 'a.md')
    expect(fields.get('a')).toBe('x\n---\ny\n')
    expect(body).toBe('---\nz\n')
  })

  it('reads a value that begins a line with the fence to its end', () => {
    const { fields } = parseFrontMatter('---\na: "x\n---y\nz"\nb: kept\n---\n', 'a.md')
    expect(fields.get('b')).toBe('kept')
  })

  it('bounds what aliases can mean', () => {
    const list = (name: string, of: string) => `${name}: &${name} [${Array(900).fill(of).join(',')}]\n`
    const source = `---\n${list('a', 'x')}${list('b', '*a')}${list('c', '*b')}---\n`
    expect(parseFrontMatter(source, 'a.md').problems[0]!.message).toBe(
      'The front matter holds too many values',
    )
  })

  it.each([
    ['blank lines', `${' \n'.repeat(5_000_000)}---\na: 1\n---\n`],
    ['lines of a value', `a: 1\ntitle: x\n${' y\n'.repeat(300_000)}`],
  ])('reads as many %s as there are', (_, source) => {
    const { fields, problems } = parseFrontMatter(source, 'a.md')
    expect(problems).toEqual([])
    expect(fields.get('a')).toBe('1')
  })

  it('never throws, whatever the file says', () => {
    const part = fc.constantFrom(
      '---',
      '+++',
      '{',
      '}',
      '\n',
      ': ',
      '- ',
      '"',
      '&a ',
      '*a',
      '[',
      ']',
      '<<',
      '\r',
      '\uFEFF',
      ' ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(part, fc.string()), { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('', '---\n', '+++\n', '{"', '---json\n', 'title: '),
        (source, start) => {
          const { body, problems } = parseFrontMatter(start + source, 'a.md')
          expect(typeof body).toBe('string')
          for (const { line } of problems) expect(line).toBeGreaterThan(0)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps any quoted scalar as it was typed', () => {
    const value = fc.string().filter((text) => text.isWellFormed() && !/[^\n\x20-\uFFFD]/.test(text))
    fc.assert(
      fc.property(value, (text) => {
        const yaml = `---\na: ${JSON.stringify(text)}\n---\n`
        const json = `${JSON.stringify({ a: text })}\n`
        expect(parseFrontMatter(yaml, 'a.md').fields.get('a')).toBe(text)
        expect(parseFrontMatter(json, 'a.md').fields.get('a')).toBe(text)
      }),
    )
  })
})

describe('normalizeKey', () => {
  it.each([
    ['Last-Modified', 'lastmodified'],
    ['last_modified at', 'lastmodifiedat'],
    ['publishDate', 'publishdate'],
    ['date', 'date'],
  ])('%s is %s', (key, expected) => {
    expect(normalizeKey(key)).toBe(expected)
  })
})
