import { oneLine } from '../../text/characters.ts'
import { renderInline } from '../markdown.ts'
import type { Tag, TemplateContext } from './tag.ts'

/** Where a tag stands in the text. */
export interface Placing {
  /** Whether nothing else is on its lines. */
  isAlone: boolean
  /** What stands before it on its line, where it is the first there: blanks and marks of quotations. */
  indent: string
  /** Whether it is the target of a link, or an attribute. */
  isTarget: boolean
  isMdx: boolean
}

/** A tag where it stands. */
export interface Use {
  tag: Tag
  /** The text between two tags; undefined for one that stands alone. */
  inner: string | undefined
  placing: Placing
  context: TemplateContext
}

/** What tags of a name become; undefined where the tag says too little for it. */
export type Meaning = (use: Use) => string | undefined

/** A link that shows its address; undefined for what is none. */
export function link(address: string | undefined): string | undefined {
  return address === undefined || !/^https?:/.test(address) ? undefined : anchor(address, address)
}

/** A link with a text, which is Markdown. */
export function anchor(address: string, text: string): string {
  return `<a${attribute('href', address)}>${text === address ? escapeHtml(text) : inline(text)}</a>`
}

/** An address in the place of a link's target. */
export function target(address: string): string {
  return address.replace(/[\s<>()"']/g, encodeURIComponent)
}

/** HTML that Markdown after it does not become a part of. */
export function block(html: string): string {
  return `${html}\n`
}

/** Markdown between two tags of HTML, in the list or the quotation that the tags are in. */
export function wrap(opening: string, inner: string, closing: string, { indent }: Placing): string {
  const gap = `\n${indent.trimEnd()}\n`
  const content = inner.slice(0, endOfText(inner)).replace(/^(?:[ \t]*\n)+/, '')
  const start = /^[ \t]*\n/.test(inner) ? '' : indent
  return `${gap}${indent}${opening}${gap}${start}${content}${gap}${indent}${closing}${gap}${indent}`
}

/** Where the lines that are blank, or empty in a quotation, begin at the end of a text. */
function endOfText(text: string): number {
  let end = text.length
  for (let at = end - 1; at >= 0 && /[\s>]/.test(text[at]!); at--) if (text[at] === '\n') end = at
  return end
}

/** With the indentation of the tag in the place of the one that all lines share: components are indented as code is, and their text with them. */
export function indentAs(indent: string, text: string): string {
  if (!/^[ \t]*\n/.test(text)) return text
  let shared = Number.POSITIVE_INFINITY
  for (const [, blanks] of text.matchAll(/\n([ \t]*)(?=\S)/g)) shared = Math.min(shared, blanks!.length)
  return shared > 0 && shared < 100
    ? text.replace(new RegExp(`\\n[ \\t]{1,${shared}}`, 'g'), `\n${indent}`)
    : text
}

/** An attribute of HTML with the blank before it; nothing where it has no value. */
export function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeHtml(value)}"`
}

/** One line of Markdown as HTML. */
export function inline(text: string): string {
  return renderInline(oneLine(text))
}

/** Text as HTML; character references in it are kept. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
