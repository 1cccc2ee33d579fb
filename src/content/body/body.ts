import type { Article } from '../article/article.ts'
import { rowOf } from '../generators/table.ts'
import { cleanHtml } from '../markdown/clean.ts'
import { renderMarkdown } from '../markdown/markdown.ts'
import { hasUnknownPart } from '../markdown/templates/values/surroundings.ts'
import type { Image } from '../media/media.ts'
import { isUnpublishedFile } from '../media/media-types.ts'
import { createReferences, type Dimensions, type FindFile, type LocalFile } from '../media/references.ts'
import type { Problem } from '../problem.ts'
import type { Site } from '../site/settings.ts'
import {
  type ChildNode,
  type Element,
  element,
  isComment,
  isTag,
  isText,
  parseHtml,
  serializeHtml,
  Text,
  textOf,
} from '../text/html.ts'
import { isRightToLeft } from '../text/language.ts'
import { decodePart, joinParts, resolveLink, resolveUrl, slugify } from '../text/urls.ts'
import { adaptMarkdown } from './adapt-markdown.ts'
import type { BodyContext } from './body-context.ts'
import { dialectOf, fillTemplates } from './fill-templates.ts'
import { findPicture, measurePictures } from './find-picture.ts'
import { findHiddenAddresses, findUrls, isHiddenAddress } from './hidden-addresses.ts'
import { splitArticleFile } from './linked-files.ts'
import { createMissing, type MissingFiles } from './missing-files.ts'
import { addCorrections, addDateline, dropEnds } from './news-copy.ts'

/** The rendered body of an article. */
export interface Body {
  /** Safe HTML with absolute addresses; absent where it is empty. */
  contentHtml?: string
  /** Plain text: the author's summary, else the text before `<!--more-->`, else the first paragraph. */
  summary?: string
  /** The picture that stands for an article without one of its own, and without a sound: the first large one of the text. */
  image?: Image
  /** The sizes of the pictures beside the article that the text shows without one, by their addresses: a page keeps their place while they load. */
  pictureSizes?: Record<string, Dimensions>
  /** Warnings about template code that is left out. */
  problems?: Problem[]
  /** The URLs in the front matter that are addresses of articles which are not public. */
  hiddenAddresses?: string[]
}

/** What a body may know of a file: that it exists, and the size of a picture. */
const PRESENT: LocalFile = { bytes: 0, measure: () => undefined }

/**
 * Renders an article's Markdown for feeds; the same article and lookups give the same text on every machine. A text that cannot be rendered is a
 * problem, so that it does not take away the feeds that it stands in; throws only where the text cannot be read.
 */
export function renderBody(article: Article, site: Site, context: BodyContext): Body {
  const source = article.readBody()
  try {
    const hiddenAddresses = findHiddenAddresses(article, site, context)
    const { externalUrl = '' } = article
    const shown = hiddenAddresses.includes(externalUrl) ? { ...article, externalUrl: undefined } : article
    const body = renderText(shown, source, site, context)
    return hiddenAddresses.length > 0 ? { ...body, hiddenAddresses } : body
  } catch (error) {
    return withoutText(article, error as Error)
  }
}

function withoutText(article: Article, error: Error): Body {
  const { path, bodyLine, summary } = article
  const problem: Problem = {
    severity: 'error',
    code: 'unreadable',
    path,
    line: bodyLine,
    message: `The text cannot be rendered (${error.message}), so feeds have the article without it`,
    hint: 'Make the text simpler, and report the mistake to the makers of Wireroom',
  }
  // What was not looked up may be hidden.
  return {
    ...(summary !== undefined && { summary }),
    problems: [problem],
    hiddenAddresses: findUrls(article),
  }
}

function renderText(article: Article, source: string, site: Site, context: BodyContext): Body {
  const { permalink } = article
  const row = site.generator && rowOf(site.generator.name)
  const dialect = dialectOf(article, source, site)
  const findFile: FindFile = (path) =>
    context.hasFile(path)
      ? { ...PRESENT, url: context.findElsewhere?.(path), measure: () => context.measure?.(path) }
      : undefined
  const references = createReferences(article.path, permalink, site.url, findFile, site.generator)
  const adapted = adaptMarkdown(source, article, site, context)
  const { body, problems } = fillTemplates(article, adapted, dialect, site, context)
  const missing = createMissing(article, source)
  const files = new Map<string, LocalFile>()
  let hasSvg = false
  const resolveResource = (reference: string) => {
    if (hasUnknownPart(reference)) return undefined
    const target = references.resolve(reference)
    if (target?.file) files.set(target.url, target.file)
    if (target?.missing) missing.note(reference, target.missing)
    else if (!target) missing.note(reference, references.isAliased(reference) ? 'alias' : 'no address')
    return target?.missing ? undefined : target?.url
  }
  const html = renderMarkdown(body, dialect.isMdx, site.generator?.markdown)
  const nodes = cleanHtml(parseHtml(row?.adaptHtml?.(html) ?? html), {
    permalink,
    resolveResource: missing.ofPictures(references, resolveResource),
    noteSvg: () => {
      hasSvg = true
    },
    resolveLink: createLinkResolver(article, site, context, resolveResource, missing),
    idPrefix: slugify(article.path.replace(/(?:\/index)?\.\w+$/, '')),
  })
  const all = [...problems, ...missing.problems, ...(hasSvg ? [svgLeftOut(article)] : [])]
  dropEnds(nodes)
  addDateline(nodes, article.dateline, article.agency)
  const summary = article.summary ?? takeSummary(nodes)
  const content = withoutComments(nodes)
  if (content.every((node) => isText(node) && node.data.trim() === '')) content.push(...standIn(article))
  if (content.length > 0) addCorrections(content, article.corrections, article.language, site.timezone)
  // Feed readers do not use the language of a feed to choose the direction of a text.
  const directed = isRightToLeft(article.language)
    ? [element('div', { dir: 'rtl', lang: article.language }, content)]
    : content
  const sizeOf = (url: string) => measure(files.get(url))
  const image = article.image || article.episode ? undefined : findPicture(content, sizeOf)
  const pictureSizes = measurePictures(content, sizeOf)
  return {
    ...(content.length > 0 && { contentHtml: serializeHtml(directed) }),
    ...(summary && { summary }),
    ...(image && { image }),
    ...(pictureSizes && { pictureSizes }),
    ...(all.length > 0 && { problems: all }),
  }
}

function measure(file: LocalFile | undefined): Dimensions | undefined {
  const size = file?.measure()
  return size === 'unreadable' ? undefined : size
}

function svgLeftOut({ path }: Article): Problem {
  return {
    severity: 'warning',
    code: 'image',
    path,
    message: 'A picture that is inline SVG is left out',
    hint: 'Save it as a file and show it as an image; inline SVG may hold code, so no feed carries it',
  }
}

/** Creates the function that resolves a link; undefined for one to an article that is not public, which must not even tell its address. */
function createLinkResolver(
  article: Article,
  site: Site,
  context: BodyContext,
  resolveResource: (reference: string) => string | undefined,
  missing: MissingFiles,
): (reference: string) => string | undefined {
  const { permalink } = article
  return (reference) => {
    // Half an address would lead somewhere else.
    if (hasUnknownPart(reference)) return undefined
    const page = site.generator && rowOf(site.generator.name).pageOf?.(site.generator, reference.trim())
    if (page !== undefined) return resolveUrl(page, site.url)
    const { path, rest } = splitArticleFile(reference)
    const linked = path === undefined ? undefined : context.findArticle(path)
    // A generator may have pages and files in folders of their own.
    if (!linked && !site.generator && isUnpublishedFile(reference)) {
      missing.note(reference, isLeftOut(path, article, context) ? 'left out' : { isUnpublished: !path })
      return undefined
    }
    if (linked) return linked.permalink === undefined ? undefined : resolveLink(rest, linked.permalink)
    const url = /^(?:[a-z][a-z\d+.-]*:|\/\/|\?)/i.test(reference.trim())
      ? (resolveLink(reference, permalink) ?? missing.note(reference, 'no address'))
      : resolveResource(reference)
    return url !== undefined && isHiddenAddress(url, article, site, context) ? undefined : url
  }
}

function isLeftOut(reference: string | undefined, { path }: Article, context: BodyContext): boolean {
  if (reference === undefined) return false
  const top = reference.startsWith('/') ? [] : path.split('/').slice(0, -1)
  const linked = joinParts(top, (decodePart(reference) ?? reference).split('/'))
  return linked !== undefined && context.isLeftOut(linked.normalize('NFC'))
}

/** Creates the body of a link article or an episode without a text. */
function standIn(article: Article): ChildNode[] {
  const { externalUrl, summary, title } = article
  if (externalUrl !== undefined)
    return [element('p', {}, [element('a', { href: externalUrl }, [new Text(title ?? externalUrl)])])]
  return summary === undefined ? [] : [element('p', {}, [new Text(summary)])]
}

function takeSummary(nodes: ChildNode[]): string | undefined {
  const before: ChildNode[] = []
  if (collectBefore(nodes, before)) {
    const text = textOf(before)
    if (text !== '') return text
  }
  const text = firstParagraph(nodes, isProse) ?? firstParagraph(nodes, () => true) ?? textOf(nodes)
  return text === '' ? undefined : text
}

/** The text of the first paragraph that is not empty; one at the top level is preferred to one in a list or quotation. */
function firstParagraph(nodes: ChildNode[], isMeant: (node: Element) => boolean): string | undefined {
  for (const node of nodes) {
    const text = isTag(node) && node.name === 'p' && isMeant(node) ? textOf(node.children) : ''
    if (text !== '') return text
  }
  for (const node of nodes) {
    const text = isTag(node) && isMeant(node) ? firstParagraph(node.children, isMeant) : undefined
    if (text !== undefined) return text
  }
  return undefined
}

/** Whether an element is neither a caption nor a paragraph that is only a link, such as a frame has become. */
function isProse({ name, children }: Element): boolean {
  if (name === 'figure' || name === 'figcaption') return false
  const shown = children.filter((child) => !isText(child) || child.data.trim() !== '')
  return !(name === 'p' && shown.length === 1 && isTag(shown[0]!) && shown[0].name === 'a')
}

/** Collects the nodes before the comment that ends the summary; false where there is no comment. */
function collectBefore(nodes: ChildNode[], before: ChildNode[]): boolean {
  for (const node of nodes) {
    if (isComment(node)) return true
    if (isTag(node) && node.children.length > 0) {
      const inner: ChildNode[] = []
      const found = collectBefore(node.children, inner)
      before.push(element(node.name, node.attribs, inner))
      if (found) return true
    } else before.push(node)
  }
  return false
}

function withoutComments(nodes: ChildNode[]): ChildNode[] {
  return nodes
    .filter((node) => !isComment(node))
    .map((node) => (isTag(node) ? element(node.name, node.attribs, withoutComments(node.children)) : node))
}
