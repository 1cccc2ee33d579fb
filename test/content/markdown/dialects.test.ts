import { describe, expect, test } from 'vitest'
import { readGenerator } from '../../../src/content/generators/read.ts'
import type { MarkdownFeature } from '../../../src/content/generators/renderers/markdown-feature.ts'
import { renderMarkdown } from '../../../src/content/markdown/markdown.ts'
import { parseHtml, textOf } from '../../../src/content/text/html.ts'

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

describe('Markdown reads as the generator of the site renders it', () => {
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
      ['kramdown-symbols', 'definition-lists', 'end-of-block', 'older'],
    ],
    [
      'jekyll',
      '_config.yml',
      'kramdown:\n  smart_quotes: ["39", "39", "quot", "quot"]',
      ['kramdown-symbols', 'definition-lists', 'end-of-block', 'older'],
    ],
    ['jekyll', '_config.yml', 'markdown: CommonMark', []],
    ['hexo', '_config.yml', 'marked:\n  smartypants: false', ['breaks', 'definition-lists']],
    ['hexo', '_config.yml', 'marked:\n  descriptionLists: false\n  breaks: false', ['smartypants']],
    [
      'mkdocs',
      'mkdocs.yml',
      'markdown_extensions:\n  - def_list\n  - pymdownx.mark\n  - footnotes\n  - pymdownx.tilde\n  - sane_lists\n',
      ['definition-lists', 'mark', 'older', 'close-headings', 'no-backslash-breaks'],
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
