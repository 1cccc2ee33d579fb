import { describe, expect, it } from 'vitest'
import { readText } from './read-blog.ts'

const EXTENSIONS = '[admonition, pymdownx.details, pymdownx.tabbed, pymdownx.superfences]'
const FILES = { 'mkdocs.yml': `site_url: https://b.example/\nmarkdown_extensions: ${EXTENSIONS}\n` }

const quoted = (title: string, ...lines: string[]) =>
  `<blockquote>\n<p><strong>${title}</strong>${lines.join('\n')}\n</blockquote>`

describe('blocks of MkDocs', () => {
  it.each([
    ['!!! note\n    A *b*', quoted('Note', '<br>', 'A <em>b</em></p>')],
    ['!!! note "Title *x*"\n    A', quoted('Title <em>x</em>', '<br>', 'A</p>')],
    ['!!! note inline end "Title"\n\n    A\n\n    B', quoted('Title', '</p>', '<p>A</p>', '<p>B</p>')],
    ['!!! note ""\n    A', '<blockquote>\n<p>A</p>\n</blockquote>'],
    ['??? note\n    A', quoted('Note', '<br>', 'A</p>')],
    ['???+ danger "Open"\n    A', quoted('Open', '<br>', 'A</p>')],
    ['??? "No kind"\n    A', quoted('No kind', '<br>', 'A</p>')],
    ['!!! note\n\tA', quoted('Note', '<br>', 'A</p>')],
    [
      '```make\na:\n\tb\n```\n\n!!! note',
      '<pre><code class="language-make">a:\n\tb\n</code></pre>\n<blockquote>\n<p><strong>Note</strong></p>\n</blockquote>',
    ],
    [
      '!!! note\n    ```\n    a:\n    \tb\n    ```',
      quoted('Note', '</p>', '<pre><code>a:\n\tb\n</code></pre>'),
    ],
    ['!!! note\n    A\nB', `${quoted('Note', '<br>', 'A</p>')}\n<p>B</p>`],
    [
      '!!! note\n    A\n\n    ??? tip\n        B\n\n    C',
      quoted('Note', '<br>', 'A</p>', quoted('Tip', '<br>', 'B</p>'), '<p>C</p>'),
    ],
    [
      '!!! note\n\n    ```py\n    a\n\n        b\n    ```',
      quoted('Note', '</p>', '<pre><code class="language-py">a\n\n    b\n</code></pre>'),
    ],
    [
      '1. a\n\n    !!! note\n        A\n\n2. b',
      `<ol>\n<li>\n<p>a</p>\n${quoted('Note', '<br>', 'A</p>')}\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>`,
    ],
    [
      '=== "C"\n\n    ```c\n    int x;\n    ```\n\n=== "Rust"\n\n    - let x;\n\nAfter',
      '<p><strong>C</strong></p>\n<pre><code class="language-c">int x;\n</code></pre>\n<p><strong>Rust</strong></p>\n<ul>\n<li>let x;</li>\n</ul>\n<p>After</p>',
    ],
    [
      '!!! example\n\n    === "One"\n\n        A\n\n    === "Two"\n\n        B',
      quoted(
        'Example',
        '</p>',
        '<p><strong>One</strong></p>',
        '<p>A</p>',
        '<p><strong>Two</strong></p>',
        '<p>B</p>',
      ),
    ],
    ['```\n!!! note\n    A\n```', '<pre><code>!!! note\n    A\n</code></pre>'],
    ['    !!! note\n        A', '<pre><code>!!! note\n    A\n</code></pre>'],
    ['Title\n===\n\n!!! wow, so much\n\n!!! ?', '<h1>Title</h1>\n<p>!!! wow, so much</p>\n<p>!!! ?</p>'],
  ])('%j', (body, html) => {
    expect(readText('mkdocs', body, '', FILES)).toMatchObject({ html, problems: [] })
  })

  it('stay as they are typed where the extension is not switched on', () => {
    expect(readText('mkdocs', '!!! note\n    A').html).toBe('<p>!!! note\nA</p>')
    expect(readText('hugo', '!!! note\n    A').html).toBe('<p>!!! note\nA</p>')
  })

  it('keep the lines of warnings behind them', () => {
    const body = '!!! note\n\n    A\n\n{{< x >}}'
    expect(readText('mkdocs', body, '', FILES).problems).toEqual([
      'docs/blog/posts/a.md:9 template {{< x >}} is not supported and left out',
    ])
  })
})
