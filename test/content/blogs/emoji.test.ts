import { describe, expect, it } from 'vitest'
import { readText, type SiteName } from './read-blog.ts'

const WAVED = '<p>Hello 👋</p>'
const TYPED = '<p>Hello :wave:</p>'

describe('emoji codes', () => {
  it.each<[SiteName, string, Record<string, string>]>([
    ['hugo', WAVED, { 'hugo.toml': 'baseURL = "https://b.example/"\nenableEmoji = true\n' }],
    ['hugo', TYPED, { 'hugo.toml': 'baseURL = "https://b.example/"\nenableEmoji = false\n' }],
    ['jekyll', WAVED, { '_config.yml': 'url: https://b.example\nplugins:\n  - jekyll-feed\n  - jemoji\n' }],
    ['jekyll', WAVED, { '_config.yml': 'url: https://b.example\nmarkdown: CommonMark\nplugins: [jemoji]\n' }],
    ['jekyll', TYPED, { '_config.yml': 'url: https://b.example\nplugins: [jekyll-feed]\n' }],
    ['zola', WAVED, { 'config.toml': 'base_url = "https://b.example"\n[markdown]\nrender_emoji = true\n' }],
    ['zola', TYPED, {}],
    [
      'mkdocs',
      WAVED,
      {
        'mkdocs.yml':
          'site_url: https://b.example/\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n',
      },
    ],
    ['mkdocs', TYPED, {}],
    [
      'eleventy',
      WAVED,
      {
        'eleventy.config.js':
          'import { full as emoji } from "markdown-it-emoji"\nexport default (c) => c.amendLibrary("md", (md) => md.use(emoji))\n',
      },
    ],
    [
      'eleventy',
      WAVED,
      {
        'eleventy.config.js':
          'const emoji = require("markdown-it-emoji")\nmodule.exports = (c) => c.amendLibrary("md", (md) => md.use(emoji))\n',
      },
    ],
    ['eleventy', TYPED, {}],
    [
      'astro',
      WAVED,
      {
        'astro.config.mjs':
          "import emoji from 'remark-emoji'\nexport default { site: 'https://b.example', markdown: { remarkPlugins: [emoji] } }\n",
      },
    ],
    ['vitepress', WAVED, {}],
    ['docusaurus', WAVED, {}],
    [
      'docusaurus',
      TYPED,
      {
        'docusaurus.config.js':
          "module.exports = { url: 'https://b.example', baseUrl: '/', markdown: { emoji: false } }\n",
      },
    ],
    ['hexo', TYPED, {}],
    ['pelican', TYPED, {}],
    ['none', TYPED, {}],
  ])('%s: Hello :wave: is %s', (name, html, files) => {
    expect(readText(name, 'Hello :wave:', '', files)).toMatchObject({ html, problems: [] })
  })

  it.each([
    ['`:wave:`', '<p><code>:wave:</code></p>'],
    ['```\n:wave:\n```', '<pre><code>:wave:\n</code></pre>'],
    ['    :wave:', '<pre><code>:wave:\n</code></pre>'],
    ['<code>a :wave:</code> :wave:', '<p><code>a :wave:</code> 👋</p>'],
    ['\\:wave:', '<p>:wave:</p>'],
    ['at 10:30:45 :constructor: :octocat:', '<p>at 10:30:45 :constructor: :octocat:</p>'],
    ['<https://e.example/:wave:>', '<p><a href="https://e.example/:wave:">https://e.example/:wave:</a></p>'],
    ['https://e.example/:wave:', '<p><a href="https://e.example/:wave:">https://e.example/:wave:</a></p>'],
    ['[:wave:](/:wave: ":wave:")', '<p><a href="https://b.example/:wave:" title=":wave:">👋</a></p>'],
    ['*:+1:* ":-1:"', '<p><em>👍</em> “👎”</p>'],
  ])('%j is %s', (body, html) => {
    const files = { 'hugo.toml': 'baseURL = "https://b.example/"\nenableEmoji = true\n' }
    expect(readText('hugo', body, '', files).html).toBe(html)
  })

  it('of icons of Material show nothing in MkDocs, and stay elsewhere', () => {
    const files = { 'mkdocs.yml': 'site_url: https://b.example/\nmarkdown_extensions: [pymdownx.emoji]\n' }
    expect(readText('mkdocs', 'a :material-account: :octicons-heart-fill-24:b', '', files).html).toBe(
      '<p>a  b</p>',
    )
    expect(readText('vitepress', ':material-account:').html).toBe('<p>:material-account:</p>')
  })
})
