import { matchAt } from '../search.ts'
import { type Syntax, type Tag, textTag } from '../tag.ts'

const OPENING = /<([a-z][\w-]*(?![\w-]))([^<>\n]*)>/iy
const MARK = /\smarkdown\s*=\s*(?:"(?:1|block|span)"|'(?:1|block|span)'|1)/i
const CLOSING =
  /<\/(?:address|article|aside|blockquote|details|div|dd|dl|dt|fieldset|figure|figcaption|footer|header|li|main|nav|ol|p|section|table|td|th|tr|ul)\s*>/iy

/** Elements such as `<div markdown="1">` of kramdown, PHP Markdown and Python-Markdown, whose content is Markdown. */
export function createInnerMarkdown(body: string): Syntax {
  const isUsed = /\smarkdown\s*=/i.test(body)
  return {
    name: 'inner-markdown',
    read({ text }, at, isLineStart) {
      if (!isUsed || text[at] !== '<') return undefined
      const [opening, name, attributes = ''] = matchAt(OPENING, text, at) ?? []
      if (opening !== undefined && MARK.test(attributes))
        return asBlock(at, opening, `<${name}${attributes.replace(MARK, '')}>`)
      if (!isLineStart) return undefined
      const closing = matchAt(CLOSING, text, at)?.[0]
      return closing === undefined ? undefined : asBlock(at, closing, closing)
    },
  }
}

/** Blank lines around a tag end the HTML block, so that the lines beside it are read as Markdown. */
function asBlock(start: number, typed: string, html: string): Tag {
  return textTag(start, start + typed.length, `\n\n${html}\n\n`)
}
