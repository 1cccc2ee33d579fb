import { mediaTypeOf } from '../media/media-types.ts'
import { dropForbidden } from '../text/characters.ts'
import {
  type ChildNode,
  Comment,
  type Element,
  element,
  isComment,
  isTag,
  isText,
  Text,
  textOf,
} from '../text/html.ts'
import { decodePart, isActiveUri, isUri, resolveUrl, toUri } from '../text/urls.ts'
import { BLOCKS, DROPPED, GLOBAL, KEPT } from './allow-list.ts'
import { cleanMath } from './math.ts'
import { remainsOf } from './remains.ts'
import { firstValue, LAZY_SET, LAZY_SOURCE, parseSourceSet } from './source-set.ts'
import { hasUnknownPart } from './templates/values/surroundings.ts'
import { toWatchPage } from './watch-page.ts'

/** How `cleanHtml` resolves the addresses and ids of one article. */
export interface CleanContext {
  /** Absolute URL of an image, audio or video file; undefined where the reference cannot be resolved. */
  resolveResource(reference: string): string | undefined
  /** The same for a hyperlink. */
  resolveLink(reference: string): string | undefined
  /** The article's own address, for links to fragments that its text does not have. */
  permalink: string
  /** Called for each picture that is inline SVG and left out. */
  noteSvg?(): void
  /** Prefix of every id, so that two articles on one page do not clash. */
  idPrefix: string
}

/** Comments that mark the end of the summary; they are kept for `takeSummary`. */
const SUMMARY_END = /^\s*(?:more|truncate|excerpt|end-?excerpt)\s*$/i

/**
 * Rebuilds parsed HTML from an allow-list: no scripts, styles, forms, frames or event handlers; absolute addresses; lazy images restored.
 * A frame or an embedded object becomes a link to the page that it showed.
 */
export function cleanHtml(nodes: ChildNode[], context: CleanContext): ChildNode[] {
  const ids = new Set<string>()
  collectIds(nodes, ids)
  return cleanAll(nodes, undefined)

  function cleanAll(children: ChildNode[], parent: Element | undefined): ChildNode[] {
    return children.flatMap((child) => cleanNode(child, parent))
  }

  function cleanNode(node: ChildNode, parent: Element | undefined): ChildNode[] {
    if (isText(node)) return [new Text(node.data)]
    if (isComment(node)) return SUMMARY_END.test(node.data) ? [new Comment(node.data)] : []
    if (!isTag(node)) return []
    const name = node.name.toLowerCase()
    if (name === 'svg' && parent?.name !== 'a' && !isHidden(node)) context.noteSvg?.()
    if (DROPPED.has(name) || isHidden(node)) return []
    if (name === 'noscript') return isFallback(node) ? [] : cleanAll(node.children, parent)
    if (name === 'iframe' || name === 'embed' || name === 'object') return cleanFrame(node, parent)
    const film = filmOf(node)
    if (film !== undefined) return cleanFrame(node, parent, film)
    if (name === 'math') return cleanMath(node)
    if (name === 'a' && /^h[1-6]$/.test(parent?.name ?? '') && node.attribs.href?.startsWith('#'))
      return isHeadingAnchor(node) ? [] : cleanAll(node.children, parent)
    const allowed = KEPT.get(name)
    if (!allowed) return cleanAll(node.children, parent)
    const attributes = cleanAttributes(name, node.attribs, allowed, parent)
    const isShown = attributes.src !== undefined || attributes.srcset !== undefined
    if ((name === 'source' || name === 'track') && !isShown) return []
    if (name === 'img' && !isShown) return attributes.alt ? [new Text(attributes.alt)] : []
    const children = cleanAll(node.children, node)
    const remains = isShown ? undefined : remainsOf(node, attributes, children)
    if (remains) return remains
    const bare = Object.keys(attributes).length === 0
    // A link that is left out must not tell its address as its text.
    if (bare && name === 'a' && isOwnText(node) && !isNaming(node)) return []
    if (bare && (name === 'span' || name === 'a')) return children
    // Markdown wraps a lone comment in a paragraph.
    if (bare && name === 'p' && children.every(isBlank)) return children.filter(isComment)
    return [element(name, attributes, children)]
  }

  function cleanAttributes(
    name: string,
    given: Record<string, string>,
    allowed: readonly string[],
    parent: Element | undefined,
  ): Record<string, string> {
    const kept: Record<string, string> = {}
    const set = (key: string, value: string | undefined) => {
      if (value !== undefined && value !== '') kept[key] = value
    }
    if (name === 'a') set('href', cleanHref(given.href))
    if (name === 'img' || name === 'source' || name === 'audio' || name === 'video' || name === 'track') {
      const candidates = cleanSourceSet(firstValue(given, LAZY_SET) ?? given.srcset)
      // HTML 4.8.2: a source of a picture has a srcset and no src.
      const isOfPicture = name === 'source' && parent?.name === 'picture'
      const source = isOfPicture && candidates !== '' ? undefined : cleanSource(given)
      set(isOfPicture ? 'srcset' : 'src', source)
      set('srcset', candidates)
      // HTML 4.8.3: an image has a src.
      if (name === 'img' && kept.src === undefined) set('src', parseSourceSet(candidates)[0]?.url)
    }
    if (name === 'audio' || name === 'video') {
      set('poster', given.poster && context.resolveResource(given.poster))
      kept.controls = ''
    }
    if (given.cite !== undefined) set('cite', context.resolveLink(given.cite))
    for (const key of [...allowed, ...GLOBAL]) {
      const value = given[key]
      if (value === undefined) continue
      if (value !== '' || key === 'alt' || key === 'open' || key === 'reversed' || key === 'default')
        kept[key] = value
    }
    if (name === 'td' || name === 'th')
      set('align', /text-align:\s*(left|right|center)/.exec(given.style ?? '')?.[1])
    if (name === 'code') set('class', /(?:^|\s)(language-[\w#+.-]+)/.exec(given.class ?? '')?.[1])
    const id = given.id?.trim()
    if (id) kept.id = anchorOf(id)
    return kept
  }

  function anchorOf(id: string): string {
    return `${context.idPrefix}-${id.replace(/\s+/g, '-')}`
  }

  function cleanHref(href: string | undefined): string | undefined {
    if (href === undefined) return undefined
    const reference = href.trim()
    if (!reference.startsWith('#')) return context.resolveLink(reference)
    const fragmentText = reference.slice(1)
    const target = decodePart(fragmentText) ?? fragmentText
    // The page of the article may have other ids, or none: readers find what is in the same text.
    if (ids.has(target)) return toUri(`#${anchorOf(target)}`)
    return resolveUrl(target === '' ? '' : `#${target}`, context.permalink)
  }

  function cleanSource(given: Record<string, string>): string | undefined {
    const set = parseSourceSet(firstValue(given, LAZY_SET) ?? given.srcset ?? '')
    const isPlaceholder = given.src === undefined || /^\s*data:/i.test(given.src)
    const source =
      firstValue(given, LAZY_SOURCE) ?? (isPlaceholder ? set.at(-1)?.url : undefined) ?? given.src
    if (source === undefined) return undefined
    if (/^\s*data:image\/(?:png|jpeg|gif|webp);/i.test(source)) return toUri(source.trim())
    return context.resolveResource(source)
  }

  function cleanSourceSet(set: string | undefined): string {
    const resolved = parseSourceSet(set ?? '').flatMap(({ url, descriptor }) => {
      const absolute = context.resolveResource(url)?.replaceAll(',', '%2C')
      return absolute === undefined ? [] : `${absolute} ${descriptor}`.trimEnd()
    })
    return resolved.join(', ')
  }

  function cleanFrame(node: Element, parent: Element | undefined, film?: string): ChildNode[] {
    const fallback = node.name === 'object' || film !== undefined ? cleanAll(node.children, parent) : []
    if (!fallback.every(isEmptyText)) return fallback.filter((child) => !isEmptyText(child))
    const source = film ?? firstValue(node.attribs, [...LAZY_SOURCE, 'src', 'data'])
    const shown = source === undefined ? undefined : context.resolveLink(source)
    if (!shown?.startsWith('http')) return []
    const href = toWatchPage(shown)
    if (mediaTypeOf(href)?.startsWith('image/')) return [element('img', { src: href, alt: '' }, [])]
    const title = firstValue(node.attribs, ['title', 'videotitle', 'playlabel'])
    const name = new Text(title?.trim() || new URL(href).hostname)
    // HTML forbids a link inside a link.
    if (parent?.name === 'a') return [name]
    const link = element('a', { href }, [name])
    return parent === undefined || BLOCKS.has(parent.name) ? [element('p', {}, [link])] : [link]
  }
}

/** The address of the film that a custom element plays, which has its id; undefined for any other element. */
function filmOf({ name, attribs }: Element): string | undefined {
  const [, platform] = /^(?:lite|amp)-(youtube|vimeo)$/i.exec(name) ?? []
  const id = firstValue(attribs, ['videoid', 'data-videoid'])?.trim()
  if (platform === undefined || !id || !/^[\w-]+$/.test(id)) return undefined
  return platform.toLowerCase() === 'vimeo'
    ? `https://vimeo.com/${id}`
    : `https://www.youtube.com/watch?v=${id}`
}

/** Whether browsers show nothing of an element, or it says again what the MathML beside it says: KaTeX may write each formula as both. */
function isHidden({ attribs, prev }: Element): boolean {
  if (attribs.hidden !== undefined) return true
  if (attribs.style !== undefined && /(?:^|;)\s*display\s*:\s*none\b/i.test(attribs.style)) return true
  return (
    hasClass(attribs, 'katex-html') && prev !== null && isTag(prev) && hasClass(prev.attribs, 'katex-mathml')
  )
}

function hasClass(attributes: Record<string, string>, name: string): boolean {
  return (attributes.class ?? '').split(/\s+/).includes(name)
}

function collectIds(nodes: ChildNode[], ids: Set<string>): void {
  for (const node of nodes) {
    if (!isTag(node)) continue
    if (node.attribs.id) ids.add(node.attribs.id.trim())
    collectIds(node.children, ids)
  }
}

function isEmptyText(node: ChildNode): boolean {
  return isText(node) && node.data.trim() === ''
}

function isBlank(node: ChildNode): boolean {
  return isComment(node) || isEmptyText(node)
}

/** Whether a `noscript` repeats the lazy image before it. */
function isFallback(node: Element): boolean {
  let before = node.previousSibling
  while (before && isBlank(before as ChildNode)) before = before.previousSibling
  return before !== null && isTag(before) && hasLazyImage(before)
}

function hasLazyImage(node: Element): boolean {
  return node.name === 'img'
    ? firstValue(node.attribs, [...LAZY_SOURCE, ...LAZY_SET]) !== undefined
    : node.children.some((child) => isTag(child) && hasLazyImage(child))
}

/** Whether the text of a link is its address. */
function isOwnText(link: Element): boolean {
  const { href = '' } = link.attribs
  const shown = [href.trim(), decodePart(href.trim()) ?? ''].map((address) => dropForbidden(address))
  return shown.includes(textOf(link.children))
}

/** Whether the address of a link, which no reader can follow, names something all the same, such as `doi:10.1000/x`. */
function isNaming({ attribs: { href = '' } }: Element): boolean {
  return isUri(href) && !isActiveUri(href) && !/^https?:/i.test(href) && !hasUnknownPart(href)
}

/** Whether a link is the `#` or `¶` that themes put beside a heading. */
function isHeadingAnchor(link: Element): boolean {
  const text = textOf(link.children)
  return /^[#¶§🔗\s]*$/u.test(text) || link.attribs['aria-hidden'] === 'true'
}
