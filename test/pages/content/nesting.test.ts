import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEPT } from '../../../src/content/markdown/allow-list.ts'
import { type CleanContext, cleanHtml } from '../../../src/content/markdown/clean.ts'
import { parseHtml, serializeHtml, textOf } from '../../../src/content/text/html.ts'
import { toPageHtml } from '../../../src/pages/content/page-html.ts'
import { faultsOf } from './validate.ts'

const PAGE = 'https://example.org/a/'
const resolve = (reference: string) => new URL(reference, PAGE).href
const CONTEXT: CleanContext = {
  permalink: PAGE,
  resolveResource: resolve,
  resolveLink: resolve,
  idPrefix: 'a',
}

const cleaned = (html: string) => serializeHtml(cleanHtml(parseHtml(html), CONTEXT))
const page = (html: string) =>
  toPageHtml(html, { siteUrl: 'https://example.org/', permalink: PAGE, eager: 1 })

const SCROLLER =
  '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table><colgroup><col></colgroup><tbody><tr><td><b>a</b></td></tr></tbody></table></div>'

describe('what HTML does not allow', () => {
  it.each([
    ['<b><p>a</p></b>', '<p><b>a</b></p>'],
    ['<ul><li>a</li><ul><li>b</li></ul></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['<b><table><col><tr><td>a</td></tr></table></b>', SCROLLER],
    ['<ul>a<li>b</li></ul>', '<ul><li>a</li><li>b</li></ul>'],
    [
      '<b><video src="https://a.org/1.mp4"><track src="https://a.org/1.vtt"><p>a</p></video></b>',
      '<video src="https://a.org/1.mp4" controls preload="metadata"><track src="https://a.org/1.vtt"><p><b>a</b></p></video>',
    ],
    ['<li>a</li>', '<div>a</div>'],
    ['<h2><div>a</div><div>b</div></h2>', '<h2 id="a-b"> a  b </h2>'],
    ['<p><span title="x"><div>a</div></span></p>', '<div><div title="x"><div>a</div></div></div>'],
    ['<dl><div><dt>a</dt><dd>b</dd></div></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    ['<details open>a</details>', '<div>a</div>'],
    ['<details>a<summary>b</summary></details>', '<details><summary>b</summary>a</details>'],
    ['<main><nav>a</nav></main>', '<div><div>a</div></div>'],
    ['<figure>a<figcaption>b</figcaption>c</figure>', '<figure>ac<figcaption>b</figcaption></figure>'],
    [
      '<a href="https://a.org/"><details><summary>a</summary></details></a>',
      '<details><summary>a</summary></details>',
    ],
  ])('%s becomes %s', (before, after) => {
    expect(page(before)).toBe(after)
  })

  it('in a table stands before it', () => {
    expect(page('<table>x<tfoot><tr><td>2</td></tr></tfoot><tr>y<td>1</td></tr></table>')).toMatch(
      /^x<div[^>]*><table><tbody><tr><td>y<\/td><td>1<\/td><\/tr><\/tbody><tfoot><tr><td>2<\/td><\/tr><\/tfoot><\/table><\/div>$/,
    )
  })
})

const ATTRIBUTES =
  'href="/x" href="#a" id="a" src="/i.png" align="left" width="100%" colspan="0" alt="x" title="t" dir="x" scope="col" type="a" value="v" datetime="2020" start="x" srcset="/a.png 2x" lang="fr"'.split(
    ' ',
  )
const { html } = fc.letrec<{ html: string; node: string }>((tie) => ({
  node: fc
    .tuple(
      fc.constantFrom(...KEPT.keys(), 'iframe'),
      fc.uniqueArray(fc.constantFrom(...ATTRIBUTES), {
        maxLength: 3,
        selector: (text) => text.split('=')[0],
      }),
      tie('html'),
    )
    .map(([name, attributes, inner]) => `<${[name, ...attributes].join(' ')}>${inner}</${name}>`),
  html: fc
    .array(
      fc.oneof({ maxDepth: 5 }, fc.constantFrom('word', ' ', 'x &lt; y'), {
        weight: 3,
        arbitrary: tie('node'),
      }),
      {
        maxLength: 4,
      },
    )
    .map((parts) => parts.join('')),
}))

describe('any clean HTML', () => {
  it('becomes valid', () => {
    fc.assert(
      fc.property(html, (body) => {
        expect(faultsOf(page(cleaned(body)))).toEqual([])
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('keeps the characters of its text', () => {
    const charactersOf = (body: string) => [...textOf(parseHtml(body)).replace(/\s/g, '')].sort().join('')
    fc.assert(
      fc.property(html, (body) => {
        expect(charactersOf(page(cleaned(body)))).toBe(charactersOf(cleaned(body)))
      }),
    )
  })

  it('is told from invalid HTML by the same check', () => {
    expect(faultsOf('<p style="color:red"><b><div>a</div></b></p><h5>x</h5>')).not.toEqual([])
  })
})
