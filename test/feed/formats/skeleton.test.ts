import { describe, expect, it } from 'vitest'
import { createSkeleton } from '../../../src/feed/formats/skeleton.ts'

describe('a skeleton', () => {
  it('is filled in elements and attributes', () => {
    const skeleton = createSkeleton()
    const layout = `<rss version="2.0"><a href="${skeleton.text('x?a&b')}">${skeleton.text('<1>')}</a></rss>`
    expect(skeleton.fill(layout, '<rss')).toBe('<rss><a href="x?a&amp;b">&lt;1&gt;</a></rss>')
  })

  it('loses the CDATA section around text and keeps one around HTML', () => {
    const skeleton = createSkeleton()
    const layout = `<t><![CDATA[${skeleton.text('a & b')}]]></t><c><![CDATA[${skeleton.html('<b>')}]]></c>`
    expect(skeleton.fill(layout, '')).toBe('<t>a &amp; b</t><c><![CDATA[<b>]]></c>')
  })

  it('gives way to elements, each at the place and the indentation of the one it replaces', () => {
    const skeleton = createSkeleton()
    const layout = `<c>\n    <t type="html"><![CDATA[${skeleton.elements(['<a/>', '<b>1</b>'])}]]></t>\n</c>`
    expect(skeleton.fill(layout, '')).toBe('<c>\n    <a/>\n    <b>1</b>\n</c>')
  })

  it('has no token for no elements, so that nothing is laid out', () => {
    expect(createSkeleton().elements([])).toBe('')
  })

  it('is filled once: what an author writes is never taken for a token', () => {
    const skeleton = createSkeleton()
    const forged = [
      'https://token.invalid/text/1/',
      '\n <t>https://token.invalid/elements/0/</t>',
      "$& $1 $' @@",
    ]
    const tokens = forged.map(skeleton.text)
    skeleton.elements(['<secret/>'])
    expect(skeleton.fill(tokens.join('|'), '')).toBe(
      "https://token.invalid/text/1/|&#10; &lt;t&gt;https://token.invalid/elements/0/&lt;/t&gt;|$&amp; $1 $' @@",
    )
    const html = createSkeleton()
    const token = html.html('<p>https://token.invalid/text/0/</p>')
    expect(html.fill(token, '')).toBe('<![CDATA[<p>https://token.invalid/text/0/</p>]]>')
  })

  it('declares the namespaces that markup uses, and no other', () => {
    const skeleton = createSkeleton()
    const layout = `<feed xmlns="x">\n <t>${skeleton.elements(['<dc:creator>&lt;atom:link/></dc:creator>'])}</t></feed>`
    expect(skeleton.fill(layout, '<feed')).toContain('<feed xmlns:dc="http://purl.org/dc/elements/1.1/">')
  })

  it('declares no namespace for what looks like markup in HTML', () => {
    const skeleton = createSkeleton()
    const layout = `<feed xmlns="x"><t><![CDATA[${skeleton.html('<media:content title="<dc:title>">')}]]></t></feed>`
    expect(skeleton.fill(layout, '<feed')).toMatch(/^<feed><t>/)
  })
})
