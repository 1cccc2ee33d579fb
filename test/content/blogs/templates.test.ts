import { describe, expect, it } from 'vitest'
import { readText, type SiteName } from './read-blog.ts'

const YAML = '<pre><code class="language-yaml">key: {{ x }}\n</code></pre>'

describe('what is escaped', () => {
  it.each<[SiteName, string, string]>([
    ['jekyll', '```yaml\n{% raw %}key: {{ x }}{% endraw %}\n```', YAML],
    ['jekyll', '{% raw %}\n```yaml\nkey: {{ x }}\n```\n{% endraw %}', YAML],
    ['jekyll', '```yaml{% raw %}\nkey: {{ x }}\n{% endraw %}```', YAML],
    ['jekyll', '`{% raw %}{{ x }}{% endraw %}`', '<p><code>{{ x }}</code></p>'],
    ['jekyll', '{%- raw -%}{{ x }} *b*{%- endraw -%}', '<p>{{ x }} <em>b</em></p>'],
    ['jekyll', '    {% raw %}{{ x }}{% endraw %}', '<pre><code>{{ x }}\n</code></pre>'],
    ['jekyll', '<pre>{% raw %}{{ x }}{% endraw %}</pre>', '<pre>{{ x }}</pre>'],
    ['jekyll', '```\n{% comment %}never{% endcomment %}a\n```', '<pre><code>a\n</code></pre>'],
    ['eleventy', '```yaml\n{% raw %}key: {{ x }}{% endraw %}\n```', YAML],
    ['eleventy', '`{% raw %}{{ x }}{% endraw %}`', '<p><code>{{ x }}</code></p>'],
    ['hexo', '```yaml\n{% raw %}key: {{ x }}{% endraw %}\n```', YAML],
    ['hexo', '`{% raw %}{{ x }}{% endraw %}`', '<p><code>{{ x }}</code></p>'],
    ['zola', '```yaml\n{% raw %}key: {{ x }}{% endraw %}\n```', YAML],
    ['zola', '`{{/* youtube(id="x") */}}`', '<p><code>{{ youtube(id="x") }}</code></p>'],
    ['zola', '```\n{%/* quote(a="b") */%}\n```', '<pre><code>{% quote(a="b") %}\n</code></pre>'],
    ['hugo', '`{{</* figure src="x" */>}}`', '<p><code>{{&lt; figure src="x" &gt;}}</code></p>'],
    ['hugo', '```\n{{%/* y */%}}\n```', '<pre><code>{{% y %}}\n</code></pre>'],
    ['hugo', 'Write {{</* figure */>}}.', '<p>Write {{&lt; figure &gt;}}.</p>'],
    ['hugo', 'Write {{</*figure*/>}}.', '<p>Write {{&lt;figure&gt;}}.</p>'],
  ])('%s: %j reads as its site shows it', (name, body, html) => {
    expect(readText(name, body)).toMatchObject({ html, problems: [] })
  })

  it('has no marks in the summary', () => {
    expect(readText('jekyll', 'Use `{% raw %}{{ x }}{% endraw %}` here.').summary).toBe('Use {{ x }} here.')
    expect(readText('hugo', 'Use `{{</* x */>}}` here.').summary).toBe('Use {{< x >}} here.')
  })

  it('keeps the lines of later warnings', () => {
    const { problems } = readText('jekyll', '{% comment %}\na\nb\n{% endcomment %}\n\n{{ nothing }}')
    expect(problems).toEqual([
      '_posts/2024-01-02-a.md:10 template {{ nothing }} is not supported and left out',
    ])
  })
})

describe('code', () => {
  it.each<[SiteName, string, string, string?]>([
    ['jekyll', '`{{ site.repository }}`', '<p><code>me/blog</code></p>'],
    ['jekyll', '```\n{{ site.repository }} {{ page.who }}\n```', '<pre><code>me/blog Ann\n</code></pre>'],
    ['eleventy', '`{{ who }}`', '<p><code>Ann</code></p>'],
    ['eleventy', '`{{ who }}`', '<p><code>{{ who }}</code></p>', 'templateEngineOverride: md\n'],
    [
      'jekyll',
      '`{{ page.who }}` {% x %}',
      '<p><code>{{ page.who }}</code> {% x %}</p>',
      'render_with_liquid: false\n',
    ],
    ['hexo', '`{{ who }}` {{ who }}', '<p><code>{{ who }}</code> Ann</p>'],
    ['hugo', '`{{< param who >}}` `{{ x }}`', '<p><code>Ann</code> <code>{{ x }}</code></p>'],
    ['hugo', '`{{< figure src="x.png" >}}`', '<p><code>{{&lt; figure src="x.png" &gt;}}</code></p>'],
    ['zola', '`{{ x }}`', '<p><code>{{ x }}</code></p>'],
    ['docusaurus', '`{who}` `{{ x }}`', '<p><code>{who}</code> <code>{{ x }}</code></p>'],
    [
      'vitepress',
      '`{{ $frontmatter.who }}` {{ $frontmatter.who }}',
      '<p><code>{{ $frontmatter.who }}</code> Ann</p>',
    ],
    ['none', '`{{ x }}` `{% raw %}`', '<p><code>{{ x }}</code> <code>{% raw %}</code></p>'],
  ])('%s: %j is filled in where its generator does so', (name, body, html, more = '') => {
    const files: Record<string, string> =
      name === 'jekyll' ? { '_config.yml': 'url: https://b.example\nrepository: me/blog\n' } : {}
    expect(readText(name, body, `who: Ann\n${more}`, files)).toMatchObject({ html, problems: [] })
  })

  it('has nothing where a value is unknown, with a warning', () => {
    expect(readText('jekyll', '```\na {{ release.size.gz }}\n```')).toMatchObject({
      html: '<pre><code>a \n</code></pre>',
      problems: ['_posts/2024-01-02-a.md:6 template {{ release.size.gz }} is not supported and left out'],
    })
  })
})

const RELEASES = '- version: 3.0.0\n  size:\n    gz: 20\n- version: 3.1.0\n  size:\n    gz: 21\n'

describe('values that stand as plain text', () => {
  it.each<[SiteName, string, string, Record<string, string>]>([
    [
      'jekyll',
      '[r]({{ site.repository }}/issues)',
      '<p><a href="https://r.example/issues">r</a></p>',
      { '_config.yml': 'url: https://b.example\nrepository: https://r.example\n' },
    ],
    [
      'jekyll',
      '{% assign release = site.data.releases | where: "version", "3.1.0" | first %}\n`{{ release.size.gz }}`',
      '<p><code>21</code></p>',
      { '_data/releases.yml': RELEASES },
    ],
    [
      'jekyll',
      '{{ site.data.people.ann["name"] }}',
      '<p>Ann</p>',
      { '_data/people.json': '{"ann": {"name": "Ann"}}' },
    ],
    ['jekyll', '{{ site.data.deep.list[1] | upcase }}', '<p>B</p>', { '_data/deep/list.yml': '- a\n- b\n' }],
    [
      'jekyll',
      '{{ page.date | date: "%B %-d, %Y" }} {{ site.nothing | default: "x" }}',
      '<p>January 2, 2024 x</p>',
      {},
    ],
    ['eleventy', '{{ meta.repo }} {{ who }}', '<p>R Ann</p>', { '_data/meta.json': '{"repo": "R"}' }],
    ['eleventy', '{{ meta.repo }}', '<p>R</p>', { '_data/meta.js': 'export default { repo: "R" }' }],
    [
      'eleventy',
      '{{ repo }}',
      '<p>R</p>',
      { 'eleventy.config.js': 'export default (c) => { c.addGlobalData("repo", "R") }' },
    ],
    [
      'hugo',
      '[x]({{% param repo %}}/issues/1) {{< param "a.b" >}} {{< param who >}}',
      '<p><a href="https://r.example/issues/1">x</a> deep Ann</p>',
      {
        'hugo.toml':
          'baseURL = "https://b.example/"\n[params]\nrepo = "https://r.example"\n[params.a]\nb = "deep"\n',
      },
    ],
    [
      'hugo',
      '{{ .Params.who }} {{ .Site.Params.x }}',
      '<p>Ann y</p>',
      { 'config/_default/params.toml': 'x = "y"\n' },
    ],
    [
      'zola',
      '{{ config.extra.repo }}',
      '<p>R</p>',
      { 'config.toml': 'base_url = "https://b.example"\n[extra]\nrepo = "R"\n' },
    ],
  ])('%s: %j is filled in', (name, body, html, files) => {
    expect(readText(name, body, 'who: Ann\n', files)).toMatchObject({ html, problems: [] })
  })

  it.each<[SiteName, string, string]>([
    ['jekyll', '[r]({{ site.nothing }}/issues) b', '<p>r b</p>'],
    ['jekyll', '[r](https://r.example/{{ nothing }}/issues) b', '<p>r b</p>'],
    ['jekyll', '<a href="{{ nothing }}/x">r</a> b', '<p>r b</p>'],
    ['jekyll', '[r][1] b\n\n[1]: {{ nothing }}/x', '<p>r b</p>'],
    ['jekyll', '<{{ nothing }}/x> b', '<p> b</p>'],
    ['hugo', '[x]({{% param repo %}}/issues/1) b', '<p>x b</p>'],
    ['hugo', '![i]({{< baseurl >}}img/x.png)', '<p>i</p>'],
    ['none', '[x]({{< param repo >}}/issues/1) b', '<p>x b</p>'],
  ])('%s: %j is a text without a link where the value is unknown', (name, body, html) => {
    const read = readText(name, body)
    expect(read.html).toBe(html)
    expect(read.problems).toHaveLength(1)
  })
})

describe('the tag `link` of Jekyll', () => {
  it('is the address of a file', () => {
    const { html, problems } = readText('jekyll', '[a]({% link assets/a.pdf %}) [b]({% link /a.zip %})')
    expect(html).toBe(
      '<p><a href="https://b.example/assets/a.pdf">a</a> <a href="https://b.example/a.zip">b</a></p>',
    )
    expect(problems).toEqual([])
  })
})

describe('a tag that is left out', () => {
  it.each<[SiteName, string, string]>([
    [
      'eleventy',
      '<figure>\n    {% image "a.png" "alt" %}\n    <figcaption>C</figcaption>\n</figure>',
      '<figure>\n    <img src="https://b.example/blog/a/a.png" alt="alt">\n    <figcaption>C</figcaption>\n</figure>',
    ],
    ['hugo', '<div>\n    {{< mystery >}}\n    <p>x</p>\n</div>', '<div>\n    <p>x</p>\n</div>'],
    ['jekyll', '<div>\n    {% include mystery.html %}\n    <p>x</p>\n</div>', '<div>\n    <p>x</p>\n</div>'],
  ])('%s: %j leaves no empty line in a block of HTML', (name, body, html) => {
    expect(readText(name, body).html).toBe(html)
  })

  it('is one warning, with the first line and a count', () => {
    expect(readText('hugo', '{{< x >}}\n\n{{< x >}} {{< x >}}').problems).toEqual([
      'content/posts/a.md:5 template {{< x >}} is not supported and left out, 3 times in this text',
    ])
  })
})

describe('values where no generator is recognised', () => {
  it('stay as they are typed, with one warning', () => {
    expect(readText('none', 'a {{ b.c }} and {{ b.c }} and `{{ d }}` and {{x}}')).toMatchObject({
      html: '<p>a {{ b.c }} and {{ b.c }} and <code>{{ d }}</code> and {{x}}</p>',
      problems: [
        'a.md:5 template {{ b.c }} is shown as it is typed, 2 times in this text, because no generator of the site is recognised',
      ],
    })
  })

  it('are no formulas', () => {
    expect(readText('none', '$$x_{{a}} + {{ b }}$$').problems).toEqual([])
  })
})
