import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readGenerator } from '../../../src/content/generators/read.ts'
import type { MarkdownFeature } from '../../../src/content/generators/renderers/markdown-feature.ts'
import { renderMarkdown } from '../../../src/content/markdown/markdown.ts'
import { parseHtml, textOf } from '../../../src/content/text/html.ts'

/** Small documents, each of one oddity. */
const DOCUMENTS = [
  `"Hello," she said -- 'well' --- it's the '90s... don't "x".`,
  `He said: "Monitor 21"". rock 'n' roll`,
  `Smiths' house <<x>> "*em*" a "b"c`,
  `'Twas the night; get 'em.`,
  `"'Nested' quotes," he said. 'He said "x".'`,
  `*"Emphasis"* and **'bold'** and "**bold**"`,
  `A [link "x"](https://e.example/ "title") and "[link](x)"`,
  '`"code"` and "`code`" and `a--b`',
  '"unclosed quote',
  `5'10" tall, 3" wide`,
  'a--b, a -- b, a---b, ----, -----',
  'wait.... and ... and .....',
  `("parens") ['brackets'] {"braces"}`,
  `"Ünicode" and 'Straße' l'été`,
  `\\"escaped\\" and \\'x\\' and \\-- and \\...`,
  '"First line\nsecond line" end',
  `You're, I'll, they've, he'd, I'm, it's`,
  `the boys' toys, doin' it`,
  `"Is it?" "Yes!" "No..."`,
  'He said, "Why?"—then left',
  '<b>"html"</b> and "<i>x</i>"',
  `# "Heading" isn't`,
  `| "a" | b's |\n|---|---|\n| 'c' | -- |`,
  `- "item"\n- it's`,
  '> "quote"',
  'Term\n: Definition',
  'Term\n\n: Definition',
  'Term one\nTerm two\n: Def one\n: Def two',
  'Term\n:   Def para\n\n    second para\n\nAfter',
  'Term\n: Def\n\nOther\n: Def 2',
  'Term\n: lazy\ncontinued',
  '- Term\n  : Def',
  ': alone',
  'a : b',
  '**Term**\n: *Def* with "q"',
  '1 << 2 and a >> b and <<x>>',
  `"a" 'b' "c's" 'd"e"f'`,
  `'s 't "s`,
  `It's 6 o'clock; '99 was "good", '20s too`,
  `"What's "this"?"`,
  'text "quoted", text; "quoted": "x"/"y"',
  '&quot;x&quot; and &#39;y&#39;',
]

/** The text, and where its definition lists, terms and definitions are. */
function outline(html: string): string {
  const lists = [...html.matchAll(/<\/?d[ldt](?=>)/g)].join(' ')
  return `${textOf(parseHtml(html)).replace(/\s+/g, ' ').trim()} ${lists}`
}

function featuresOf(name: 'hugo' | 'jekyll' | 'hexo' | 'eleventy' | 'mkdocs', path = '', text = '') {
  const files = path === '' ? [] : [{ path, text }]
  return (
    readGenerator({ name, folder: '', files }, () => 'not a script').generator.markdown ??
    ([] as readonly MarkdownFeature[])
  )
}

const hasHugo = spawnSync('hugo', ['version']).status === 0
const hasKramdown = spawnSync('ruby', ['-e', 'require "kramdown"']).status === 0

describe('Markdown reads as the generator of the site renders it', () => {
  test.skipIf(!hasHugo)('the text of small documents equals that of Goldmark in Hugo', () => {
    const site = mkdtempSync(join(tmpdir(), 'wireroom-hugo-'))
    try {
      mkdirSync(join(site, 'content'))
      mkdirSync(join(site, 'layouts/_default'), { recursive: true })
      writeFileSync(join(site, 'config.toml'), 'baseURL = "https://blog.example/"\n')
      writeFileSync(join(site, 'layouts/_default/single.html'), '{{ .Content }}')
      for (const [index, text] of DOCUMENTS.entries())
        writeFileSync(join(site, `content/d${index}.md`), `---\ntitle: x\n---\n${text}\n`)
      expect(spawnSync('hugo', ['--quiet'], { cwd: site }).status).toBe(0)
      const features = featuresOf('hugo')
      for (const [index, text] of DOCUMENTS.entries()) {
        const theirs = readFileSync(join(site, `public/d${index}/index.html`), 'utf8')
        expect(outline(renderMarkdown(text, false, features)), text).toBe(outline(theirs))
      }
    } finally {
      rmSync(site, { recursive: true, force: true })
    }
  })

  test.skipIf(!hasKramdown)('the text of small documents equals that of kramdown', () => {
    const script = 'puts JSON.generate(JSON.parse($stdin.read).map { |x| Kramdown::Document.new(x).to_html })'
    const { stdout } = spawnSync('ruby', ['-rkramdown', '-rjson', '-e', script], {
      input: JSON.stringify(DOCUMENTS),
      encoding: 'utf8',
      env: { ...process.env, LANG: 'C.UTF-8' },
    })
    const theirs = JSON.parse(stdout) as string[]
    const features = featuresOf('jekyll')
    for (const [index, text] of DOCUMENTS.entries())
      expect(outline(renderMarkdown(text, false, features)), text).toBe(outline(theirs[index]!))
  })

  test.each([
    ['hugo', 'hugo.toml', '[markup.goldmark.extensions]\ntypographer = false', ['definition-lists']],
    [
      'hugo',
      'config/_default/markup.toml',
      '[goldmark.extensions]\ndefinitionList = false\n[goldmark.extensions.typographer]\ndisable = true',
      [],
    ],
    [
      'jekyll',
      '_config.yml',
      'kramdown:\n  smart_quotes: apos,apos,quot,quot',
      ['kramdown-symbols', 'definition-lists', 'end-of-block'],
    ],
    [
      'jekyll',
      '_config.yml',
      'kramdown:\n  smart_quotes: ["39", "39", "quot", "quot"]',
      ['kramdown-symbols', 'definition-lists', 'end-of-block'],
    ],
    ['jekyll', '_config.yml', 'markdown: CommonMark', []],
    ['hexo', '_config.yml', 'marked:\n  smartypants: false', ['breaks']],
    [
      'mkdocs',
      'mkdocs.yml',
      'markdown_extensions:\n  - def_list\n  - pymdownx.mark\n',
      ['definition-lists', 'mark'],
    ],
    ['eleventy', '', '', ['no-indented-code']],
  ] as const)('%s switches on what %s says: %s', (name, path, text, features) => {
    expect(featuresOf(name, path, text)).toEqual(features)
  })

  test('quotes, lists and marks stay as they are typed without a generator', () => {
    const text = `"It's" -- ... ==x==\n: y`
    expect(outline(renderMarkdown(text))).toBe(`"It's" -- ... ==x== : y `)
  })

  test('hexo closes what no blank comes before', () => {
    expect(outline(renderMarkdown(`"It's" -- 'x'...`, false, ['smartypants']))).toBe('“It’s” – ‘x’… ')
  })

  test('a marked text may hold emphasis', () => {
    expect(renderMarkdown('==a *b*== and ====', false, ['mark'])).toBe(
      '<p><mark>a <em>b</em></mark> and ====</p>\n',
    )
  })

  test('indented lines are text where the site has no indented code', () => {
    expect(renderMarkdown('a\n\n    b', false, ['no-indented-code'])).toBe('<p>a</p>\n<p>b</p>\n')
  })

  test('a footnote referred to twice has the same number twice', () => {
    const html = renderMarkdown('a[^1] b[^1]\n\n[^1]: c')
    expect([...html.matchAll(/>(\[[^\]]*\])</g)].map(([, caption]) => caption)).toEqual(['[1]', '[1]'])
  })
})
