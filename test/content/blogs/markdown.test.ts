import { describe, expect, it } from 'vitest'
import { readText, type SiteName } from './read-blog.ts'

const quoted = (label: string, text: string) =>
  `<blockquote>\n<p><strong>${label}</strong><br>\n${text}</p>\n</blockquote>`

describe('alerts', () => {
  it.each<[SiteName, string, string]>([
    ['hugo', '> [!NOTE] Watch *out*\n> A', quoted('Watch <em>out</em>', 'A')],
    ['hugo', '> [!TIP]- Folded\n> A', quoted('Folded', 'A')],
    ['hugo', '> [!TIP]+\n> A', quoted('Tip', 'A')],
    ['hugo', '> [!DANGER]\n> A', quoted('Danger', 'A')],
    ['hugo', '> [!quote] Ann\n> A', quoted('Ann', 'A')],
    ['none', '> [!INFO]\n> A', quoted('Info', 'A')],
    ['none', '> \\[!NOTE] A', '<blockquote>\n<p>[!NOTE] A</p>\n</blockquote>'],
    [
      'none',
      '> [!NOTE](https://e.example/) A',
      '<blockquote>\n<p><a href="https://e.example/">!NOTE</a> A</p>\n</blockquote>',
    ],
  ])('%s: %j', (name, body, html) => {
    expect(readText(name, body)).toMatchObject({ html, problems: [] })
  })
})

describe('attributes', () => {
  it.each<[SiteName, string, string]>([
    ['jekyll', 'A\n{: .b\n   #c d="e"}\n\nB', '<p>A</p>\n<p>B</p>'],
    ['jekyll', 'A\n\n^\n\nB', '<p>A</p>\n<p>B</p>'],
    ['jekyll', '- a\n^\n- b', '<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>'],
    ['none', 'A\n\n^\n\nB', '<p>A</p>\n<p>^</p>\n<p>B</p>'],
    [
      'hugo',
      '| a |\n|---|\n| b |\n{.mt-3 #x}',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['hugo', '{.mt-3}\n- a', '<p>{.mt-3}</p>\n<ul>\n<li>a</li>\n</ul>'],
    ['hugo', 'Text\n{.mt-3 width="3"}', '<p>Text</p>'],
    ['none', 'Text\n{.net}', '<p>Text\n{.net}</p>'],
  ])('%s: %j', (name, body, html) => {
    const files: Record<string, string> =
      name === 'hugo'
        ? {
            'hugo.toml': 'baseURL = "https://b.example/"\n[markup.goldmark.parser.attribute]\nblock = true\n',
          }
        : {}
    expect(readText(name, body, '', files)).toMatchObject({ html, problems: [] })
  })
})

describe('links', () => {
  it.each([
    [
      'https://ex.example/a\\_b.rb end',
      '<p><a href="https://ex.example/a_b.rb">https://ex.example/a_b.rb</a> end</p>',
    ],
    ['[here](javascript:;) *b*', '<p>here <em>b</em></p>'],
    ['[here](vbscript:x) ![i](data:text/html,x)', '<p>here i</p>'],
    ['<javascript:alert(1)> b', '<p> b</p>'],
  ])('%j', (body, html) => {
    expect(readText('none', body).html).toBe(html)
  })
})

describe('admonitions with a heading', () => {
  it('have it as their title', () => {
    expect(readText('hugo', '{{< note heading="X" >}}\nA\n{{< /note >}}').html).toBe(
      '<blockquote><div><strong>X</strong></div>\n<p>A</p>\n</blockquote>',
    )
  })
})

describe('the summary', () => {
  it.each([
    ['<iframe src="https://www.youtube.com/embed/x" title="YouTube video player"></iframe>\n\nOne.', 'One.'],
    [
      '<p><iframe src="https://www.youtube.com/embed/x" title="YouTube video player"></iframe></p>\n\nOne.',
      'One.',
    ],
    ['{{< youtube w7Ft2ymGmfc >}}\n\nOne.', 'One.'],
    [
      '<figure><img src="/x.png" alt=""><figcaption><p>Caption.</p></figcaption></figure>\n\n<div><p>One.</p></div>',
      'One.',
    ],
    ['https://www.youtube.com/watch?v=w7Ft2ymGmfc\n\nOne.', 'One.'],
    ['[Only a link](https://e.example/).\n\nTwo.', 'Only a link.'],
  ])('of %j is the first sentence of the text', (body, summary) => {
    expect(readText('hugo', body).summary).toBe(summary)
  })
})

const HALF = '<math display="block"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
const KATEX =
  '<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="base">x2</span></span></span>'

describe('formulas and pictures in HTML', () => {
  it.each([
    [HALF, `<p>${HALF}</p>`],
    [`a ${KATEX} b`, '<p>a <math alttext="x^2"><mrow><mi>x</mi></mrow></math> b</p>'],
    [
      'a <math><msup><mi onclick="x">x</mi><mn>10</mn></msup><mtext><img src=x onerror=y><b>z</b></mtext></math>',
      '<p>a <math><msup><mi>x</mi><mn>10</mn></msup><mtext>z</mtext></math></p>',
    ],
    [
      'a <math><maction><mi href="javascript:x">y</mi></maction><style>b</style></math>',
      '<p>a <math><mi>y</mi></math></p>',
    ],
    ['a <span class="katex"><span class="katex-html"><i>x</i></span></span> b', '<p>a <i>x</i> b</p>'],
    [
      'a <span class="MathJax_SVG"><span class="MJX_Assistive_MathML"><math><mi>x</mi></math></span></span> b',
      '<p>a <math><mi>x</mi></math> b</p>',
    ],
    [
      'a<span style="color: red; display: none">never</span><b style="DISPLAY:none">never</b> b',
      '<p>a b</p>',
    ],
  ])('%j', (body, html) => {
    expect(readText('none', body)).toMatchObject({ html, problems: [] })
  })

  it('have their TeX in the summary', () => {
    expect(readText('none', `a ${KATEX} b`).summary).toBe('a x^2 b')
  })

  it('that are inline SVG are left out with a warning', () => {
    const svg = '<svg viewBox="0 0 100 100"><text>A</text></svg>'
    expect(
      readText('none', `a\n\n<figure>${svg}</figure>\n\n## B <a href="#b"><svg></svg></a>`).problems,
    ).toEqual(['a.md:undefined image A picture that is inline SVG is left out'])
  })
})
