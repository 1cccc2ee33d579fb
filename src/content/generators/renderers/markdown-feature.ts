/** What a generator's Markdown has beyond CommonMark, GFM and footnotes, or without. */
export type MarkdownFeature =
  /** Curly quotes, dashes and ellipses by the rules of Goldmark, of kramdown, or of marked's smartypants in Hexo. */
  | 'goldmark-quotes'
  | 'goldmark-symbols'
  | 'kramdown-quotes'
  | 'kramdown-symbols'
  | 'smartypants'
  | 'definition-lists'
  /** A line break is a break. */
  | 'breaks'
  /** Indented lines are text. */
  | 'no-indented-code'
  /** `^` alone on a line ends a block. */
  | 'end-of-block'
  /** A line of attributes behind a block is not shown. */
  | 'block-attributes'
  /** `==marked==` text. */
  | 'mark'
  /** `:wave:` is an emoji. */
  | 'emoji'
  /** Beside emoji, names of icons stand for pictures of the design, which feeds do not have. */
  | 'icons'
  /** Indented blocks behind `!!! note`, behind `??? note`, and behind `=== "Title"`. */
  | 'admonitions'
  | 'details'
  | 'tabs'
  /** Blocks from `/// note | Title` to `///`: admonitions, those that fold, tabs, and others of which the marks are not shown. */
  | 'block-admonitions'
  | 'block-details'
  | 'block-tabs'
  | 'block-html'
  /** `{ .class key=value }` behind an element or a block is not shown. */
  | 'attribute-lists'
  /** `#Title` is a heading. */
  | 'close-headings'
  /** A backslash at the end of a line is shown. */
  | 'no-backslash-breaks'
  | 'no-strikethrough'
  | 'no-footnotes'
  /** Lists, underlined headings and emphasis as in Markdown before CommonMark. */
  | 'older'
  /** A list starts behind an empty line alone. */
  | 'lists-behind-blank'

/** Features, some of which are switched off. */
export type Switches = readonly (MarkdownFeature | false)[]
