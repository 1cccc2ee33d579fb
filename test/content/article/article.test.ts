import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { uriOf } from '../../../src/content/article/identity.ts'
import { renderBody } from '../../../src/content/body/body.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { findForbidden } from '../../../src/content/text/characters.ts'
import { ALONE, outline, SITE } from '../outline.ts'

const NOTES = readSite([{ path: 'notes/_index.md', source: '---\ntitles: none\n---\n' }], {
  title: 'T',
  url: 'https://example.org/',
}).site
const nothing = () => undefined
const read = (frontMatter: string, body = '', path = 'a.md') =>
  outline(path, `---\ndate: 2024-01-02\n${frontMatter}\n---\n${body}`)

describe('the title of an article', () => {
  it.each([
    ['title: Typed', '# Heading\n\nText', 'Typed', '# Heading\n\nText'],
    ['title: Same', '# Same\n\nText', 'Same', '\nText'],
    ['title: Same', 'Text\n\n# Same', 'Same', 'Text\n\n# Same'],
    ['linkTitle: Short', 'Text', 'Short', 'Text'],
    ['', 'Text\n\n# Heading', 'Heading', 'Text\n'],
    ['', '#\n\nText', 'A', '#\n\nText'],
    ['title: ""', 'Text', 'A', 'Text'],
    ['title: [a]', 'Text', 'A', 'Text'],
    ['title: "two\\nlines"', 'Text', 'two lines', 'Text'],
  ])('%j and %j', (frontMatter, body, title, rest) => {
    expect(read(frontMatter, body)).toMatchObject({ title, body: rest })
  })

  it('is absent from a note without a title', () => {
    const titleOf = (source: string) =>
      parseArticle({ path: 'notes/2024-01-02-x.md', source, hash: '' }, NOTES, nothing).article!.title
    expect(titleOf('Text')).toBeUndefined()
    expect(titleOf('# Heading')).toBe('Heading')
    expect(titleOf('---\ntitle: Typed\n---\n')).toBe('Typed')
  })

  it('is clean even where the file name is not', () => {
    expect(outline('2024-01-02-a\u0001\uD800-b.md', 'Text').title).toBe('A b')
  })

  it('keeps 20,000 characters', () => {
    expect(read(`title: ${'é'.repeat(20_000)}`).title).toHaveLength(20_000)
  })
})

describe('what is an article', () => {
  it.each([
    ['README.md', '---\ndate: 2024-01-02\n---\n'],
    ['news/readme.md', '---\ndate: 2024-01-02\n---\n'],
    ['a.md', '---\ndate: 2024-01-02\nredirectTo: /x/\n---\n'],
    ['CHANGELOG.md', 'Text'],
    ['LICENSE.md', 'Text'],
  ])('%s with %j is not an article, without a problem', (path, source) => {
    expect(outline(path, source)).toEqual({ article: 'none' })
  })

  it.each(['Text', ''])(
    'idea.md with %j and no front matter is not an article, and a warning says so',
    (source) => {
      expect(outline('idea.md', source)).toEqual({ article: 'none', problems: ['1 warning no-date'] })
    },
  )

  it.each(['redirectto', 'redirect', 'redirect_to', 'redirectTo'])(
    'an article with title, date and text that has `%s` is hidden, and a warning says so',
    (key) => {
      const source = `---\ndate: 2024-01-02\ntitle: A\n${key}: https://example.org/x\n---\n\nA full text.\n`
      const { article, hidden, problems } = outline('a.md', source)
      expect({ article, problems }).toEqual({ problems: ['4 warning redirect'] })
      expect(hidden).toMatch(/^redirect/)
    },
  )

  it.each([
    ['title: A\ndate: 2024-01-02', ''],
    ['date: 2024-01-02', 'Moved.'],
  ])('a redirect with %j and the text %j is a stub', (keys, body) =>
    expect(outline('a.md', `---\n${keys}\nredirect: /x/\n---\n${body}`)).toEqual({ article: 'none' }),
  )
})

describe('a key that is nearly known', () => {
  it.each([
    ['embrago: 2099-01-01', 'embargo'],
    ['drfat: true', 'draft'],
    ['expire: 2024-01-01', 'expires'],
    ['sumary: S', 'summary'],
    ['tittle: T', 'title'],
    ['autors: Ada', 'authors'],
    ['Translatoinkey: k', 'translationKey'],
    ['unlistd: true', 'unlisted'],
  ])('%j gets a warning that names %s', (line, meant) => {
    const source = `---\ndate: 2024-01-02\ntitle: A\n${line}\n---\n`
    const { problems } = parseArticle({ path: 'a.md', source, hash: '' }, SITE, () => undefined)
    expect(problems).toMatchObject([{ code: 'unknown-key', severity: 'warning', line: 4 }])
    expect(problems[0]!.hint).toBe(`Write \`${meant}\` if that is what you mean`)
  })

  it.each(
    (
      'layout type weight toc math menu tags tag uid links titles data rate cat cats pin theme mermaid katex series ' +
      'comments ShowToc slug event location rating pinned featured params extra template aliases'
    ).split(' '),
  )('`%s` gets none', (key) => {
    const { problems } = outline('a.md', `---\ndate: 2024-01-02\ntitle: A\n${key}: x\n---\n`)
    expect(problems).toBeUndefined()
  })
})

describe('the fields of an article', () => {
  it.each([
    ['description: D\nsummary: S', { summary: 'D' }],
    ['custom_excerpt: "a\\n  b"', { summary: 'a b' }],
    ['author: Ada\nauthor_url: /ada/', { authors: [{ name: 'Ada', url: 'https://example.org/ada/' }] }],
    ['author: Ada\ntwitter: "@ada"', { authors: [{ name: 'Ada', url: 'https://twitter.com/ada' }] }],
    ['hosts: [Ada]\nguests: [Bob]', { authors: [{ name: 'Ada' }, { name: 'Bob' }] }],
    ['by: Ada', { authors: [{ name: 'Ada' }] }],
    ['aliases: /old/', { aliases: ['/old/'] }],
    ['locale: fr_FR', { language: 'fr-FR' }],
    ['translationKey: k', { translationKey: 'k' }],
    ['external_url: https://o.example/', { externalUrl: 'https://o.example/' }],
    ['license: /by/', { licence: 'https://example.org/by/' }],
    ['copyright: ©', { copyright: '©' }],
  ])('%j', (frontMatter, expected) => {
    expect(read(frontMatter)).toMatchObject(expected)
  })

  it.each(['MIT', 'CC-BY-4.0', 'CC BY-SA 4.0', 'true', 'All rights reserved.'])(
    'the name of a licence is not its address: %s',
    (name) => {
      const { licence, problems } = read(`license: ${name}`)
      expect([licence, problems]).toEqual([undefined, ['3 warning value']])
    },
  )

  it.each(['licence/', 'LICENSE.html', '#rights'])('the address of a licence may be relative: %s', (path) => {
    expect(read(`licence: "${path}"`).licence).toBe(`https://example.org/${path}`)
  })

  it('all mistakes are reported at once', () => {
    expect(read('draft: perhaps\nimage: "@/x"\nexpires: never\nlang: English').problems).toEqual([
      '5 error date',
    ])
    expect(read('draft: perhaps\nimage: "@/x"\ncorrection: x\nlang: English').problems).toEqual([
      '3 warning flag',
      '6 warning language',
      '5 error correction',
      '4 warning image',
    ])
  })
})

describe('hostile files', () => {
  const N = 20_000
  const bodies: Record<string, string> = {
    quotations: '>'.repeat(N),
    brackets: '['.repeat(N),
    'closed brackets': `${'['.repeat(N)}a${']()'.repeat(N)}`,
    footnotes: '^['.repeat(N),
    elements: '<div>'.repeat(N),
    'inline elements': '<b>'.repeat(N),
    superscripts: `${'<sup>'.repeat(N)}x`,
    formulas: '<math>'.repeat(N),
    details: '<details>\n\n'.repeat(2000),
    tables: '<table><tr><td>'.repeat(4000),
    lists: '- '.repeat(N),
    emphasis: `${'*'.repeat(N)}a${'*'.repeat(N)}`,
    siblings: '<p>a</p>'.repeat(N),
    'one candidate of a srcset': `<img src=x srcset="${'a'.repeat(5 * N)} y">`,
    'commas of a srcset': `<img src=x srcset="${','.repeat(5 * N)}a,">`,
    'comments of MDX': '{/*'.repeat(N),
    'blanks in a heading': `# a${' '.repeat(5 * N)}b`,
    'ids in a heading': `# ${'{#'.repeat(N)}b`,
    'blank lines': '\n'.repeat(5 * N),
    attributes: `<a ${'x=1 '.repeat(N)}>`,
    'a line': 'a '.repeat(5 * N),
  }
  // A pattern that backtracks would take minutes on these and fail by the time limit of the runner.
  it.each(Object.entries(bodies))('20,000 %s in a body are rendered', (_, body) => {
    const source = `---\ndate: 2024-01-02\n---\n${body}`
    const { article } = parseArticle({ path: 'a.md', source, hash: '' }, SITE, nothing)
    expect(() => renderBody(article!, SITE, ALONE)).not.toThrow()
  })

  const headers: Record<string, string> = {
    'blanks in a date': `date: 2024-01-02 10:00${' '.repeat(5 * N)}x`,
    'brackets in a date': `date: "2024-01-02 ${'('.repeat(5 * N)}"`,
    'blanks in names': `author: "a${' '.repeat(5 * N)}b"`,
    'brackets in names': `author: "${'['.repeat(5 * N)}b"`,
    'angles in names': `author: "${'a <'.repeat(N)}b"`,
    'blanks in tags': `tags: "a${' '.repeat(5 * N)}b"`,
    'slashes in a slug': `slug: "a${'/'.repeat(5 * N)}b"`,
    'blanks under a wrong key': `title: "x\n${' '.repeat(5 * N)}y"\nimage: "@/x"`,
    'blank lines': `${'\n'.repeat(5 * N)}title: x`,
    'dots in an address': `image: "${'../'.repeat(N)}x"`,
    'subtags of a language': `lang: "en${'-abcdefg'.repeat(N)}"`,
    brackets: `a: ${'['.repeat(N)}`,
    anchors: Array.from({ length: N }, (_, index) => `k${index}: &a${index} b`).join('\n'),
  }
  it.each(Object.entries(headers))('20,000 %s in a header are read', (_, header) => {
    for (const source of [`---\n${header}\n---\n`, `---\n${header}\n`, `${header}\n\n`]) {
      const { problems } = parseArticle({ path: '2024-01-02-a.md', source, hash: '' }, SITE, nothing)
      for (const { hint } of problems) expect(hint).not.toBe('')
    }
  })

  it('many mistakes above a long body are all reported', () => {
    const enclosures = Array.from({ length: 1000 }, (_, index) => `nowhere-${index}.mp3`)
    const source = `---\ndate: 2024-01-02\nenclosures: [${enclosures}]\n---\n${'a\r\n'.repeat(20 * N)}`
    expect(parseArticle({ path: 'a.md', source, hash: '' }, SITE, nothing).problems).toHaveLength(1000)
  })

  it('any text as a file is an article or none, and renders clean', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n\n',
        '<',
        '</',
        '>',
        '[',
        '](',
        '![',
        '`',
        '```\n',
        '- ',
        '> ',
        '|',
        '&#',
        '<!--',
        '<script',
        '<img src=',
        '"',
        '{{',
        '\0',
        '\uFFFE',
        '\uD800',
        '🙂',
        '\u202E',
      ),
    )
    const text = fc.array(unit, { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.constantFrom('', '---\ndate: 2024-01-02\n---\n', '+++\n'), (body, header) => {
        const { article } = parseArticle(
          { path: '2024-01-02-a.md', source: header + body, hash: '' },
          SITE,
          nothing,
        )
        if (!article) return
        const { contentHtml = '', summary = '' } = renderBody(article, SITE, ALONE)
        expect(findForbidden(contentHtml + summary + article.title)).toBe(-1)
      }),
      { numRuns: 300 },
    )
  })

  it('any value of any field is read or reported', () => {
    const keys = fc.constantFrom(
      'title',
      'date',
      'updated',
      'expires',
      'draft',
      'authors',
      'tags',
      'summary',
      'image',
      'enclosure',
      'podcast_duration',
      'lang',
      'id',
      'permalink',
      'slug',
      'aliases',
      'correction',
      'withdrawn',
      'link',
      'last_update',
      'licence',
      'dateline',
    )
    const value = fc.jsonValue({ maxDepth: 3 })
    fc.assert(
      fc.property(fc.dictionary(keys, value), (fields) => {
        const source = JSON.stringify({ date: '2024-01-02', ...fields })
        const { article, problems } = parseArticle({ path: 'a.md', source, hash: '' }, SITE, nothing)
        if (!article) expect(problems).not.toEqual([])
        else expect(URL.canParse(article.permalink) && URL.canParse(uriOf(article))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
