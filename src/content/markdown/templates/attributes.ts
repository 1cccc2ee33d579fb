import { matchAt, type Search } from './search.ts'
import { type Syntax, type Tag, textTag } from './tag.ts'

/** Inside a line: kramdown's and Python-Markdown's `{: .class #id key="value"}`, `{::options … /}` and `{:/}`, but not text such as `{:ok, x}`. */
const LIST =
  /\{:(?:[ \t]{0,9}(?:(?:[.#][\w:-]{1,99}(?![\w:-])|[\w-]{1,50}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))[ \t]{0,9}){1,20}|:\w[^{}\n]{0,300}|\/\w{0,30})\}/y
/** At the start of a line: a name is allowed too, as in `{:toc}`. */
const LINE = /\{:(?:[^{}\n]|\n(?![ \t]{0,99}\n)){0,500}\}[ \t]{0,99}(?=\n|$)/y
/** `{#id .class key=value}` after a heading, an image or a link. */
const SHORT = /\{[ \t]?[#.][\p{L}\p{M}\p{N}_:.-]+(?:[ \t][^{}\n]{0,300})?\}/uy
/** attr_list of Python-Markdown: `{ .class #id key=value }`, in which a colon may come first. */
const LIST_OF_EXTENSION =
  /\{:?[ \t]{0,9}(?:(?:[.#][\w:-]{1,99}|[\w:-]{1,50}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'{}]{1,300}))(?=[ \t}])[ \t]{0,9}){1,20}\}/y
const COMMENT_END = /\{:\/(?:comment)?\}/g
/** The definition of an abbreviation, which is never shown. */
const ABBREVIATION = /\*\[[^\]\n]{1,100}\]:[^\n]*/y
const CONTENTS = /(?:\[\[toc\]\]|\[toc\])[ \t]*(?=\n|$)/iy

/** Attribute lists, abbreviations and table-of-contents markers of Markdown dialects, all of which are left out. */
export function createAttributes(hasLists: boolean): Syntax {
  return { name: 'attribute', read }

  function read(search: Search, at: number, isLineStart: boolean): Tag | undefined {
    const { text } = search
    const drop = (pattern: RegExp) => {
      const [mark] = matchAt(pattern, text, at) ?? []
      const start = mark !== undefined && /^\{:[ \t]*toc\b/.test(mark) ? startOfContents(text, at) : at
      return mark === undefined ? undefined : textTag(start, at + mark.length)
    }
    if (isLineStart && text[at] === '[') return drop(CONTENTS)
    if (isLineStart && text[at] === '*') return drop(ABBREVIATION)
    if (text[at] !== '{') return undefined
    if (text.startsWith('{::comment}', at)) {
      const close = search.next(COMMENT_END, at)
      if (close >= 0) return textTag(at, text.indexOf('}', close) + 1)
    }
    const list = drop(isLineStart ? LINE : LIST)
    if (list) return list
    if (hasLists && (isLineStart ? text[at - 2] !== '\n' : isBehindElement(text, at))) {
      const found = drop(LIST_OF_EXTENSION)
      if (found) return found
    }
    return text[at - 1] === ')' || isHeading(text, at) ? drop(SHORT) : undefined
  }
}

/** Whether an element in a line ends before an offset, or the line is a heading. */
function isBehindElement(text: string, at: number): boolean {
  return /[)\]*_`>]/.test(text[at - 1] ?? '') || isHeading(text, at)
}

function isHeading(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - 300), at)
  return /(?:^|\n)#{1,6}[ \t][^\n]*$/.test(near)
}

/** Includes the placeholder `* TOC` above `{:toc}`. */
function startOfContents(text: string, at: number): number {
  const before = /(?:^|\n)([*+-]|1\.)[ \t][^\n]{0,50}\n$/.exec(text.slice(Math.max(0, at - 60), at))
  return before ? at - before[0].trimStart().length : at
}
