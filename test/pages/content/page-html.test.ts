import { describe, expect, it } from 'vitest'
import { type PageHtmlOptions, toPageHtml } from '../../../src/pages/content/page-html.ts'

const SITE = 'https://example.org/blog/'
const PAGE = `${SITE}a/`

function page(html: string, options: Partial<PageHtmlOptions> = {}): string {
  return toPageHtml(html, { siteUrl: SITE, permalink: PAGE, eager: 0, ...options })
}

describe('code', () => {
  const shout = (code: string, language: string) =>
    language === 'js' ? `<span class="hljs-keyword">${code.replaceAll('<', '&lt;')}</span>` : undefined

  it('is highlighted in the language that it names', () => {
    expect(page('<pre><code class="language-js">a &lt; b</code></pre>', { highlight: shout })).toBe(
      '<pre dir="ltr" tabindex="0"><code class="language-js"><span class="hljs-keyword">a &lt; b</span></code></pre>',
    )
  })

  it.each([
    ['without a language', '<pre dir="ltr" tabindex="0"><code>a</code></pre>'],
    ['of an unknown language', '<pre dir="ltr" tabindex="0"><code class="language-zz">a</code></pre>'],
    [
      "with the author's own markup",
      '<pre dir="ltr" tabindex="0"><code class="language-js"><b>a</b></code></pre>',
    ],
  ])('%s stays plain', (_, expected) => {
    expect(page(expected.replace(' dir="ltr" tabindex="0"', ''), { highlight: shout })).toBe(expected)
  })

  it.each([
    ['another text', 'b'],
    ['more than colors', '<script>a</script>'],
    ['a style', '<span style="color:red">a</span>'],
    ['an event', '<span class="x" onclick="y">a</span>'],
  ])('stays plain where the highlighter gives %s', (_, given) => {
    expect(page('<pre><code class="language-js">a</code></pre>', { highlight: () => given })).toBe(
      '<pre dir="ltr" tabindex="0"><code class="language-js">a</code></pre>',
    )
  })
})

describe('code in a text from right to left', () => {
  it('reads from left to right, with its brackets at its end', () => {
    expect(page('<div dir="rtl" lang="ar"><p>نص <code>code();</code></p></div>')).toBe(
      '<div dir="rtl" lang="ar"><p>نص <code dir="ltr">code();</code></p></div>',
    )
    const own = '<p dir="rtl"><code dir="auto">a</code></p><p><code>b</code></p>'
    expect(page(own)).toBe(own)
  })
})

describe('looks', () => {
  it.each([
    ['<table><tr><td align="right">1</td></tr></table>', '<td class="right">1</td>'],
    ['<table><tr><td style="text-align:center;color:red">1</td></tr></table>', '<td class="center">1</td>'],
    ['<table><tr><td align="char" style="color:red">1</td></tr></table>', '<td>1</td>'],
    ['<center>a</center>', '<div class="center">a</div>'],
    ['<p style="color:red">a</p>', '<p>a</p>'],
    [
      '<p><tt>a</tt> <big>b</big> <strike>c</strike></p>',
      '<p><code>a</code> <span class="big">b</span> <s>c</s></p>',
    ],
  ])('of %s are classes', (before, after) => {
    expect(page(before)).toContain(after)
  })
})

describe('a table', () => {
  it('scrolls by the keyboard, under the name of its caption', () => {
    const table = '<table><caption>Trains</caption><tbody><tr><td>1</td></tr></tbody></table>'
    expect(page(table)).toBe(
      `<div class="scroll" role="group" aria-label="Trains" tabindex="0">${table}</div>`,
    )
  })

  it('in a table does not scroll by itself', () => {
    const html = page('<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>')
    expect(html.match(/class="scroll"/g)).toHaveLength(1)
  })

  it('says what its header cells are the headers of, and has no empty ones', () => {
    const html = page(
      '<table><thead><tr><th></th><th>A</th></tr></thead><tbody><tr><th>B</th><td>1</td></tr></tbody></table>',
    )
    expect(html).toContain('<thead><tr><td></td><th scope="col">A</th></tr></thead>')
    expect(html).toContain('<tr><th scope="row">B</th><td>1</td></tr>')
  })
})

describe('media', () => {
  it('beyond the first pictures wait until they are near', () => {
    expect(
      page('<img src="https://a.org/1.png"><img src="https://a.org/2.png" width="3" height="4" alt="b">', {
        eager: 1,
      }),
    ).toBe(
      '<img src="https://a.org/1.png" alt><img src="https://a.org/2.png" width="3" height="4" alt="b" loading="lazy" decoding="async">',
    )
  })

  it('have controls and load nothing but what is shown', () => {
    expect(page('<audio src="https://a.org/1.mp3"></audio>')).toContain('controls preload="none"')
    expect(page('<video src="https://a.org/1.mp4"></video>')).toContain('controls preload="metadata"')
  })

  it('in a frame have a name', () => {
    expect(page('<iframe src="https://video.example/1" width="3"></iframe>')).toBe(
      '<iframe src="https://video.example/1" width="3" loading="lazy" referrerpolicy="strict-origin-when-cross-origin" title="video.example"></iframe>',
    )
  })
})

describe('headings', () => {
  it.each([
    ['h1 h2 h6', 'h2 h3 h4'],
    ['h3 h4 h3 h2', 'h2 h3 h2 h2'],
    ['h2 h3 h2', 'h2 h3 h2'],
    ['h1 h2 h3 h4 h5 h6', 'h2 h3 h4 h5 h6 h6'],
  ])('%s become %s', (before, after) => {
    const html = before
      .split(' ')
      .map((name) => `<${name}>a</${name}>`)
      .join('')
    expect([...page(html).matchAll(/<(h\d)/g)].map((match) => match[1]).join(' ')).toBe(after)
  })

  it('keep their ids, and are none where they are empty', () => {
    expect(page('<h1 id="a">A</h1><h4 id="b"></h4><h2>C</h2>')).toBe(
      '<h2 id="a">A</h2><div id="b"></div><h3 id="c">C</h3>',
    )
  })

  it.each([
    ['<h2>What `a_b` does, & why</h2>', ['what-a_b-does--why']],
    ['<h2>Same</h2><h2><em>Same</em></h2><h2>Same 1</h2>', ['same', 'same-1', 'same-1-1']],
    ['<h2>Main</h2><h2>کتاب ما</h2><h2>…</h2>', ['main-1', 'کتاب-ما']],
    ['<h2>Later</h2><p id="later">a</p>', ['later-1', 'later']],
  ])('are named by their texts, as code hosts do: %s', (html, ids) => {
    expect([...page(html).matchAll(/ id="([^"]*)"/g)].map((match) => match[1])).toEqual(ids)
  })
})

describe('addresses', () => {
  it.each([
    [`${PAGE}#fn1`, '#fn1'],
    [`${PAGE}?x#fn1`, '/blog/a/?x#fn1'],
    [`${SITE}b/?c#d`, '/blog/b/?c#d'],
    ['https://example.org/other/', 'https://example.org/other/'],
    ['https://example.org.evil.example/blog/', 'https://example.org.evil.example/blog/'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ])('%s becomes %s', (before, after) => {
    expect(page(`<a href="${before}">a</a>`)).toBe(`<a href="${after}">a</a>`)
  })

  it('never become those of another host', () => {
    const link = '<a href="https://example.org//evil.example/">a</a>'
    expect(page(link, { siteUrl: 'https://example.org/' })).toBe(link)
  })

  it('of pictures become paths, one by one', () => {
    const html = page(`<img alt="" src="${SITE}1.png" srcset="${SITE}2.png 2x, https://a.org/3.png 3x">`)
    expect(html).toContain('src="/blog/1.png" srcset="/blog/2.png 2x, https://a.org/3.png 3x"')
  })
})

describe('links', () => {
  it('from a footnote say where they lead', () => {
    const notes = `<section><ol><li id="a-fn1"><p>N <a href="${PAGE}#a-fnref1">↩︎</a></p></li></ol></section>`
    const labels = { table: 'T', footnotes: 'Notes', backToText: 'Retour' }
    expect(page(notes, { labels })).toBe(
      '<section role="doc-endnotes" aria-label="Notes"><ol><li id="a-fn1"><p>N <a href="#a-fnref1" aria-label="Retour">↩︎</a></p></li></ol></section>',
    )
  })

  it('around a picture without a text are named by their file', () => {
    expect(page('<a href="https://a.org/b%20c.png"><img src="https://a.org/s.png"></a>')).toContain(
      'aria-label="b c.png"',
    )
  })

  it('that show nothing are left out, and those that lead nowhere are text', () => {
    expect(page('<p><a href="https://a.org/" title="x"></a><a title="x">b</a></p>')).toBe('<p>b</p>')
  })
})

it('keeps the first of two equal ids', () => {
  expect(page('<p id="a">1</p><p id="a">2</p>')).toBe('<p id="a">1</p><p>2</p>')
})
