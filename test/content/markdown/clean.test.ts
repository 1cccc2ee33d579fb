import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../src/content/markdown/clean.ts'
import {
  type ChildNode,
  Element,
  isComment,
  isTag,
  parseHtml,
  serializeHtml,
} from '../../../src/content/text/html.ts'
import { resolveLink, resolveUrl } from '../../../src/content/text/urls.ts'

const PERMALINK = 'https://example.org/a/'
function clean(html: string): string {
  const nodes = cleanHtml(parseHtml(html), {
    permalink: PERMALINK,
    resolveResource: (reference) => resolveUrl(reference, PERMALINK),
    resolveLink: (reference) => resolveLink(reference, PERMALINK),
    idPrefix: 'a',
  })
  return serializeHtml(nodes)
}

function allOf(html: string): ChildNode[] {
  const walk = (nodes: ChildNode[]): ChildNode[] =>
    nodes.flatMap((node) => [node, ...(isTag(node) ? walk(node.children) : [])])
  return walk(parseHtml(html))
}

function isUnsafe(node: ChildNode): boolean {
  if (isComment(node)) return true
  if (!isTag(node)) return false
  // Only what shows a formula may stand in one.
  const isInFormula = (one: unknown): boolean =>
    one instanceof Element && (one.name === 'math' || isInFormula(one.parent))
  if (isInFormula(node) && !/^m[a-z]*$|^none$/.test(node.name)) return true
  const attributes = Object.entries(node.attribs)
  return (
    /^(?:script|style|iframe|object|embed|svg|form|input|textarea|base|link|meta)$/.test(node.name) ||
    attributes.some(
      ([key, value]) => /^(?:on|style)/.test(key) || /^\W*(?:javascript|vbscript):/i.test(value),
    )
  )
}

describe('cleanHtml', () => {
  it.each([
    // Code
    ['<p>a<script>alert(1)</script>b</p>', '<p>ab</p>'],
    ['<SCRIPT src=//evil.example></SCRIPT >x', 'x'],
    ['<scr<script>ipt>alert(1)</script>x', 'ipt&gt;alert(1)x'],
    ['<p onclick=a ONMOUSEOVER="b" on\u0000load=c style="x" class=y>t</p>', '<p>t</p>'],
    ['<img/src="x.png"/onerror=alert(1)>', '<img src="https://example.org/a/x.png">'],
    [
      '<img src="x.png" alt="&quot; onerror=alert(1) x=&quot;">',
      '<img src="https://example.org/a/x.png" alt="&quot; onerror=alert(1) x=&quot;">',
    ],
    ['<style>p{}</style><link rel=stylesheet href=x><meta http-equiv=refresh content=0>x', 'x'],
    ['<base href="https://evil.example/"><a href="b">x</a>', '<a href="https://example.org/a/b">x</a>'],
    ['<svg><script>alert(1)</script><a xlink:href="javascript:x">t</a></svg>x', 'x'],
    ['<svg/onload=alert(1)>x</svg>y', 'y'],
    ['<math><mi xlink:href="javascript:x">y</mi></math>', '<math><mi>y</mi></math>'],
    [
      '<math><semantics><mi>y</mi><annotation encoding="application/x-tex">y^2</annotation></semantics></math>',
      '<math alttext="y^2"><mi>y</mi></math>',
    ],
    ['<template><p>x</p></template><noembed><b></noembed><xmp><i></xmp>y', 'y'],
    ['<form action=/x><input name=a><button>b</button><label>c</label></form>', 'c'],
    // Addresses
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['<a href=" JaVaScRiPt:alert(1)">x</a>', 'x'],
    ['<a href="java&#9;script:alert(1)">x</a>', 'x'],
    ['<a href="java\nscript:alert(1)">x</a>', 'x'],
    ['<a href="&#106;avascript&colon;alert(1)">x</a>', 'x'],
    ['<a href="&#1;javascript:alert(1)">x</a>', 'x'],
    ['<a href="data:text/html,<script>">x</a>', 'x'],
    ['<a href="vbscript:x">x</a>', 'x'],
    [
      '<a href="b" ping="//evil.example" target=_blank rel=opener download>x</a>',
      '<a href="https://example.org/a/b">x</a>',
    ],
    ['<img src="javascript:alert(1)" alt="A">', 'A'],
    ['<img src="data:image/svg+xml,<svg onload=x>">', ''],
    ['<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'],
    ['<blockquote cite="q">x</blockquote>', '<blockquote cite="https://example.org/a/q">x</blockquote>'],
    ['<blockquote cite="javascript:x">x</blockquote>', '<blockquote>x</blockquote>'],
    [
      '<video src=v.mp4 poster=p.png autoplay onplay=x><track src=t.vtt kind=captions></video>',
      '<video src="https://example.org/a/v.mp4" poster="https://example.org/a/p.png" controls><track src="https://example.org/a/t.vtt" kind="captions"></video>',
    ],
    // Frames
    [
      '<iframe src="https://www.youtube.com/embed/a-b?rel=0" title="Film"></iframe>',
      '<p><a href="https://www.youtube.com/watch?v=a-b">Film</a></p>',
    ],
    [
      '<p>x <iframe data-src="//m.example/y"></iframe></p>',
      '<p>x <a href="https://m.example/y">m.example</a></p>',
    ],
    ['<iframe srcdoc="<script>"></iframe><iframe src="about:blank"></iframe><iframe></iframe>x', 'x'],
    ['<iframe src="javascript:alert(1)"></iframe>x', 'x'],
    ['<iframe src="https://m.example/"/>rest', '<p><a href="https://m.example/">m.example</a></p>rest'],
    ['<object data="f.pdf"><p>fallback</p></object>', '<p>fallback</p>'],
    ['<object data="f.png"></object>', '<img src="https://example.org/a/f.png" alt>'],
    ['<a href="b"><iframe src="c" title="T"></iframe></a>', '<a href="https://example.org/a/b">T</a>'],
    // Pictures
    [
      '<img src="ph.gif" data-src="r.jpg" loading=lazy><noscript><img src="r.jpg"></noscript>',
      '<img src="https://example.org/a/r.jpg">',
    ],
    [
      '<picture><source src="a.webp"><source srcset="b.webp 2x" src="c.webp"><source><img src="r.jpg"></picture>',
      '<picture><source srcset="https://example.org/a/a.webp"><source srcset="https://example.org/a/b.webp 2x"><img src="https://example.org/a/r.jpg"></picture>',
    ],
    [
      '<picture><img data-src="r.jpg"></picture> <!-- x --> <noscript><img src="r.jpg"></noscript>',
      '<picture><img src="https://example.org/a/r.jpg"></picture>',
    ],
    ['<noscript><img src="r.jpg"></noscript>', '<img src="https://example.org/a/r.jpg">'],
    [
      '<img src="data:image/gif;base64,AA" data-srcset="s.jpg 1x, l.jpg 2x">',
      '<img src="https://example.org/a/l.jpg" srcset="https://example.org/a/s.jpg 1x, https://example.org/a/l.jpg 2x">',
    ],
    [
      '<img src=x.png srcset="a.png, b,c.png 2.5x,javascript:x 3x, d.png 10w">',
      '<img src="https://example.org/a/x.png" srcset="https://example.org/a/a.png, https://example.org/a/b%2Cc.png 2.5x, https://example.org/a/d.png 10w">',
    ],
    ['<img src=x.png srcset="a.png 1x bogus, , ">', '<img src="https://example.org/a/x.png">'],
    ['<img alt="only text">', 'only text'],
    [
      '<img src="javascript:x" srcset="javascript:y 1x, s.jpg 2x, l.jpg 3x" alt="A">',
      '<img srcset="https://example.org/a/s.jpg 2x, https://example.org/a/l.jpg 3x" src="https://example.org/a/s.jpg" alt="A">',
    ],
    ['<img src="javascript:x" srcset="javascript:y 1x" alt="A">', 'A'],
    [
      '<picture><source srcset="javascript:x"><source srcset="b.webp 2x, c.webp"><img src="javascript:x" alt="A"></picture>',
      '<img src="https://example.org/a/b.webp" alt="A">',
    ],
    ['<picture><source srcset="javascript:x"><img src="javascript:x" alt="A"></picture>', 'A'],
    [
      '<video src="javascript:x" poster="p.jpg" title="T"><track src="t.vtt"></video>',
      '<img src="https://example.org/a/p.jpg" alt="T">',
    ],
    ['<video poster="p.jpg"><source src="javascript:x"><p>Old</p></video>', '<p>Old</p>'],
    [
      '<audio><source src="javascript:x"><a href="b">Old</a></audio>',
      '<a href="https://example.org/a/b">Old</a>',
    ],
    [
      '<video src="a.mp4"><track src="javascript:x"><track src="t.vtt"></video>',
      '<video src="https://example.org/a/a.mp4" controls><track src="https://example.org/a/t.vtt"></video>',
    ],
    // Headings
    ['<h2 id="s">T <a class=anchor href="#s">#</a></h2>', '<h2 id="a-s">T </h2>'],
    ['<h2 id="s"><a href="#s" aria-hidden="true"><svg></svg>link</a>T</h2>', '<h2 id="a-s">T</h2>'],
    ['<h2 id="s"><a href="#s">T</a></h2>', '<h2 id="a-s">T</h2>'],
    [
      '<pre><code class="language-js hl"><span class=k>let</span></code><button>Copy</button></pre>',
      '<pre><code class="language-js">let</code></pre>',
    ],
    // Anchors
    ['<p id="x y">a</p><a href="#x%20y">b</a>', '<p id="a-x-y">a</p><a href="#a-x-y">b</a>'],
    [
      '<a href="#elsewhere">b</a><a href="#">c</a>',
      '<a href="https://example.org/a/#elsewhere">b</a><a href="https://example.org/a/">c</a>',
    ],
    // Markup
    ['<!-- a --><!--[if IE]><script>x</script><![endif]--><?php echo 1 ?><!DOCTYPE html>x', 'x'],
    ['<b>x<i>y</b>z</i></div></p>', '<b>x<i>y</i></b>z'],
    ['<p hidden>x</p>y', 'y'],
    ['<Tabs><Tab/>x</Tabs><Button/>y', 'xy'],
    ['<font color=red>x</font><marquee>y</marquee><custom-x>z</custom-x>', 'xyz'],
    ['<td style="text-align: right; color: red">x</td>', '<td align="right">x</td>'],
    ['<p title="a&quot;<b>">x &lt;b&gt; &amp;amp;</p>', '<p title="a&quot;<b>">x &lt;b&gt; &amp;amp;</p>'],
  ])('%j', (html, expected) => {
    expect(clean(html)).toBe(expected)
  })

  it('stays safe when it is parsed again', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<b>',
        '<a href="x">',
        '</a>',
        '<img src=x alt="',
        '">',
        '<li>',
        '<table>',
        '<tr><td>',
        '<svg>',
        '</svg>',
        '<script>',
        '</script>',
        '<!--',
        '-->',
        '&lt;',
        '&#x3c;script&gt;',
        '<iframe src=y>',
        '<noscript>',
        '<h2>',
        '<math>',
        '<plaintext>',
        '<textarea>',
        "<p title='",
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const once = clean(pieces.join(''))
        expect(allOf(once).filter(isUnsafe)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
