/** A text that grows: `make(length)` is about that many characters. */
export interface Growing {
  name: string
  path: string
  make(length: number): string
}

/** What opens, closes or separates something in Markdown, in HTML and in template languages. */
const MARKS = [
  ...'* ** *** _ __ ___ ~ ~~ ` `` ``` [ ] [] ![ [^ ^[ ( ) < > </ <! <? <!-- --> ]]> & &# ; " \' \\ | || : :: ::: = == # - -- --- + +++ ! $ $$ { } {{ }} {% %} {# #}'.split(
    ' ',
  ),
  ...'{: {:: {::comment} {:/} {{< {{% >}} \\( \\[ \\) http:// www. @ a@b. a: import export /* */ // , . ? ^ % ENDS'.split(
    ' ',
  ),
  '<![CDATA[',
  '~~~',
  '- [ ] ',
  '1. ',
  '> ',
  '- ',
  '* - ',
  '[a]: ',
  '[a]:\n',
  '[^a]: ',
  '[^a]',
  '*[a]: ',
  '[!note]',
  '[[toc]]',
  ':-|',
  '\t',
  '    ',
  '&amp;',
  '&#x41;',
  '\u0000',
  '\ud800',
  'é',
  '\u00a0',
  'import ',
  'export ',
  'export default {',
  'import {',
  '<a ',
  '<a href="',
  '<p style="',
  '<img srcset="',
  '<a b=',
  '<b>',
  '</b>',
  '<p>',
  '<div>',
  '<td>',
  '<pre>',
  '<svg>',
  '<math>',
  '<script>',
  '<style>',
  '<iframe>',
  '<noscript>',
  '<div markdown="1">',
  '<A',
  '<A ',
  '<A b={',
  '<A {',
  '{/*',
  '{% raw %}',
  '{% highlight a %}',
  '{{ "',
  '{{ a | b',
  '{{< highlight >}}',
  '{{< a "',
  '{{< figure src="a" >}}',
  '{{< note >}}',
  '{% note %}',
  '::: note\n',
  '::a[',
  '::a{',
]

/** What opens something, and what closes it. */
const PAIRS: [open: string, close: string][] = [
  ['*', '*'],
  ['**', '**'],
  ['***', '***'],
  ['*', '**'],
  ['_', '*'],
  ['**', '_'],
  ['~~', '~~'],
  ['`', '`'],
  ['``', '`'],
  ['[', ']'],
  ['![', ']'],
  ['[', '](b)'],
  ['![', '](b)'],
  ['[', '](<b'],
  ['[', '](b "'],
  ['[', '][b]'],
  ['[a](', ')'],
  ['[a](<', '>)'],
  ['[a](b "', '")'],
  ['(', ')'],
  ['^[', ']'],
  ['[^', ']'],
  ['[^a', ']: b\n'],
  ['<', '>'],
  ['<http:', '>'],
  ['<a@b.c', '>'],
  ['<!--', '-->'],
  ['<!', '>'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
  ['<b>', '</b>'],
  ['<b>', '</i>'],
  ['<b><i>', '</b></i>'],
  ['<p>', '</p>'],
  ['<p>', '</div>'],
  ['<div>', '</div>'],
  ['<div>\n\n', '\n\n</div>\n\n'],
  ['<li>', '</ul>'],
  ['<table><tr><td>', '</table>'],
  ['<pre>', '</pre>'],
  ['<svg>', '</svg>'],
  ['<script>', '</script>'],
  ['<style>', '</style>'],
  ['<noscript>', '</noscript>'],
  ['<iframe src="a">', '</iframe>'],
  ['<object>', '</object>'],
  ['<math><annotation>', '</math>'],
  ['<a href="', '">'],
  ["<a href='", "'>"],
  ['<a href="#', '">b</a>'],
  ['<sup><a href="', '">1</a></sup>'],
  ['<p style="', '">'],
  ['<p id="', '">'],
  ['<img srcset="', '">'],
  ['<img src="', '">'],
  ['<td style="text-align:', '">b'],
  ['<code class="', '">'],
  ['<iframe src="https://www.youtube.com/embed/', '"></iframe>'],
  ['&', ';'],
  ['&#', ';'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
  ['\n\\[', '\\]\n'],
  ['$', '$'],
  ['$$', '$$'],
  ['{', '}'],
  ['{{', '}}'],
  ['{{ ', ' }}'],
  ['{{ "', '" }}'],
  ['{{ site.url', '}}'],
  ['{{ page.title | a: "', '" }}'],
  ['{%', '%}'],
  ['{% a ', ' %}'],
  ['{% note %}', '{% endnote %}'],
  ['{% raw %}', '{% endraw %}'],
  ['{% comment %}', '{% endcomment %}'],
  ['{% include a b="', '" %}'],
  ['{#', '#}'],
  ['{{<', '>}}'],
  ['{{< a ', ' >}}'],
  ['{{< a b="', '" >}}'],
  ['{{< figure caption="', '" src="a" >}}'],
  ['{{< note >}}', '{{< /note >}}'],
  ['{{< note >}}', '{{< /tip >}}'],
  ['{{< highlight >}}', '{{< /highlight >}}'],
  ['{{% note %}}\n', '\n{{% /note %}}\n'],
  ['{{</* ', ' */>}}'],
  [':::note\n', '\n:::\n'],
  [':::note[', ']\nb\n:::\n'],
  [':::note{', '}\nb\n:::\n'],
  ['::: {.', '}\n'],
  ['\n::a[', ']{b}\n'],
  ['{:', '}'],
  ['\n{:', '}\n'],
  ['{: a="', '"}'],
  ['# a {#', '}\n'],
  ['[a](b){#', '}'],
  ['{::comment}', '{:/comment}'],
  ['\n*[', ']: b\n'],
  ['<div markdown="1">', '</div>\n'],
  ['<div a markdown="1" ', '>\n'],
  ['<Note>', '</Note>'],
  ['<Note>\n\n', '\n\n</Note>\n'],
  ['<Note a="', '"/>'],
  ['<Note a={', '}/>'],
  ['<Note {...', '}/>'],
  ['<>', '</>'],
  ['{/*', '*/}'],
  ['{"', '"}'],
  ['{`', '`}'],
  ['{require("', '")}'],
  ['import a from "', '"\n'],
  ['import {', '} from "a"\n'],
  ['export const a = {', '}\n\n'],
  ['export const a = "', '"\n\n'],
  ['| a | b |\n|---|---|\n', '|'],
  ['```\n', '\n```\n'],
  ['~~~ a\n', '\n~~~\n'],
  ['> ', '\n'],
  ['- ', '\n'],
  ['- ', '\n\n'],
  ['1. ', '\n'],
  ['    ', '\n'],
  ['# ', ' #\n'],
  ['# ', ' # \n'],
  ['a', '\n===\n'],
  ['a', '\n---\n'],
  ['|', '\n'],
  ['[a]: <', '>\n'],
  ['[a]: b "', '"\n'],
  ['[a', ']: b\n'],
  ['https://', ' '],
  ['https://a.b/(', ')'],
  ['mailto:', '@b.c '],
  ['a@', '.c '],
  ['a', '  \n'],
]

function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, Math.max(length, unit.length))
}

type Shape = [name: string, make: (length: number) => string]

function shapesOf(mark: string): Shape[] {
  return [
    ['repeated', (length) => fill(mark, length)],
    ['between words', (length) => fill(`${mark}a `, length)],
    ['with blanks', (length) => fill(`${mark} `, length)],
    ['on lines', (length) => fill(`${mark}a\n`, length)],
    ['in paragraphs', (length) => fill(`a ${mark}\n\n`, length)],
    ['nested lines', (length) => fill(`${mark}\n`, length)],
    ['once, before blanks', (length) => `${mark}${fill(' ', length)}!`],
    ['once, before blank lines', (length) => `${mark}${fill('\n', length)}!`],
    ['once, before a long word', (length) => `${mark}${fill('a', length)}!`],
    ['once, before words', (length) => `${mark}${fill('a b ', length)}!`],
    ['once, after blanks', (length) => `a${fill(' ', length)}${mark}!`],
  ]
}

function pairShapesOf([open, close]: [string, string]): Shape[] {
  const half = (unit: string, length: number) => unit.repeat(Math.ceil(length / 2 / unit.length))
  return [
    ['side by side', (length) => fill(`${open}a${close} `, length)],
    ['without content', (length) => fill(open + close, length)],
    ['on lines', (length) => fill(`${open}a${close}\n\n`, length)],
    ['nested', (length) => `${half(open, length)}a${half(close, length)}`],
    ['opened, then closed once', (length) => `${fill(open, length)}a${close}`],
    ['opened once, then closed', (length) => `${open}a${fill(close, length)}`],
    ['around blanks', (length) => `${open}${fill(' ', length)}${close}`],
    ['around a long word', (length) => `${open}${fill('a', length)}${close}`],
    ['around different words', (length) => `${open}${numbered(length)}${close}`],
    ['with different words', (length) => numbered(length, (word) => `${open}${word}${close} `)],
    ['around each other', (length) => fill(`${open}a${open}b${close}`, length)],
    ['closed before opened', (length) => fill(`${close}a${open}`, length)],
  ]
}

/** Words that are all different. */
function numbered(length: number, write = (word: string) => `${word} `): string {
  const parts: string[] = []
  for (let [at, size] = [0, 0]; size < length; at++) {
    const part = write(`a${at}`)
    parts.push(part)
    size += part.length
  }
  return parts.join('')
}

const HEADER = '---\ntitle: T\ndate: 2024-01-02\n---\n'

const BODIES: Growing[] = ['a.md', 'a.mdx'].flatMap((path) => [
  ...MARKS.flatMap((mark) =>
    shapesOf(mark).map(([shape, make]) => ({
      name: `${path} ${JSON.stringify(mark)} ${shape}`,
      path,
      make: (length: number) => HEADER + make(length),
    })),
  ),
  ...PAIRS.flatMap((pair) =>
    pairShapesOf(pair).map(([shape, make]) => ({
      name: `${path} ${JSON.stringify(pair)} ${shape}`,
      path,
      make: (length: number) => HEADER + make(length),
    })),
  ),
])

/** What may stand around, and be repeated within, front matter. */
const HEADERS: [name: string, make: (length: number) => string][] = [
  ...['---', '+++', '{', '---json\n{', ';;;', '...', 'title:', '\ufeff', '\n'].flatMap((mark): Shape[] =>
    shapesOf(mark).map(([shape, make]) => [`${JSON.stringify(mark)} ${shape}`, make]),
  ),
  ...(
    [
      ['[', ']'],
      ['{', '}'],
      ['"', '"'],
      ["'", "'"],
      ['[a, ', '], '],
      ['{a: ', '}, '],
      ['&a [', '], '],
      ['&a b, *a', ', '],
      ['!a ', ', '],
      ['!!', ' '],
      ['# ', '\n'],
      ['- ', '\n'],
      ['? ', '\n'],
      ['a: ', '\n'],
      ['a: |\n ', '\n'],
      ['a: >-\n  b\n', '\n'],
      ['<<: ', ','],
      ['\\', '\n'],
      ['  ', '\n'],
      ['\t', '\n'],
      [', ', ';'],
      ['a & ', 'b'],
      ['a <', '>'],
      ['a@b.c (', ')'],
      ['[a](', ')'],
      ['2024-01-02 (', ')'],
      ['/', '/'],
      ['-', '-'],
      ['#', '?'],
      ['%', '%'],
      [':', ' '],
    ] as [string, string][]
  ).flatMap((pair) => pairShapesOf(pair).flatMap(([shape, make]) => headersOf(pair, shape, make))),
]

function headersOf(pair: [string, string], shape: string, make: (length: number) => string): Shape[] {
  const name = (where: string) => `${where} ${JSON.stringify(pair)} ${shape}`
  const keys =
    'title summary authors tags date id permalink aliases image enclosures lang correction place link'.split(
      ' ',
    )
  return [
    [name('YAML'), (length) => `---\ntitle: T\ndate: 2024-01-02\na: ${make(length)}\n---\nb`],
    [name('TOML'), (length) => `+++\ntitle = "T"\ndate = 2024-01-02\na = ${make(length)}\n+++\nb`],
    [name('JSON'), (length) => `{"title": "T", "date": "2024-01-02", "a": ${make(length)}}\nb`],
    [name('YAML without a fence'), (length) => `title: T\ndate: 2024-01-02\na: ${make(length)}\n---\nb`],
    [name('bare YAML'), (length) => `---\n${make(length)}\n---\nb`],
    [name('bare TOML'), (length) => `+++\n${make(length)}\n+++\nb`],
    [name('bare keys'), (length) => `Title: T\nDate: 2024-01-02\nA: ${make(length)}\n\nb`],
    [
      name('values'),
      (length) => {
        const value = JSON.stringify(make(length / keys.length))
        return `---\n${keys.map((key) => `${key === 'date' ? 'updated' : key}: ${value}`).join('\n')}\ndate: 2024-01-02\n---\nb`
      },
    ],
  ]
}

/** Every text that is grown. */
export const INPUTS: readonly Growing[] = [
  ...BODIES,
  ...HEADERS.map(([name, make]) => ({ name: `front matter ${name}`, path: '2024-01-02-a.md', make })),
]
