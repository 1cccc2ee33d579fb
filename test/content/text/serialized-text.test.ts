import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ChildNode, isTag, parseHtml, serializeHtml, textOf } from '../../../src/content/text/html.ts'
import { textWithoutCaptions } from '../../../src/content/text/serialized-text.ts'

/** The same by the parser. */
function expectedText(html: string): string {
  return textOf(withoutCaptions(parseHtml(html)))
}

function withoutCaptions(nodes: ChildNode[]): ChildNode[] {
  for (const node of nodes) if (isTag(node)) node.children = withoutCaptions(node.children)
  return nodes.filter((node) => !(isTag(node) && node.name === 'figcaption'))
}

it.each([
  ['', ''],
  ['<p>One</p><p>Two<br>Three</p>', 'One Two Three'],
  ['<p>a<em>b</em>c &amp;amp; &lt;p&gt; &quot;&nbsp;d</p>', 'abc &amp; <p> " d'],
  ['<p title="a > b" lang="en">x</p>', 'x'],
  ['<p>x<!-- > <b>not</b> -->y</p>', 'xy'],
  [
    '<figure><img src="a.png" alt="a &gt; b"><figcaption>Not <b>this</b></figcaption></figure><p>This</p>',
    'This',
  ],
  ['<p>Word<sup><a href="#fn1" id="r">1</a></sup>.</p>', 'Word.'],
  ['<p>Word<sup class="x"><a class="y" href="https://a.example/#fnref-2">1</a></sup>.</p>', 'Word.'],
  ['<p>10<sup><a href="#two">2</a></sup> and <sup><a href="#fn1">1</a>, 2</sup></p>', '102 and 1, 2'],
  ['<ruby>漢<rt>kan</rt></ruby>', '漢 kan'],
])('the text of %j is %j', (html, text) => {
  expect(textWithoutCaptions(html)).toBe(text)
  expect(expectedText(html)).toBe(text)
})

it('the text of anything that was serialized is what a parser finds', () => {
  const names = [
    'p',
    'b',
    'a',
    'sup',
    'div',
    'figure',
    'figcaption',
    'br',
    'img',
    'ul',
    'li',
    'table',
    'td',
    'rt',
  ]
  // What a text might open is an element that no cleaned article has, or an attribute with a quote in its name.
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll('<', '')),
    fc.constantFrom('&amp;lt;', '"', ' > ', '1', '&lt;', '&nbsp;'),
  )
  const opening = fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('', ' href="#fn1"', ' href="#x" title="a > b"', " alt='\"'"),
    )
    .map(([name, attributes]) => `<${name}${attributes}>`)
  const closing = fc.constantFrom(...names).map((name) => `</${name}>`)
  const parts = fc.array(fc.oneof(texts, opening, closing, fc.constant('<!-- <p> -->')), { maxLength: 25 })
  fc.assert(
    fc.property(parts, (all) => {
      const html = serializeHtml(parseHtml(all.join('')))
      expect(textWithoutCaptions(html)).toBe(expectedText(html))
    }),
    { numRuns: 500 },
  )
})
