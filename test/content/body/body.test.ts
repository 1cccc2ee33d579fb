import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { renderBody } from '../../../src/content/body/body.ts'
import { ALONE, SITE } from '../outline.ts'

const nothing = () => undefined
function render(body: string, frontMatter = '') {
  const source = `---\ntitle: T\ndate: 2024-01-02\n${frontMatter}\n---\n${body}`
  const { article } = parseArticle({ path: 'n/a.md', source, hash: '' }, SITE, nothing)
  return renderBody(article!, SITE, ALONE)
}

describe('the summary', () => {
  it.each([
    ['One *two*.\n\nThree.', 'One two.'],
    ['One.\n\nTwo.\n\n<!-- more -->\n\nThree.', 'One. Two.'],
    ['One.<!--more-->\nTwo.', 'One.'],
    ['One.\n\n{/* truncate */}\n\nTwo.', 'One.'],
    ['One.\n{/*truncate*/}\nTwo.', 'One.'],
    ['One.\n\n<!-- truncate -->\n\nTwo.', 'One.'],
    ['<!--more-->\n\nOne.', 'One.'],
    ['One.\n\n<!-- a note -->\n\nTwo.\n\n{/* another */}\n\n<!--more-->\n\nThree.', 'One. Two.'],
    ['`<!--more-->` is a mark.\n\nTwo.', '<!--more--> is a mark.'],
    ['## Head\n\n- a\n- b', 'Head a b'],
    ['<div><p>In a frame.</p><p>More.</p></div>', 'In a frame.'],
    ['> Quoted.\n\nOwn.', 'Own.'],
    ['One[^1] two.\n\n[^1]: Note.', 'One two.'],
    ['![A picture](/x.png)\n\nOne.', 'One.'],
    ['<p>a&#1;b</p>', 'ab'],
    ['', undefined],
  ])('of %j', (body, expected) => {
    expect(render(body).summary).toBe(expected)
  })

  it("is the author's where there is one", () => {
    expect(render('One.', 'description: D').summary).toBe('D')
  })
})

describe('the content', () => {
  it.each([
    ['One.\n\n<!-- more -->\n\nTwo.', '<p>One.</p>\n\n<p>Two.</p>'],
    ['One.\n\n{/* truncate */}\n\nTwo.', '<p>One.</p>\n\n<p>Two.</p>'],
    ['`{/* truncate */}`', '<p><code>{/* truncate */}</code></p>'],
    [
      '[a](b) [c](//d) [e](#f) [g](?h) [i](mailto:j@k.l) [m](x:y)',
      '<p><a href="https://example.org/n/a/b">a</a> <a href="https://d/">c</a> <a href="https://example.org/n/a/#f">e</a> <a href="https://example.org/n/a/?h">g</a> <a href="mailto:j@k.l">i</a> m</p>',
    ],
    [
      'a[^1]\n\n[^1]: Note.',
      '<p>a<sup><a href="#n-a-fn1" id="n-a-fnref1">[1]</a></sup></p>\n<hr>\n<section>\n<ol>\n<li id="n-a-fn1"><p>Note. <a href="#n-a-fnref1">↩︎</a></p>\n</li>\n</ol>\n</section>',
    ],
    ['$$ a_{1} \\\\ \\{b\\} *c* *d* $$ *e*', '<p>$$ a_{1} \\\\ \\{b\\} *c* *d* $$ <em>e</em></p>'],
    ['$$\nx_1\n- y < z\n= 0\n$$', '<p>$$\nx_1\n- y &lt; z\n= 0\n$$</p>'],
    ['\\(a_1b_2\\) and \\\\(c*d*e\\\\)', '<p>\\(a_1b_2\\) and \\(c<em>d</em>e\\)</p>'],
    ['\\[\n\\frac{a}{b}\n\\]', '<p>\\[\n\\frac{a}{b}\n\\]</p>'],
    ['\\[a_1\\] and \\(see *b*\\)', '<p>[a_1] and (see <em>b</em>)</p>'],
    ['It costs $$ and *more* $$.', '<p>It costs $$ and <em>more</em> $$.</p>'],
    ['{{< rawhtml >}}\n<p>a</p>\n{{< /rawhtml >}}\n```\nb\n```', '<p>a</p>\n<pre><code>b\n</code></pre>'],
    ['Text.\n\nENDS', '<p>Text.</p>'],
    ['Text.\nENDS', '<p>Text.</p>'],
    ['Text.\n\n**– ENDS –**', '<p>Text.</p>'],
    ['The world ENDS', '<p>The world ENDS</p>'],
    ['ENDS\n\nText.', '<p>ENDS</p>\n<p>Text.</p>'],
    ['', undefined],
    ['<script>x</script>', undefined],
  ])('of %j', (body, expected) => {
    expect(render(body).contentHtml).toBe(expected)
  })

  it('declares its direction where it is written from right to left', () => {
    expect(render('سلام.', 'lang: fa-AF').contentHtml).toBe(
      '<div dir="rtl" lang="fa-AF"><p>سلام.</p>\n</div>',
    )
  })

  it('keeps emoji, bidi controls and long bodies', () => {
    const text = '🙂 \u202Eabc\u202C '.repeat(10_000).trim()
    expect(render(text).contentHtml).toBe(`<p>${text}</p>`)
  })

  it('links where a link article leads, and shows the summary of an episode', () => {
    expect(render('', 'external_url: https://o.example/').contentHtml).toBe(
      '<p><a href="https://o.example/">T</a></p>',
    )
    expect(render('', 'summary: a < b').contentHtml).toBe('<p>a &lt; b</p>')
  })

  it('puts the corrections on top, newest first, in the language of the article', () => {
    const corrections = 'corrections: [{text: One, date: 2024-02-01}, {text: "<Two>", date: 2024-02-03}]'
    expect(render('Text.', `${corrections}\nlang: fr`).contentHtml).toBe(
      '<p><strong>Rectificatif (2024-02-03):</strong> &lt;Two&gt;</p><p><strong>Rectificatif (2024-02-01):</strong> One</p><p>Text.</p>',
    )
  })

  it.each([
    ['Text.', 'dateline: LONDON\nagency: SW', '<p>LONDON (SW) – Text.</p>'],
    ['## Head\n\nText.', 'dateline: LONDON', '<h2>Head</h2>\n<p>LONDON – Text.</p>'],
    ['Text.', 'agency: SW', '<p>(SW) – Text.</p>'],
    ['LONDON (SW) – Text.', 'dateline: LONDON\nagency: SW', '<p>LONDON (SW) – Text.</p>'],
    ['London, 14 Oct -- Text.', 'dateline: LONDON\nagency: SW', '<p>London, 14 Oct -- Text.</p>'],
    ['London is big.', 'dateline: LONDON', '<p>LONDON – London is big.</p>'],
    [
      '**LONDON** (SW) — Text.',
      'dateline: LONDON\nagency: SW',
      '<p><strong>LONDON</strong> (SW) — Text.</p>',
    ],
  ])('%j opens as agencies print it', (body, frontMatter, expected) => {
    expect(render(body, frontMatter).contentHtml).toBe(expected)
  })
})
