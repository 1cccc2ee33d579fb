import { describe, expect, it } from 'vitest'
import { readText } from './read-blog.ts'

const EXTENSIONS = 'admonition, details, tab, html'.replace(/\w+/g, 'pymdownx.blocks.$&')
const siteOf = (extensions: string) => ({
  'mkdocs.yml': `site_url: https://b.example/\nmarkdown_extensions: [${extensions}]\n`,
})

const quoted = (title: string, ...lines: string[]) =>
  `<blockquote>\n<p><strong>${title}</strong>${lines.join('\n')}\n</blockquote>`

describe('blocks between slashes', () => {
  it.each([
    ['/// note | Title *x*\nA *b*\n///', quoted('Title <em>x</em>', '<br>', 'A <em>b</em></p>')],
    ['/// warning\nA\n\nB\n///\nC', `${quoted('Warning', '<br>', 'A</p>', '<p>B</p>')}\n<p>C</p>`],
    ['Before\n/// tip\nA\n///', `<p>Before</p>\n${quoted('Tip', '<br>', 'A</p>')}`],
    ['/// admonition | Some title\n    type: example\n\nA\n///', quoted('Some title', '</p>', '<p>A</p>')],
    ['/// details | More\n    type: warning\n    open: true\n\nA\n///', quoted('More', '</p>', '<p>A</p>')],
    ['/// details\n    type: warning\n\nA\n///', quoted('Warning', '</p>', '<p>A</p>')],
    [
      '/// tab | C\n```c\nint x;\n///\n```\n///\n\n/// tab | Rust\n    new: true\n\n- let x;\n///\n\nAfter',
      '<p><strong>C</strong></p>\n<pre><code class="language-c">int x;\n///\n</code></pre>\n<p><strong>Rust</strong></p>\n<ul>\n<li>let x;</li>\n</ul>\n<p>After</p>',
    ],
    [
      '//// note | Outer\nA\n\n/// tip | Inner\nB\n///\n\nC\n////',
      quoted('Outer', '<br>', 'A</p>', quoted('Inner', '<br>', 'B</p>'), '<p>C</p>'),
    ],
    ['/// html | div.x\nA *b*\n///', '<p>A <em>b</em></p>'],
    [
      '1. a\n\n    /// note\n    A\n    ///\n\n2. b',
      `<ol>\n<li>\n<p>a</p>\n${quoted('Note', '<br>', 'A</p>')}\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>`,
    ],
    ['/// note\nA', quoted('Note', '<br>', 'A</p>')],
    ['```\n/// note\nA\n///\n```', '<pre><code>/// note\nA\n///\n</code></pre>'],
    ['    /// note\n    A', '<pre><code>/// note\nA\n</code></pre>'],
    ['a /// b\n\n///\n\n/// 1', '<p>a /// b</p>\n<p>///</p>\n<p>/// 1</p>'],
  ])('%j', (body, html) => {
    expect(readText('mkdocs', body, '', siteOf(EXTENSIONS))).toMatchObject({ html, problems: [] })
  })

  it('may hold indented ones, and may be in them', () => {
    const site = siteOf(`${EXTENSIONS}, admonition`)
    const nested = quoted('Outer', '<br>', 'A</p>', quoted('Inner', '<br>', 'B</p>'))
    for (const body of [
      '/// note | Outer\nA\n\n!!! tip "Inner"\n    B\n///',
      '!!! note "Outer"\n    A\n\n    /// tip | Inner\n    B\n    ///',
    ])
      expect(readText('mkdocs', body, '', site).html).toBe(nested)
  })

  it('are text where they are not switched on, and switch no others on', () => {
    const html = (body: string, extensions: string) => readText('mkdocs', body, '', siteOf(extensions)).html
    expect(html('/// note\nA\n///', 'admonition')).toBe('<p>/// note\nA\n///</p>')
    expect(html('/// tab | x\nA\n///', 'pymdownx.blocks.admonition')).toBe('<p>/// tab | x\nA\n///</p>')
    expect(html('!!! note\n    A', 'pymdownx.blocks.admonition')).toBe('<p>!!! note\nA</p>')
  })
})
