import { type ChildNode, type Element, element, isTag, isText, parseHtml } from '../../content/text/html.ts'

/** Code as HTML with classes; undefined where the language is unknown. */
export type Highlight = (code: string, language: string) => string | undefined

const LANGUAGE = /(?:^|\s)language-([\w#+.-]+)/

/** Makes a block of code one that the keyboard scrolls, written from left to right in every language, and highlights it where it names its language. */
export function dressCode(block: Element, highlight: Highlight | undefined): Element {
  const children = block.children.map((child) =>
    highlight && isTag(child) && child.name === 'code' ? highlighted(child, highlight) : child,
  )
  return element('pre', { ...block.attribs, dir: 'ltr', tabindex: '0' }, children)
}

function highlighted(code: Element, highlight: Highlight): Element {
  const language = LANGUAGE.exec(code.attribs.class ?? '')?.[1]
  // The author's own markup stays.
  if (language === undefined || !code.children.every(isText)) return code
  const text = rawTextOf(code.children)
  const html = highlight(text, language)
  const children = html === undefined ? undefined : parseHtml(html)
  if (!children?.every(isMark) || rawTextOf(children) !== text) return code
  return element('code', code.attribs, children)
}

/** Whether a node is text, or an element that does nothing but color the text in it. */
function isMark(node: ChildNode): boolean {
  if (!isTag(node)) return isText(node)
  return (
    node.name === 'span' &&
    Object.keys(node.attribs).every((name) => name === 'class') &&
    node.children.every(isMark)
  )
}

function rawTextOf(nodes: ChildNode[]): string {
  return nodes
    .map((node) => (isText(node) ? node.data : isTag(node) ? rawTextOf(node.children) : ''))
    .join('')
}
