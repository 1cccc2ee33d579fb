import { describe, expect, it } from 'vitest'
import { cdata, escapeXml, xmlElement } from '../../../src/feed/formats/xml.ts'

describe('escaped text', () => {
  it('has no character that is markup in an element or in an attribute (XML 1.0 section 2.4)', () => {
    expect(escapeXml(`a & b < c > d "e" 'f'`)).toBe(`a &amp; b &lt; c &gt; d &quot;e&quot; 'f'`)
  })

  it('is escaped once, entities of the author included', () => {
    expect(escapeXml('AT&amp;T &lt;b&gt;')).toBe('AT&amp;amp;T &amp;lt;b&amp;gt;')
  })

  it('keeps white space that a parser would change to blanks in an attribute (XML 1.0 section 3.3.3)', () => {
    expect(escapeXml('a\tb\nc\r\nd')).toBe('a&#9;b&#10;c&#13;&#10;d')
  })

  it('loses what XML 1.0 cannot carry (section 2.2), and nothing else', () => {
    expect(escapeXml('a\u0000b\u0008c\u001Fd\uFFFEe\uFFFFf\uD800g\uDC00h')).toBe('abcdefgh')
    expect(escapeXml('\u007F\u00A0\u2028\uFEFF\u202E🎉\u{1FFFE}')).toBe(
      '\u007F\u00A0\u2028\uFEFF\u202E🎉\u{1FFFE}',
    )
  })
})

describe('a CDATA section', () => {
  it('leaves HTML as it is', () => {
    expect(cdata('<p>a &amp; b</p>')).toBe('<![CDATA[<p>a &amp; b</p>]]>')
  })

  it('is split at every end mark in the text (XML 1.0 section 2.7)', () => {
    expect(cdata(']]>x]]>')).toBe('<![CDATA[]]]]><![CDATA[>x]]]]><![CDATA[>]]>')
  })

  it('has no end mark made by dropping a character', () => {
    expect(cdata(']]\u0000>')).toBe(cdata(']]>'))
  })
})

describe('an element', () => {
  it('has the attributes that are not absent, escaped', () => {
    expect(xmlElement('a', { b: 'x"&<', c: undefined, d: 0 })).toBe('<a b="x&quot;&amp;&lt;" d="0"/>')
  })

  it('takes its content as XML', () => {
    expect(xmlElement('a', {}, '<b/>')).toBe('<a><b/></a>')
  })
})
