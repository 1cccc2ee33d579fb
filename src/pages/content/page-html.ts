import type { Dimensions } from '../../content/media/references.ts'
import {
  type ChildNode,
  type Element,
  element,
  isTag,
  parseHtml,
  serializeHtml,
} from '../../content/text/html.ts'
import { createPageAddresses, localizeAddresses } from './addresses.ts'
import { cleanPageAttributes } from './attributes.ts'
import { dressCode, type Highlight } from './code.ts'
import { createHeadingIds, createHeadingLevels } from './headings.ts'
import { dressLink, nameFootnotes } from './links.ts'
import { dressMedia, keepPlace } from './media.ts'
import { repairNesting } from './nesting.ts'
import { captionOf } from './tables.ts'

/** What the HTML of an item becomes for a page. */
export interface PageHtmlOptions {
  /** Highlights code; without it, code is plain. */
  highlight?: Highlight
  /** Address of the site with its path, `https://example.org/blog/`: what begins with it gets a path of the same host. */
  siteUrl: string
  /** Address of the page: links to its fragments become fragments. */
  permalink?: string
  /** The sizes of images that give none themselves, by their addresses. */
  sizes?: Readonly<Record<string, Dimensions>>
  /** How many images load at once; the others wait until they are near. */
  eager: number
  /** The names that people hear but do not see; English where they are absent. */
  labels?: PageLabels
}

/** Names for screen readers. */
export interface PageLabels {
  /** Names a table that scrolls. */
  table: string
  footnotes: string
  /** Names the link from a footnote to its place in the text. */
  backToText: string
}

const ENGLISH: PageLabels = { table: 'Table', footnotes: 'Footnotes', backToText: 'Back to the text' }
const HEADING = /^h[1-6]$/

/**
 * Turns the body of an item into the HTML of a page under a strict Content-Security-Policy: valid nesting, no style attributes, headings below the page's
 * own h1, code highlighted, tables that scroll, images that wait. The HTML must be clean already: this is no protection from scripts.
 */
export function toPageHtml(contentHtml: string, options: PageHtmlOptions): string {
  const addresses = createPageAddresses(options.siteUrl, options.permalink)
  const labels = options.labels ?? ENGLISH
  const levelOf = createHeadingLevels()
  const ids = new Set<string>()
  const images = { eager: options.eager }
  const body = repairNesting(parseHtml(contentHtml))
  const nameHeading = createHeadingIds(body)
  return serializeHtml(dressAll(body, false))

  function dressAll(nodes: ChildNode[], inTable: boolean): ChildNode[] {
    return nodes.flatMap((node) => (isTag(node) ? dress(node, inTable) : [node]))
  }

  function dress(node: Element, inTable: boolean): ChildNode[] {
    cleanPageAttributes(node)
    if (node.name === 'img') keepPlace(node, options.sizes)
    localizeAddresses(node, addresses)
    keepFirstId(node)
    if (node.attribs.dir === 'rtl') turnCode(node)
    if (HEADING.test(node.name)) {
      // Only what is shown gets a level.
      node.name = hasContent(node) ? levelOf(node.name) : 'div'
      if (node.name !== 'div') nameHeading(node)
    }
    node.children = dressAll(node.children, inTable || node.name === 'table')
    if (node.name === 'pre') return [dressCode(node, options.highlight)]
    if (node.name === 'a') return dressLink(node, labels.backToText)
    // Callouts would each be a landmark of the page.
    if (node.name === 'aside') node.attribs.role = 'note'
    if (node.name === 'section') nameFootnotes(node, labels.footnotes)
    dressMedia(node, images)
    return node.name === 'table' && !inTable ? [inScroller(node, labels.table)] : [node]
  }

  function keepFirstId({ attribs }: Element): void {
    const { id } = attribs
    if (id === undefined) return
    if (id === '' || ids.has(id)) delete attribs.id
    ids.add(id)
  }
}

/** Code reads from left to right in any text: brackets and semicolons at its ends would change sides. */
function turnCode(node: Element): void {
  for (const child of node.children) {
    if (!isTag(child) || child.attribs.dir !== undefined) continue
    if (child.name === 'code') child.attribs.dir = 'ltr'
    else if (child.name !== 'pre') turnCode(child)
  }
}

/** A group, and not a region: a page with many tables would have as many landmarks. */
function inScroller(table: Element, label: string): Element {
  const name = captionOf(table) || label
  return element('div', { class: 'scroll', role: 'group', 'aria-label': name, tabindex: '0' }, [table])
}

/** Whether an element shows a text or a picture that has one. */
function hasContent(node: Element): boolean {
  return node.children.some((child) => {
    if (!isTag(child)) return 'data' in child && child.data.trim() !== ''
    return child.name === 'img' ? Boolean(child.attribs.alt) : hasContent(child)
  })
}
