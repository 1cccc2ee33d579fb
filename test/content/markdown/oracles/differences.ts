import type { OracleName } from './renderers.ts'

const PYTHON = ['pelican', 'mkdocs'] as const
const OLDER = ['kramdown', ...PYTHON] as const
const ALL = ['goldmark', ...OLDER] as const

/** Documents that feeds show otherwise than these renderers, and why that is meant. */
export const DIFFERENCES: readonly [text: string, oracles: readonly OracleName[], reason: string][] = [
  ['[empty]()', ALL, 'a link that leads nowhere is its text'],
  ['- [ ] open\n- [x] done', ['goldmark', 'kramdown'], 'feeds cannot carry form controls'],
  ['https://e.example/a*b*c', ['goldmark'], 'a star belongs to the address that it stands in'],
  ['**「強調」**です', ['goldmark'], 'emphasis beside letters without blanks is meant as emphasis'],
  ['这是**“重点”**。', ['goldmark'], 'emphasis beside letters without blanks is meant as emphasis'],
  ['***both*** and **_both_** and _**both**_', OLDER, 'the same text, nested the other way round'],
  ['<div>\n\n*em* in HTML\n\n</div>', OLDER, 'an empty line ends a block of HTML, as in CommonMark'],
  ['<div>text</div> *em* behind', OLDER, 'a block of HTML is as long as in CommonMark'],
  ['\\<div> and \\&amp;', OLDER, 'a backslash escapes every sign, so that no HTML comes of it'],
  ['a | b without a table', ['kramdown'], 'a bar without a line of dashes below makes no table'],
  [
    '| a | b |\n|---|---|\n| `x` | y |\n\ntext | text',
    ['kramdown'],
    'a bar without a line of dashes below makes no table',
  ],
  ['`a  b` and ` a `', ['kramdown'], 'blanks at the ends of code do not matter'],
  ['a\nb\n---', ['kramdown'], 'a line of dashes is a rule, not a dash'],
  ['$$x^2$$ and $a_1$', ['kramdown'], 'formulas stay as they are typed, without the marks of MathJax'],
  ['* TOC\n{:toc}\n\n# One\n\n## Two', ['kramdown'], 'the contents of a page are of no use in a feed'],
  ['1. one\n\n    two\n\n    three\n2. four', PYTHON, 'an item needs no empty line before it'],
  ['1. a\n\n   b\n2. c', PYTHON, 'what stands below the text of an item belongs to it'],
  ['* a\n\n  second\n\n* b', PYTHON, 'what stands below the text of an item belongs to it'],
  ['- a\n\n  ```\n  code\n  ```\n\n- b', PYTHON, 'what stands below the text of an item belongs to it'],
  ['- a\n  - b\n  - c\n- d', PYTHON, 'two blanks are enough for a list in a list'],
  ['- a\n\n        code in an item\n\n- b', PYTHON, 'code is indented by four from the text of its item'],
  ['- a\n- \n- c', PYTHON, 'an empty item underlines nothing'],
  ['> a\n\n> b', PYTHON, 'an empty line parts two quotations'],
  ['*a **b** c* and **a *b* c**', PYTHON, 'strong text in emphasis is strong'],
  ['*unclosed and **unclosed', PYTHON, 'what nothing closes is text'],
  ['** not strong **', PYTHON, 'what starts with a blank is not strong'],
  [
    'Order[^z] and[^y].\n\n[^y]: Why.\n\n[^z]: Zed.',
    ['pelican'],
    'notes are in the order of the text, not of their definitions',
  ],
  ['# A {#a}\n\n[to it](#a)', ['mkdocs'], 'the id of a heading is shown nowhere'],
  ['!!! note\n\n        code\n\n    text', ['mkdocs'], 'indented code may come first in a block'],
]
