import { type ChildNode, type Element, isTag, textOf } from '../../content/text/html.ts'
import { decodePart } from '../../content/text/urls.ts'
import { someInside } from './elements.ts'

const BACK = /^[↩⤴↑]/

/** Gives a link a name where it shows none, and drops one that shows nothing at all; one that leads nowhere is its content. */
export function dressLink(link: Element, backToText: string): ChildNode[] {
  const { href, id } = link.attribs
  if (href === undefined) {
    if (id === undefined) return link.children
    const { hreflang, type, ...others } = link.attribs
    link.attribs = others
    return [link]
  }
  const text = textOf(link.children)
  if (href.startsWith('#') && BACK.test(text)) link.attribs['aria-label'] = backToText
  if (text !== '') return [link]
  if (!link.children.some(isTag)) {
    if (id === undefined) return []
    link.name = 'span'
    link.attribs = { id }
    return [link]
  }
  if (!hasName(link)) link.attribs['aria-label'] = nameOf(href)
  return [link]
}

/** Says that a section is that of the footnotes, in place. */
export function nameFootnotes(section: Element, label: string): void {
  const list = section.children.find(isTag)
  const note = list?.name === 'ol' ? list.children.find(isTag) : undefined
  if (!/-fn\d/.test(note?.attribs.id ?? '')) return
  section.attribs.role = 'doc-endnotes'
  section.attribs['aria-label'] = label
}

function hasName(link: Element): boolean {
  return Boolean(link.attribs.title) || someInside(link.children, ({ attribs }) => Boolean(attribs.alt))
}

/** The file that an address names, or else its host. */
function nameOf(href: string): string {
  const url = URL.parse(href, 'http://localhost/')
  const file = url?.pathname.split('/').findLast((part) => part !== '')
  return (file && decodePart(file)) || url?.hostname || href
}
