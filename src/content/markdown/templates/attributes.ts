import { type Family, NO_ARGS, type Tag } from './tag.ts'

/** `{: .class #id key="value"}` of kramdown and Python-Markdown, `{::options … /}`, `{:/}`; `{:ok, x}` is text in a line. */
const LIST =
  /\{:(?:[ \t]{0,9}(?:(?:[.#][\w:-]{1,99}|[\w-]{1,50}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))[ \t]{0,9}){1,20}|:\w[^{}\n]{0,300}|\/\w{0,30})\}/y
/** On a line of its own it may also be a name, as in `{:toc}`. */
const LINE = /\{:[^{}\n]{0,500}\}[ \t]{0,99}(?=\n|$)/y
/** `{#id .class key=value}`: after a heading, a picture, a link. */
const SHORT = /\{[ \t]?[#.][\p{L}\p{M}\p{N}_:.-]+(?:[ \t][^{}\n]{0,300})?\}/uy
const COMMENT_END = /\{:\/(?:comment)?\}/g
/** What an abbreviation stands for, which nothing shows. */
const ABBREVIATION = /\*\[[^\]\n]{1,100}\]:[^\n]*/y
const CONTENTS = /(?:\[\[toc\]\]|\[toc\])[ \t]*(?=\n|$)/iy

/** What Markdown dialects write beside an element to give it an id or a class, and their marks for a table of contents. */
export const attributes: Family = {
  name: 'attribute',
  read(search, at, isLineStart): Tag | undefined {
    const { text } = search
    const nothing = (start: number, end: number): Tag => ({
      start,
      end,
      kind: 'alone',
      name: '',
      args: NO_ARGS,
      text: '',
    })
    if (isLineStart && text[at] === '[') {
      CONTENTS.lastIndex = at
      const mark = CONTENTS.exec(text)
      return mark ? nothing(at, at + mark[0].length) : undefined
    }
    if (isLineStart && text[at] === '*') {
      ABBREVIATION.lastIndex = at
      const found = ABBREVIATION.exec(text)
      return found ? nothing(at, at + found[0].length) : undefined
    }
    if (text[at] !== '{') return undefined
    if (text.startsWith('{::comment}', at)) {
      const close = search.next(COMMENT_END, at)
      if (close >= 0) return nothing(at, text.indexOf('}', close) + 1)
    }
    const pattern = isLineStart ? LINE : LIST
    pattern.lastIndex = at
    const list = pattern.exec(text)
    if (list) {
      const end = at + list[0].length
      return /^\{:[ \t]*toc\b/.test(list[0]) ? nothing(startOfContents(text, at), end) : nothing(at, end)
    }
    if (text[at - 1] !== ')' && !isHeading(text, at)) return undefined
    SHORT.lastIndex = at
    const short = SHORT.exec(text)
    return short ? nothing(at, at + short[0].length) : undefined
  },
}

function isHeading(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - 300), at)
  return /(?:^|\n)#{1,6}[ \t][^\n]*$/.test(near)
}

/** `* TOC` above `{:toc}` is no text either. */
function startOfContents(text: string, at: number): number {
  const before = /(?:^|\n)([*+-]|1\.)[ \t][^\n]{0,50}\n$/.exec(text.slice(Math.max(0, at - 60), at))
  return before ? at - before[0].trimStart().length : at
}
