import { describe, expect, it } from 'vitest'
import { readBlog, readText, type SiteName } from './read-blog.ts'

describe('elements with attributes of a framework', () => {
  it.each<[SiteName, string, string]>([
    ['astro', "<span style={{a: 'b'}}>x</span> y", '<p>x y</p>'],
    ['none', '<span style={{a: \'b\'}} className="c">x</span> y', '<p>x y</p>'],
    [
      'vitepress',
      '<a @click="go()">x</a> <a href="https://e.example/" @click.prevent="go(1 > 0)">y</a>',
      '<p>x <a href="https://e.example/">y</a></p>',
    ],
    ['none', '<div :class="{ a: b }" v-if="c">\n\nx\n\n</div>', '<div>\n<p>x</p>\n</div>'],
    [
      'none',
      '`<span style={{a}}>` and 1 <b {x',
      '<p><code>&lt;span style={{a}}&gt;</code> and 1 &lt;b {x</p>',
    ],
    ['none', 'a <x@y.example> b', '<p>a <a href="mailto:x@y.example">x@y.example</a> b</p>'],
  ])('%s: %j is shown without them', (name, body, html) => {
    expect(readText(name, body)).toMatchObject({ html, problems: [] })
  })
})

describe('what only one generator writes', () => {
  it.each<[SiteName, string, string]>([
    [
      'pelican',
      '[a]({tag}My Tag) [b]({category}Foo) [c]({index}) [d]({author}Ann) [e]({static}/x.png)',
      '<p><a href="https://b.example/tag/my-tag.html">a</a> <a href="https://b.example/category/foo.html">b</a> <a href="https://b.example/">c</a> <a href="https://b.example/author/ann.html">d</a> <a href="https://b.example/x.png">e</a></p>',
    ],
    [
      'pelican',
      '[a]({attach}x.png) [b]({filename}a.md) [c](|tag|x)',
      '<p><a href="https://b.example/x.png">a</a> <a href="https://b.example/t.html">b</a> <a href="https://b.example/tag/x.html">c</a></p>',
    ],
    ['docusaurus', '```mdx-code-block\n<Foo>\n\nx *y*\n\n</Foo>\n```', '<p>x <em>y</em></p>'],
    ['docusaurus', 'One.\n\n<!-- truncate -->\n\nTwo.', '<p>One.</p>\n\n<p>Two.</p>'],
    [
      'docusaurus',
      '[x](@site/blog/a.md#b) [y](@site/docs/intro.md) [z](@site/static/x.png)',
      '<p><a href="https://b.example/blog/a#b">x</a> y <a href="https://b.example/x.png">z</a></p>',
    ],
  ])('%s: %j reads as its site shows it', (name, body, html) => {
    expect(readText(name, body).html).toBe(html)
  })

  it('has a summary up to the mark', () => {
    expect(readText('docusaurus', 'One.\n\n<!-- truncate -->\n\nTwo.').summary).toBe('One.')
  })

  it('follows the addresses that the configuration gives', () => {
    const blog = readBlog(
      'pelican',
      { 'a.md': 'Title: T\nDate: 2024-01-02\n\n[a]({tag}x y) [b]({category}c)\n' },
      {
        'pelicanconf.py':
          "SITEURL = 'https://b.example'\nTAG_URL = 'tags/{slug}/'\nCATEGORY_URL = '{slug}'\n",
      },
    )
    expect(blog.html('a.md')).toBe(
      '<p><a href="https://b.example/tags/x-y/">a</a> <a href="https://b.example/c">b</a></p>',
    )
  })
})
