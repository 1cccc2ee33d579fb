import { type ChildNode, type Element, isTag, isText, textOf } from '../../../content/text/html.ts'
import { codeSpan, escapeInline } from './escape.ts'
import { startTag } from './raw-html.ts'

/** A part of a line: what it is in Markdown, and what to write where its marks would meet others. */
interface Part {
  text: string
  raw?: string
  isBreak?: boolean
}

const MARKS: Record<string, string> = {
  b: '**',
  strong: '**',
  em: '*',
  i: '*',
  s: '~~',
  del: '~~',
  strike: '~~',
}
const VOID = new Set(['img', 'source', 'track', 'wbr'])

/** The addresses that the Markdown of a link leaves as they are. */
const PLAIN_URL =
  /^(?:https?:\/\/[\w.~-]+(?::\d+)?(?:[/?#][\w.~:/?#@!$&'()*+,;=%-]*)?|mailto:[\w.+-]+@[\w.-]+)$/i

/** Nodes without blocks as lines of Markdown. A line break is one where `breaks` is `line`, and an element where there is only one line. */
export function writeInline(nodes: readonly ChildNode[], breaks: 'line' | 'element' = 'line'): string {
  return joinParts(
    nodes.flatMap((node) => toParts(node, breaks)),
    breaks,
  ).trim()
}

function joinParts(parts: readonly Part[], breaks: 'line' | 'element'): string {
  const written: string[] = []
  let isAfterText = false
  for (const [index, part] of parts.entries()) {
    const last = written.length - 1
    if (part.isBreak) {
      const isLine = breaks === 'line' && isAfterText && hasText(parts, index + 1)
      if (isLine) written[last] = written[last]!.trimEnd()
      written.push(isLine ? '\\\n' : '<br>')
      isAfterText = false
      continue
    }
    const text = written[last] === '\\\n' ? part.text.trimStart() : part.text
    if (text === '') continue
    const isMet = part.raw !== undefined && /^[*`~]$/.test(written[last]?.at(-1) ?? '')
    written.push(isMet || (part.raw !== undefined && parts[index + 1]?.raw !== undefined) ? part.raw! : text)
    if (text.trim() !== '') isAfterText = true
  }
  return written.join('')
}

/** Whether the next part is text: a break at the end of a paragraph, or before another one, is not a line break in Markdown. */
function hasText(parts: readonly Part[], from: number): boolean {
  for (let index = from; index < parts.length; index++) {
    const part = parts[index]!
    if (part.isBreak) return false
    if (part.text.trim() !== '') return true
  }
  return false
}

function toParts(node: ChildNode, breaks: 'line' | 'element'): Part[] {
  if (isText(node)) return [{ text: escapeInline(node.data) }]
  if (!isTag(node)) return []
  const { name, attribs, children } = node
  if (name === 'br') return [{ text: '', isBreak: true }]
  if (name === 'img') return [{ text: toImage(node) }]
  if (VOID.has(name)) return [{ text: startTag(node) }]
  const inner = joinParts(
    children.flatMap((child) => toParts(child, breaks)),
    breaks,
  )
  const raw = `${startTag(node)}${inner}</${name}>`
  if (name === 'a') return [{ text: toLink(node, inner) ?? raw }]
  if (Object.keys(attribs).length > 0) return [{ text: raw }]
  if (name === 'code') return [toCode(node, raw)]
  const mark = MARKS[name]
  // Marks count as such beside letters and digits, whatever stands around them (CommonMark 6.2).
  if (mark === undefined || !isWordAtEnds(inner)) return [{ text: raw }]
  return [{ text: mark + inner + mark, raw }]
}

function isWordAtEnds(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text) && /[\p{L}\p{N}]$/u.test(text.slice(-2))
}

function toCode({ children }: Element, raw: string): Part {
  if (!children.every(isText)) return { text: raw }
  const content = children
    .map(({ data }) => data)
    .join('')
    .replace(/[\t\n\f\r]/g, ' ')
  return content.trim() === '' ? { text: raw } : { text: codeSpan(content), raw }
}

function toLink({ attribs, children }: Element, inner: string): string | undefined {
  const { href = '', title, ...others } = attribs
  if (Object.keys(others).length > 0 || !PLAIN_URL.test(href) || children.some(hasLink)) return undefined
  const isOwnText =
    children.every(isText) && textOf(children) === href && /^https?:\/\/[\w.~:/?#@!$'()*+,;=-]+$/.test(href)
  if (isOwnText && title === undefined && !href.includes('xn--')) return `<${href}>`
  return `[${inner}](${target(href, title)})`
}

function hasLink(node: ChildNode): boolean {
  return isTag(node) && (node.name === 'a' || node.children.some(hasLink))
}

function toImage(node: Element): string {
  const { src = '', alt = '', title, width: _width, height: _height, ...others } = node.attribs
  if (Object.keys(others).length > 0 || !PLAIN_URL.test(src)) return startTag(node)
  return `![${escapeInline(alt)}](${target(src, title)})`
}

/** The destination of a link, and its title. */
function target(url: string, title: string | undefined): string {
  const plain = url.replace(/&(?=#|[a-z\d]+;)/gi, '&amp;')
  const destination = /[()]/.test(plain) ? `<${plain}>` : plain
  if (title === undefined) return destination
  const quoted = title
    .replace(/\s+/g, ' ')
    .replace(/["\\]/g, '\\$&')
    .replace(/&(?=#|[a-z\d]+;)/gi, '&amp;')
  return `${destination} "${quoted}"`
}
