/** Definition lists, footnotes, attributes, abbreviations: what Goldmark, kramdown and Python-Markdown's `extra` have. */
export const DEFINITIONS = [
  'Term\n: Definition',
  'Term\n\n: Definition',
  'Term one\nTerm two\n: Def one\n: Def two',
  'Term\n:   Def para\n\n    second para\n\nAfter',
  'Term\n: Def\n\nOther\n: Def 2',
  'Term\n: lazy\ncontinued',
  '**Term**\n: *Def* with `code`',
  'Term\n:   - a\n    - b',
  'Term\n:   text\n\n        code',
  'Before\n\nTerm\n: Definition\n\nAfter',
  'Apple\n:   Pomaceous fruit.\n\nOrange\n:   The fruit of an evergreen tree.',
  ': alone',
  'a : b',
]

export const FOOTNOTES = [
  'Text[^1] more.\n\n[^1]: The note.',
  'A[^a] and B[^b].\n\n[^a]: Note *a*.\n[^b]: Note b with `code`.',
  'Twice[^x] and again[^x].\n\n[^x]: Once.',
  'Order[^z] and[^y].\n\n[^y]: Why.\n\n[^z]: Zed.',
  'No such[^none] note.',
  'Long[^long].\n\n[^long]:\n    First paragraph.\n\n    Second paragraph.\n\nAfter.',
  'Before\n\n[^n]: Defined first.\n\nThen used[^n].',
  'Named[^a-name].\n\n[^a-name]: With a [link](https://e.example/).',
]

/** `{: …}` of kramdown. */
export const BLOCK_ATTRIBUTES = [
  'Text\n{: .class}',
  '# Heading {#own}',
  '## Heading {#own-id}\n\ntext',
  'Text\n{: .class #id key="value"}\n\nMore',
  '- a\n- b\n{: .list}',
  '> quoted\n{: .big}',
  '*em*{: .red} and [x](https://e.example/){: .button}',
  '![A bridge](https://e.example/x.png){: width="10"}',
  '`code`{: .language-js}',
]

/** `{: …}` and `{ … }` of Python-Markdown's attr_list. */
export const ATTRIBUTE_LISTS = [
  'Text\n{: .class #id }',
  '# Heading {: #own }',
  '# Heading { #own .class }',
  '[x](https://e.example/){ .button }',
  '[x](https://e.example/){ .button target="_blank" }',
  '![A bridge](https://e.example/x.png){ width="300" }',
  '![A bridge](https://e.example/x.png){ align=left }',
  '*em*{: .red } after',
]

/** Abbreviations of kramdown and PHP Markdown Extra. */
export const ABBREVIATIONS = [
  'The HTML specification.\n\n*[HTML]: Hyper Text Markup Language',
  'W3C and HTML.\n\n*[W3C]: World Wide Web Consortium\n*[HTML]: Hyper Text Markup Language',
]

export const MARKDOWN_IN_HTML = [
  '<div markdown="1">\n*em* and **strong**\n</div>',
  '<div markdown="1">\n\n- a\n- b\n\n</div>\n\nafter',
  '<section markdown="1">\n## Heading\n\ntext\n</section>',
]

/** kramdown's own marks. */
export const KRAMDOWN = [
  '- a\n^\n- b',
  'a\n\n^\n\nb',
  'a\n{::comment}\nhidden\n{:/comment}\n\nb',
  'text {::nomarkdown}<b>x</b>{:/} text',
  '* TOC\n{:toc}\n\n# One\n\n## Two',
]

/** GFM, as Goldmark and kramdown's GFM parser have it. */
export const GFM = [
  '~~gone~~ text',
  'a ~~gone~~, b',
  '```\nfenced\n```\ntext that follows directly',
  'text\n```\nfenced\n```',
  'text\n- a\n- b',
  '* a\n* b\n\ntext',
  '# A heading\ntext',
  '- [ ] open\n- [x] done',
]

/** Bare addresses, which Goldmark makes links. */
export const BARE = [
  'See https://e.example/a_b_c for more.',
  'www.e.example and https://e.example.',
  '(https://e.example/x)',
  'https://e.example/a*b*c',
]

/** Emoji where the site has switched them on. */
export const EMOJI = [
  'Hello :wave: and :+1:',
  'No :such_name: and 10:30:45',
  ':smile::heart:',
  '*:tada:* and [:rocket:](https://e.example/)',
  ":100: at :eight: o'clock",
  '- :white_check_mark: done\n- :x: not',
]

/** Admonitions of Python-Markdown. */
export const ADMONITIONS = [
  '!!! note\n    A note.',
  '!!! warning "Mind *this*"\n    First.\n\n    Second.\n\nAfter',
  '!!! tip ""\n    No title.',
  '!!! note\n\n    - a\n    - b',
  '!!! danger highlight blink "Two kinds"\n    Text',
  'Before\n\n!!! note\n    Text\n\nAfter',
  '!!! note\n    Text\nright behind',
  '!!! note\n    Outer\n\n    !!! tip\n        Inner\n\n    Outer again',
  '!!! note\n\n        code\n\n    text',
  '!!! note\n    > quoted',
  '- item\n\n    !!! note\n        In an item.\n\n- other',
  '!!! note\n    ## Heading\n\n    text',
  '```\n!!! note\n    code\n```',
  '!!! without\nindentation',
  '!! no note\n    x',
]
