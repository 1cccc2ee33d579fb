import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderTemplates, type TemplateDialect } from '../../../../src/content/markdown/templates/render.ts'
import type { TemplateContext } from '../../../../src/content/markdown/templates/tag.ts'

const context: TemplateContext = {
  siteUrl: 'https://example.org/blog/',
  siteTitle: 'Site',
  permalink: 'https://example.org/blog/a/',
  title: 'Title',
  findArticle: (reference) =>
    reference.startsWith('missing')
      ? undefined
      : { permalink: `https://example.org/found/${/#.*/.exec(reference)?.[0] ?? ''}`, title: 'Found' },
  findAsset: (name) => `/a/${name}`,
}
const PLAIN: TemplateDialect = { isMdx: false, liquid: 'clear' }
const FILLED: TemplateDialect = { isMdx: false, liquid: 'every' }
const MDX: TemplateDialect = { isMdx: true, liquid: 'clear' }

/** The text with runs of blank lines as one, and what was dropped as `line what`. */
function render(body: string, dialect = PLAIN): { text: string; dropped: string[] } {
  const result = renderTemplates(body, dialect, context)
  const text = result.body.replace(/\n\s*\n+/g, '\n\n').trim()
  return { text, dropped: result.dropped.map(({ line, what }) => `${line} ${what}`) }
}

describe('code', () => {
  it.each([
    '`{{< x >}}`',
    '``a ` {% x %}``',
    '`two\nlines {% x %}`',
    '- a `{% x %}`',
    '```\n{{< x >}}\n```',
    '````md\n```\n{{< x >}}\n```\n````',
    '~~~\n{% x %}\n```\n{% y %}\n~~~',
    '- item\n\n  ```\n  {{< x >}}\n  ```\n  text',
    '1. item\n\n   ~~~\n   :::note\n   ~~~',
    '> ```\n> {% x %}\n> ```',
    '> - a\n>\n>   ```\n>   {% x %}\n>   ```',
    '    {{< x >}}',
    'Text.\n\n\t{% x %}\n\n\t{% y %}',
    '- a\n\n      {% x %}',
    '# Head\n    {% x %}',
    '<pre>\n{{< x >}}\n\n{% y %}\n</pre>',
    'a <code>{{< x >}}</code> b',
    '<!-- {{< x >}} -->',
    '```\nnever closed {{< x >}}',
    '\\\\`{{< x >}}`',
  ])('%j stays as it is', (body) => {
    for (const dialect of [PLAIN, FILLED])
      expect(renderTemplates(body, dialect, context)).toEqual({ body, dropped: [] })
  })

  it.each([
    ['ends with its fence', '```\na\n```\n{{< x >}}', '```\na\n```', '4 {{< x >}}'],
    ['ends with the list it is in', '- ```\n  a\n\nb {{< x >}}', '- ```\n  a\n\nb', '4 {{< x >}}'],
    ['ends with the quotation it is in', '> ```\n> a\nb {{< x >}}', '> ```\n> a\nb', '3 {{< x >}}'],
    ['needs as many backticks at its end', 'a ``b` {{< x >}}', 'a ``b`', '1 {{< x >}}'],
    ['does not reach over a blank line', 'a ` b\n\nc {{< x >}} ` d', 'a ` b\n\nc  ` d', '3 {{< x >}}'],
    ['does not reach into the next item', '- a ` b\n- c {{< x >}} ` d', '- a ` b\n- c  ` d', '2 {{< x >}}'],
    ['does not begin with an escaped backtick', '\\`{{< x >}}`', '\\``', '1 {{< x >}}'],
    ['is no paragraph that goes on', 'a\n    {{< x >}}', 'a', '2 {{< x >}}'],
    ['is no item that goes on', '- a\n\n  {{< x >}}', '- a', '3 {{< x >}}'],
  ])('%s', (_, body, text, dropped) => {
    expect(render(body)).toEqual({ text, dropped: [dropped] })
  })
})

describe("Hugo's shortcodes", () => {
  it.each([
    [
      '{{< figure src="x.png" alt="An a" caption="The *b*" >}}',
      '<figure><img src="x.png" alt="An a"><figcaption>The <em>b</em></figcaption></figure>',
    ],
    [
      '{{< figure\n  src="x.png"\n  title="<b>"\n  link="https://a.example/"\n>}}',
      '<figure><a href="https://a.example/"><img src="x.png" alt=""></a><figcaption><b></figcaption></figure>',
    ],
    [
      '{{< figure src="x.png" title="T" caption="C" attr="*Ann*" attrlink="https://a.example/?a&b" >}}',
      '<figure><img src="x.png" alt="T"><figcaption><strong>T</strong> C <a href="https://a.example/?a&amp;b"><em>Ann</em></a></figcaption></figure>',
    ],
    [
      '{{< figure src="x.png" attr="Ann" >}}',
      '<figure><img src="x.png" alt=""><figcaption>Ann</figcaption></figure>',
    ],
    [
      '{{< youtube id="w7Ft2ymGmfc" title="A film" >}}',
      '<p><a href="https://www.youtube.com/watch?v=w7Ft2ymGmfc">A film</a></p>',
    ],
    [
      '{{< youtube w7Ft2ymGmfc >}}',
      '<p><a href="https://www.youtube.com/watch?v=w7Ft2ymGmfc">https://www.youtube.com/watch?v=w7Ft2ymGmfc</a></p>',
    ],
    ['{{< vimeo 1467 >}}', '<p><a href="https://vimeo.com/1467">https://vimeo.com/1467</a></p>'],
    [
      '{{< x user="a" id="1" >}}',
      '<a href="https://twitter.com/a/status/1">https://twitter.com/a/status/1</a>',
    ],
    [
      '{{< gist a 5b2c3d >}}',
      '<a href="https://gist.github.com/a/5b2c3d">https://gist.github.com/a/5b2c3d</a>',
    ],
    ['[a]({{< ref "b.md#c" >}})', '[a](https://example.org/found/#c)'],
    ['[a]({{% relref path="b" %}})', '[a](https://example.org/found/)'],
    [
      '{{< highlight go "linenos=table" >}}\na `b` {{< x >}}\n{{< /highlight >}}',
      '```go\na `b` {{< x >}}\n```',
    ],
    ['{{< highlight md >}}\n```\na\n```\n{{< / highlight >}}', '````md\n```\na\n```\n````'],
    ['a {{< highlight js >}}b`c{{< /highlight >}}', 'a `` b`c ``'],
    ['{{</* figure src="x" */>}} and {{%/* y */%}}', '{{&lt; figure src="x" >}} and {{% y %}}'],
    [
      '{{% notice tip %}}\nA **b**.\n{{% /notice %}}',
      '<blockquote><div><strong>Tip</strong></div>\n\nA **b**.\n\n</blockquote>',
    ],
    [
      '{{< details summary="More" >}}\nA\n{{< /details >}}',
      '<details><summary>More</summary>\n\nA\n\n</details>',
    ],
    [
      '1. a\n   {{% note %}}\n   b\n   {{% /note %}}\n\n   c',
      '1. a\n\n   <blockquote><div><strong>Note</strong></div>\n\n   b\n\n   </blockquote>\n\n   c',
    ],
    [
      '> {{< note >}}\n> a\n> {{< /note >}}\n> b',
      '> \n>\n> <blockquote><div><strong>Note</strong></div>\n>\n> a\n>\n> </blockquote>\n>\n> \n> b',
    ],
    ['{{< comment >}}\nnever\n{{< /comment >}}', ''],
    ['{{< tabs >}}{{< tab "A" >}}b{{< /tab >}}{{< /tabs >}}', '<div><strong>A</strong></div>\n\nb'],
  ])('%j', (body, text) => {
    expect(render(body)).toEqual({ text, dropped: [] })
  })

  it('that are unknown are replaced by their content', () => {
    expect(render('a\n\n{{< mystery b="c" >}}kept *it*{{< /mystery >}} {{< other >}}')).toEqual({
      text: 'a\n\nkept *it*',
      dropped: ['3 {{< mystery b="c" >}}', '3 {{< other >}}'],
    })
  })

  it('to missing articles are not rendered as links', () => {
    expect(render('[a]({{< ref "missing" >}}) {{< ref "missing" >}}')).toEqual({
      text: '[a](@/missing)',
      dropped: ['1 {{< ref "missing" >}}'],
    })
  })
})

describe('Liquid and similar languages', () => {
  it.each([
    ['{% raw %}{{ x }} `{% y %}`{% endraw %}', '{{ x }} `{% y %}`'],
    ['{%- highlight ruby linenos -%}\na = `b`\n{%- endhighlight -%}', '```ruby\na = `b`\n```'],
    ['[a]({% post_url 2020-01-02-b %})', '[a](https://example.org/found/)'],
    ['[a]({% link _posts/2020-01-02-b.md %})', '[a](https://example.org/found/)'],
    ['![a]({{ site.baseurl }}/b.png)', '![a](/blog/b.png)'],
    ["{{ '/b' | relative_url }} {{ 'b' | absolute_url }}", '/blog/b https://example.org/blog/b'],
    ['{{ "/b" | prepend: site.baseurl | prepend: site.url }}', 'https://example.org/blog/b'],
    ['{{ page.title }} {{ site.title | escape }}', 'Title Site'],
    ['{% highlight js %}\n{% raw %}{{ a }}{% endraw %}\n{% endhighlight %}', '```js\n{{ a }}\n```'],
    ['{% comment %}never{% endcomment %}a', 'a'],
    ['{% asset_img "b c.png" A title %}', '<img src="/a/b c.png" alt="A title">'],
    ['![a]({% asset_path b.png %})', '![a](/a/b.png)'],
    ['{% codeblock lang:js a.js %}\nb\n{% endcodeblock %}', '```js\nb\n```'],
    ['{% post_link b %}', '<a href="https://example.org/found/">Found</a>'],
    ['{% link Text https://a.example/ %}', '<a href="https://a.example/">Text</a>'],
    [
      '{% include figure image_path="/b.png" alt="B" caption="C" %}',
      '<figure><img src="/b.png" alt="B"><figcaption>C</figcaption></figure>',
    ],
    [
      '{% note warning %}\nA\n{% endnote %}',
      '<blockquote><div><strong>Warning</strong></div>\n\nA\n\n</blockquote>',
    ],
    ['{% blockquote A, B %}\nC\n{% endblockquote %}', '<blockquote>\n\nC\n\n<p>— A, B</p></blockquote>'],
    [
      '{{ youtube(id="w7Ft2ymGmfc") }}',
      '<p><a href="https://www.youtube.com/watch?v=w7Ft2ymGmfc">https://www.youtube.com/watch?v=w7Ft2ymGmfc</a></p>',
    ],
    ['{% quote(author="A") %}B{% end %}', '<blockquote>\n\nB\n\n<p>— A</p></blockquote>'],
    ['{{/* youtube(id="x") */}}', '{{ youtube(id="x") }}'],
    ['{# never #}a', 'a'],
    ['[a]({{ site.url }}{% post_url 2020-01-02-b %})', '[a](https://example.org/found/)'],
    ['[a]({{site.url}}{{ site.baseurl }}{% link _posts/b.md %})', '[a](https://example.org/found/)'],
    ['[a]({{ site.baseurl }}{{ page.url }})', '[a](https://example.org/blog/a/)'],
    ["{% img left /b.png 300 200 'B' %}", '<img src="/b.png" alt="B">'],
    [
      '{% include figure.html url="/b.png" description="B" %}',
      '<figure><img src="/b.png" alt="B"><figcaption>B</figcaption></figure>',
    ],
    [
      '{% include video id="w7Ft2ymGmfc" provider="vimeo" %}',
      '<p><a href="https://vimeo.com/w7Ft2ymGmfc">https://vimeo.com/w7Ft2ymGmfc</a></p>',
    ],
    ['a {% label primary@b c %} {% label @d %}', 'a b c d'],
    ['{% cq %}\nA\n{% endcq %}', '<blockquote>\n\nA\n\n</blockquote>'],
    ['{% hideToggle More %}\nA\n{% endhideToggle %}', '<details><summary>More</summary>\n\nA\n\n</details>'],
  ])('%j', (body, text) => {
    expect(render(body, FILLED)).toEqual({ text, dropped: [] })
  })

  it('drops unknown tags and keeps the content of blocks', () => {
    expect(
      render('{% if a %}b{% else %}c{% endif %} {{ d.e }} {% f %}{% for a in b %}d{% endfor %}', FILLED),
    ).toEqual({
      text: 'bc',
      dropped: ['1 {% if a %}', '1 {{ d.e }}', '1 {% f %}', '1 {% for a in b %}d{% endfor %}'],
    })
  })

  it('leaves braces alone that may be text where no generator fills them in', () => {
    expect(render('Write {{ name }} and {#x}, {{ site.url }}.')).toEqual({
      text: 'Write {{ name }} and {#x}, https://example.org.',
      dropped: [],
    })
  })
})

describe('blocks between colons', () => {
  it.each([
    [
      ':::note Watch *out*\n\nA `:::`\n\n:::',
      '<blockquote><div><strong>Watch <em>out</em></strong></div>\n\nA `:::`\n\n</blockquote>',
    ],
    [':::tip[Mine]\nA\n:::', '<blockquote><div><strong>Mine</strong></div>\n\nA\n\n</blockquote>'],
    [
      '::::info\n:::tip\nA\n:::\n::::',
      '<blockquote><div><strong>Info</strong></div>\n\n<blockquote><div><strong>Tip</strong></div>\n\nA\n\n</blockquote>\n\n</blockquote>',
    ],
    ['::: details More\nA\n:::', '<details><summary>More</summary>\n\nA\n\n</details>'],
    ['::: code-group\n```js\n:::x\n```\n:::', '```js\n:::x\n```'],
    ['a ::: b', 'a ::: b'],
    ['> [!NOTE]\n> A', '> **Note**  \n> A'],
    ['[!NOTE]\n\n> `[!NOTE]`', '[!NOTE]\n\n> `[!NOTE]`'],
  ])('%j', (body, text) => {
    expect(render(body)).toEqual({ text, dropped: [] })
  })
})

describe('attributes', () => {
  it.each([
    ['# A {#b}', '# A'],
    ['## A {#b .c d=e}\n\nText {#b}', '## A \n\nText {#b}'],
    ['A\n{: .b #c}', 'A'],
    ['![a](b.png){: width="3" } and [c](d){.e}', '![a](b.png) and [c](d)'],
    ['* TOC\n{:toc}\n\nA', 'A'],
    ['[[toc]]\n\n[TOC]\n\nA', 'A'],
    ['{:ok, value} and {:error} are text', '{:ok, value} and {:error} are text'],
    ['{:.b.c}\nA', 'A'],
    ['{::comment}\nnever\n{:/comment}\nA', 'A'],
    ['A\n\n*[HTML]: Never\n\n*[a]* b', 'A\n\n*[a]* b'],
  ])('%j', (body, text) => {
    expect(render(body)).toEqual({ text, dropped: [] })
  })
})

describe('elements with a markdown attribute', () => {
  it.each([
    ['<div class="a" markdown="1">\n*b*\n</div>\nc', '<div class="a">\n\n*b*\n\n</div>\n\nc'],
    ["  <aside markdown='block'>*b*\n  </aside>", '<aside>\n\n*b*\n\n</aside>'],
    ['<div>\n*b*\n</div>', '<div>\n*b*\n</div>'],
    ['`<div markdown="1">`', '`<div markdown="1">`'],
  ])('hold Markdown: %j', (body, text) => {
    expect(render(body)).toEqual({ text, dropped: [] })
  })
})

describe('MDX', () => {
  it.each([
    ["import A from 'b'\nimport {\n  C,\n} from 'd'\n\nText", 'Text'],
    ['export const a = {\n  b: 1,\n\n  c: 2,\n}\n\nText', 'Text'],
    ['import duties rose.\nexport of grain fell.', 'import duties rose.\nexport of grain fell.'],
    ['import b from \'./b.png\'\n\n<Image src={b} alt="B" />', '<img src="./b.png" alt="B">'],
    ['<img src={require("./b.png").default} style={{ a: 1 }} />', '<img src="./b.png">'],
    ['a{" "}b{/* c */}', 'a b<!--c-->'],
    ['{/* truncate */}', '<!--truncate-->'],
    ['a \\{b\\} `{c}` $x_{1}$', 'a \\{b\\} `{c}` $x\\_{1}$'],
    ['<Image img={require("./b.png")} alt="B" />', '<img src="./b.png" alt="B">'],
    [
      '<Tabs>\n  <TabItem value="a" label="A">\n\n    Text\n\n    ```js\n    {b}\n    ```\n\n  </TabItem>\n</Tabs>',
      '<div><strong>A</strong></div>\n\nText\n\n```js\n{b}\n```',
    ],
    [
      '<Callout type="info">a *b*</Callout>',
      '<blockquote><div><strong>Info</strong></div>\n\na *b*\n\n</blockquote>',
    ],
    ['<Highlight color="red">a</Highlight>', 'a'],
    ['<video src="a.mp4" />', '<video src="a.mp4"></video>'],
    ['<figcaption>a *b*</figcaption>', '<figcaption>a <em>b</em></figcaption>'],
    [
      '- a\n  :::note\n  b\n  :::',
      '- a\n\n  <blockquote><div><strong>Note</strong></div>\n\n  b\n\n  </blockquote>',
    ],
    ['<div className="x">\n  a *b*\n</div>', '<div className="x">\n\na *b*\n\n</div>'],
    ['<CodeBlock language="js">{`a {b}`}</CodeBlock>', '```js\na {b}\n```'],
    ['1 < 2 and <https://a.example/>', '1 < 2 and <https://a.example/>'],
    [
      '<YouTube id="w7Ft" />',
      '<p><a href="https://www.youtube.com/watch?v=w7Ft">https://www.youtube.com/watch?v=w7Ft</a></p>',
    ],
  ])('%j', (body, text) => {
    expect(render(body, MDX)).toEqual({ text, dropped: [] })
  })

  it('replaces unknown components and code by their content', () => {
    expect(render('<Foo a={b}>\n  kept\n</Foo>\n\n<Bar/> {c.d}', MDX)).toEqual({
      text: 'kept',
      dropped: ['1 <Foo a={b}>', '5 <Bar/>', '5 {c.d}'],
    })
  })
})

describe('hostile text', () => {
  const LENGTH = 300_000
  it.each([
    '{{<',
    '{{< x >}}',
    '{{< highlight >}}',
    '{%',
    '{% raw %}',
    '{% x %}{% endx %}',
    '{{ a | b }}',
    '{#a ',
    '`',
    '` ',
    '`a``b```',
    '``` \n',
    ':::a\n',
    '> ',
    '- ',
    '{',
    '{\\`',
    '<A ',
    '<A {',
    '<A b="',
    '<A>\n  ',
    '<pre>',
    '$a_',
    'export const a = {\n\n',
    'import import\n',
  ])('%j repeated many times is rendered', (part) => {
    const body = part.repeat(LENGTH / part.length)
    for (const dialect of [FILLED, MDX]) {
      expect(renderTemplates(body, dialect, context).body).toBeTypeOf('string')
    }
  })

  it('is cut only at tags', () => {
    const body = '{{<'.repeat(1000)
    expect(render(body)).toEqual({ text: body, dropped: [] })
  })
})

describe('any text', () => {
  const PARTS = [
    '{{< ',
    ' >}}',
    '{{% /',
    '{% raw %}',
    '{% endraw %}',
    '{% note %}',
    '{% end',
    ' %}',
    '{{ ',
    ' }}',
    '{#',
    '{: .a}',
    '`',
    '``',
    '```\n',
    '~~~',
    '<Tabs>',
    '</Tabs>',
    '<A b={',
    '}',
    '/>',
    '"',
    ':::note\n',
    ':::\n',
    '\n',
    '\n\n',
    '    ',
    '> ',
    '- ',
    '1. ',
    '# ',
    'import a from "b"\n',
    'export const a = {',
    '$',
    '\\',
    '<pre>',
    '</pre>',
    '<!--',
    '-->',
    'a',
    ' ',
  ]
  const anyText = fc.array(fc.constantFrom(...PARTS), { maxLength: 40 }).map((parts) => parts.join(''))

  it('is rendered without a throw, and its last lines of code stay unchanged', () => {
    const code = '{{< a >}} {% b %} {{ c }} <D e={f}/> :::g {: .h}'
    fc.assert(
      fc.property(anyText, fc.constantFrom(PLAIN, FILLED, MDX), (text, dialect) => {
        renderTemplates(text, dialect, context)
        const { body } = renderTemplates(`a\n\n~~~~\n${code}\n~~~~\n\n${text}`, dialect, context)
        expect(body.startsWith(`a\n\n~~~~\n${code}\n~~~~`)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
