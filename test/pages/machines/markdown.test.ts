import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanHtml } from '../../../src/content/markdown/clean.ts'
import { renderMarkdown } from '../../../src/content/markdown/markdown.ts'
import { type ChildNode, isTag, parseHtml, serializeHtml, textOf } from '../../../src/content/text/html.ts'
import { writeMarkdown } from '../../../src/pages/machines/markdown/write-markdown.ts'

const BASE = 'https://example.org/one/'

function clean(html: string): string {
  const resolve = (reference: string) => URL.parse(reference, BASE)?.href
  const nodes = cleanHtml(parseHtml(html), {
    permalink: BASE,
    idPrefix: 'one',
    resolveResource: resolve,
    resolveLink: resolve,
  })
  return serializeHtml(nodes)
}

/** What a reader gets of some HTML: its text, and all addresses in it. */
function gist(html: string) {
  return { text: textOf(parseHtml(html)), addresses: addressesIn(parseHtml(html)) }
}

function addressesIn(nodes: readonly ChildNode[]): string[] {
  return nodes
    .filter(isTag)
    .flatMap(({ attribs, children }) => [
      ...[attribs.href, attribs.src, attribs.srcset].filter((url) => url !== undefined),
      ...addressesIn(children),
    ])
}

function expectSame(html: string): void {
  const markdown = writeMarkdown(html)
  expect(gist(renderMarkdown(markdown)), `${html}\n\n${markdown}`).toEqual(gist(html))
}

it('writes each element that Markdown has a form for', () => {
  const html = [
    '<h2>Head #</h2>',
    '<p>A <em>b</em> <strong>c</strong> <s>d</s> <code>e`f</code> <a href="https://x.example/(a)" title="T">g</a><br>h</p>',
    '<p><img src="https://x.example/i.png" alt="An *i*" width="3"></p>',
    '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>',
    '<ol start="3"><li><p>a</p><p>b</p></li></ol>',
    '<blockquote><p>q</p></blockquote>',
    '<pre><code class="language-js">a ```\n\n  b\n</code></pre>',
    '<table><thead><tr><th align="right">x</th><th>y</th></tr></thead><tbody><tr><td align="right">1 | 2</td><td>3</td></tr></tbody></table>',
    '<hr>',
  ].join('\n')
  expect(writeMarkdown(html)).toBe(
    [
      '## Head \\#',
      'A *b* **c** ~~d~~ ``e`f`` [g](<https://x.example/(a)> "T")\\\nh',
      '![An \\*i\\*](https://x.example/i.png)',
      '- a\n  - b\n- c',
      '3. a\n\n   b',
      '> q',
      '````js\na ```\n\n  b\n````',
      '| x | y |\n| --: | --- |\n| 1 \\| 2 | 3 |',
      '___',
    ].join('\n\n'),
  )
})

it('leaves what Markdown has no form for as HTML', () => {
  const html =
    '<figure><img src="https://x.example/i.png" alt=""><figcaption>One\n\ntwo</figcaption></figure><p>H<sub>2</sub>O</p>'
  expect(writeMarkdown(html)).toBe(
    '<figure><img src="https://x.example/i.png" alt><figcaption>One  two</figcaption></figure>\n\nH<sub>2</sub>O',
  )
})

it('keeps the Markdown of a right-to-left text within its element', () => {
  expect(writeMarkdown('<div dir="rtl" lang="fa-AF"><p>یک</p><p>دو</p></div>')).toBe(
    '<div dir="rtl" lang="fa-AF">\n\nیک\n\nدو\n\n</div>',
  )
})

it('keeps a list apart from a tag alone on the line before it', () => {
  expectSame('<ul><li><br><ul><li><a href="https://x.example/a">a</a></li></ul></li></ul>')
})

it('makes no link and no mark of text that looks like one', () => {
  for (const text of [
    'http://x.example',
    '//x.example/a',
    'a@b.example',
    'mailto:a@b.example',
    '[a](b)',
    '*a* _b_',
    '# a',
    '1. a',
    '- a',
    '> a',
    'a ^[b] [^c]',
    '{/* more */}',
    '&amp;copy; &amp;#65;',
    '&lt;b&gt;',
    '~~a~~',
    '`a`',
    '![a](b)',
    '| a |',
    '===',
    '---',
  ])
    expectSame(`<p>${text}</p>`)
  expect(writeMarkdown('<p>snake_case, AT&amp;T and 1 + 1</p>')).toBe('snake_case, AT&T and 1 + 1')
})

const HOSTILE = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '`',
    '``',
    '[',
    '](',
    '[^a]',
    '[x]: y',
    '!',
    '^',
    '&lt;',
    '&lt;b>',
    '&amp;',
    '&amp;lt;',
    '#',
    '# h',
    '- x',
    '+',
    '1. x',
  ],
  ...[
    '2)',
    '>',
    '=',
    '===',
    '---',
    '~~',
    '~~~',
    '|',
    'a | b',
    '--- | ---',
    '\\',
    'http://x.example',
    'https://x.example/a?b=1',
    '//x/',
    'a@b.example',
  ],
  ...[
    'mailto:a@b.c',
    '{/* more */}',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    '    ',
    '日本',
    '「強」',
    '。',
    'é',
    '\u00A0',
    '🎉',
    '"q"',
    '(',
    ')',
    ':',
    'a_b',
    'word',
    'b',
  ],
)
const text = fc.oneof(
  fc.array(HOSTILE, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }).map((any) => any.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
)
const url = fc.constantFrom(
  'https://x.example/',
  'https://x.example/a(b)?c=1&amp;copy;=2',
  '/y z',
  '#f',
  'mailto:a@b.example',
  'https://x.example/%C3%A9',
  'https://x.example/_a_*b*',
  'tel:123',
  'https://é.example/',
  'x.png',
  'https://[::1]/a',
)
const wrap =
  (name: string, attributes = '') =>
  (inner: string) =>
    `<${name}${attributes}>${inner}</${name}>`

const { inline, block } = fc.letrec<{
  inline: string
  line: string
  block: string
  blocks: string
  item: string
}>((tie) => {
  const line = fc.array(tie('inline'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  const items = fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  return {
    line,
    blocks,
    item: fc.oneof(
      fc.constant('<li></li>'),
      line.map(wrap('li')),
      blocks.map(wrap('li')),
      fc.tuple(line, blocks).map(([a, b]) => `<li>${a}${b}</li>`),
    ),
    inline: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constant('<br>'),
      fc.constant('<a href="https://x.example/a">https://x.example/a</a>'),
      fc
        .tuple(fc.constantFrom('em', 'strong', 'b', 's', 'del', 'sup', 'q'), line)
        .map(([name, inner]) => wrap(name)(inner)),
      text.map(wrap('code')),
      line.map(wrap('span', ' lang="fr"')),
      fc.tuple(url, line).map(([href, inner]) => `<a href="${href}" title="t &quot; x">${inner}</a>`),
      fc.tuple(url, line).map(([href, inner]) => `<a href="${href}">${inner}</a>`),
      fc.tuple(url, text).map(([src, alt]) => `<img src="${src}" alt="${alt.replaceAll('"', '')}">`),
      line.map((inner) => `<video src="v.mp4"><source src="a.mp4">${inner}</video>`),
    ),
    block: fc.oneof(
      { maxDepth: 4 },
      line.map(wrap('p')),
      line,
      line.map(wrap('h2')),
      items.map(wrap('ul')),
      items.map(wrap('ol', ' start="7"')),
      blocks.map(wrap('blockquote')),
      text.map((code) => `<pre><code class="language-js">${code}\n${code}</code></pre>`),
      fc.constant('<hr>'),
      fc
        .tuple(line, line)
        .map(
          ([a, b]) =>
            `<table><thead><tr><th>${a}</th><th>${b}</th></tr></thead><tbody><tr><td>${b}</td><td>${a}</td></tr></tbody></table>`,
        ),
      blocks.map(wrap('div', ' dir="rtl"')),
      line.map((inner) => `<figure><img src="a.png" alt="x"><figcaption>${inner}</figcaption></figure>`),
      fc.tuple(line, blocks).map(([head, inner]) => `<details><summary>${head}</summary>${inner}</details>`),
      fc.tuple(line, blocks).map(([term, inner]) => `<dl><dt>${term}</dt><dd>${inner}</dd></dl>`),
    ),
  }
})

it('any text, rendered again, has the same text and the same addresses', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(inline, block), { maxLength: 4 }), (parts) =>
      expectSame(clean(parts.join(''))),
    ),
    { numRuns: 500 },
  )
})

it('a long text takes time linear in its length', () => {
  const line = '<em>a</em>*<code>`</code><br>'
  for (const html of [line, '<b>', '<blockquote>', '<ul><li>', '&lt;'])
    expect(writeMarkdown(clean(html.repeat(20_000))).length).toBeGreaterThan(10)
})
