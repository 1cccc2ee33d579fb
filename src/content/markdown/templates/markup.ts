import { oneLine } from '../../text/characters.ts'
import { renderInline } from '../markdown.ts'
import type { Tag, TemplateContext } from './tag.ts'

/** The position of a tag in its text. */
export interface Placement {
  /** Whether its lines hold nothing else. */
  isAlone: boolean
  /** The blanks and quotation marks (`>`) before it, if nothing else precedes it on its line. */
  indent: string
  /** Whether it is a link's target or the value of an attribute. */
  isTarget: boolean
  isMdx: boolean
}

/** A tag with its content and position. */
export interface TagUse {
  tag: Tag
  /** The text between opening and closing tag; undefined for a tag that stands alone. */
  inner: string | undefined
  placement: Placement
  context: TemplateContext
}

/** Renders a tag as Markdown or HTML; undefined if arguments that it needs are missing. */
export type TagRenderer = (use: TagUse) => string | undefined

/** A link that shows its address; undefined unless the address is http or https. */
export function link(address: string | undefined): string | undefined {
  return address === undefined || !/^https?:/.test(address) ? undefined : anchor(address, address)
}

/** A link whose text is Markdown. */
export function anchor(address: string, text: string): string {
  return `<a${attribute('href', address)}>${text === address ? escapeHtml(text) : inline(text)}</a>`
}

/** An address escaped for a Markdown link's target. */
export function target(address: string): string {
  return address.replace(/[\s<>()"']/g, encodeURIComponent)
}

/** HTML that ends its line, so that Markdown can follow. */
export function block(html: string): string {
  return `${html}\n`
}

/** Puts Markdown between two HTML tags with blank lines around it, inside the list or quotation that they stand in. */
export function wrap(opening: string, inner: string, closing: string, { indent }: Placement): string {
  const gap = `\n${indent.trimEnd()}\n`
  const content = inner.slice(0, endOfText(inner)).replace(/^(?:[ \t]*\n)+/, '')
  const start = /^[ \t]*\n/.test(inner) ? '' : indent
  return `${gap}${indent}${opening}${gap}${start}${content}${gap}${indent}${closing}${gap}${indent}`
}

/** Offset at which the trailing lines begin that are blank or have only quotation marks (`>`). */
function endOfText(text: string): number {
  let end = text.length
  for (let at = end - 1; at >= 0 && /[\s>]/.test(text[at]!); at--) if (text[at] === '\n') end = at
  return end
}

/** Replaces the indentation that all lines share by that of the tag: content of components is indented, and must not become code. */
export function indentAs(indent: string, text: string): string {
  if (!/^[ \t]*\n/.test(text)) return text
  let shared = Number.POSITIVE_INFINITY
  for (const [, blanks] of text.matchAll(/\n([ \t]*)(?=\S)/g)) shared = Math.min(shared, blanks!.length)
  return shared > 0 && shared < 100
    ? text.replace(new RegExp(`\\n[ \\t]{1,${shared}}`, 'g'), `\n${indent}`)
    : text
}

/** An HTML attribute with a blank before it, or an empty text without a value. */
export function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeHtml(value)}"`
}

/** Renders Markdown, joined into one line, as HTML. */
export function inline(text: string): string {
  return renderInline(oneLine(text))
}

/** Escapes text for HTML; character references in it are kept. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
