import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../../src/content/markdown/markdown.ts'

describe('renderMarkdown', () => {
  it.each([
    ['~~old~~ **new**', '<p><s>old</s> <strong>new</strong></p>\n'],
    ['see https://h.example/x', '<p>see <a href="https://h.example/x">https://h.example/x</a></p>\n'],
    ['readme.md and example.com', '<p>readme.md and example.com</p>\n'],
    ['- [ ] a\n- [x] b', '<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n'],
    ['[x] no list', '<p>[x] no list</p>\n'],
    ['a {/* note */} b', '<p>a <!-- note --> b</p>\n'],
    ['a {/*truncate*/} b', '<p>a <!--truncate--> b</p>\n'],
    ['a {/* x --> <script> */} b', '<p>a <!-- x   > <script> --> b</p>\n'],
    ['`{/* kept */}`', '<p><code>{/* kept */}</code></p>\n'],
    ['{/* open', '<p>{/* open</p>\n'],
  ])('%j', (source, expected) => {
    expect(renderMarkdown(source)).toBe(expected)
  })

  it('keeps code unchanged', () => {
    const code = '{{< figure >}} {% raw %} <!--more--> {/* truncate */} &amp; ---'
    const escaped = code.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    expect(renderMarkdown(`\`\`\`\n${code}\n\`\`\`\n\n\`${code}\``)).toBe(
      `<pre><code>${escaped}\n</code></pre>\n<p><code>${escaped}</code></p>\n`,
    )
  })
})
