import type { Article } from './article.ts'
import { cleanHtml } from './clean.ts'
import {
  type ChildNode,
  element,
  isComment,
  isTag,
  isText,
  parseHtml,
  serializeHtml,
  Text,
  textOf,
} from './html.ts'
import { isRightToLeft } from './language.ts'
import { renderMarkdown } from './markdown.ts'
import { createReferences, type FindFile } from './media.ts'
import { addCorrections, addDateline, dropEnds } from './news-copy.ts'
import type { Site } from './settings.ts'
import { resolveLink, slugify } from './urls.ts'

/** An article's body, rendered. */
export interface Body {
  /** Safe HTML with absolute addresses; absent where there is nothing to read. */
  contentHtml?: string
  /** Plain text: the author's summary, else the text before `<!--more-->`, else the first paragraph. */
  summary?: string
}

/** Renders an article's Markdown for feeds. The same article gives the same text on every machine. */
export function renderBody(article: Article, site: Site, findFile: FindFile): Body {
  const { permalink } = article
  const references = createReferences(article.path, permalink, site.url, findFile)
  const resolveResource = (reference: string) => references.resolve(reference)?.url
  const nodes = cleanHtml(parseHtml(renderMarkdown(article.readBody())), {
    permalink,
    resolveResource,
    resolveLink: (reference) =>
      /^(?:[a-z][a-z\d+.-]*:|\/\/|\?)/i.test(reference.trim())
        ? resolveLink(reference, permalink)
        : resolveResource(reference),
    idPrefix: slugify(article.path.replace(/(?:\/index)?\.\w+$/, '')),
  })
  dropEnds(nodes)
  addDateline(nodes, article.dateline, article.agency)
  const summary = article.summary ?? takeSummary(nodes)
  const content = withoutComments(nodes)
  if (content.every((node) => isText(node) && node.data.trim() === '')) content.push(...standIn(article))
  if (content.length > 0) addCorrections(content, article.corrections, article.language, site.timezone)
  // Readers know nothing of a feed's language when they choose a text's direction.
  const directed = isRightToLeft(article.language)
    ? [element('div', { dir: 'rtl', lang: article.language }, content)]
    : content
  return { ...(content.length > 0 && { contentHtml: serializeHtml(directed) }), ...(summary && { summary }) }
}

/** What a link article or an episode without a text shows. */
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
  const text = firstParagraph(nodes) ?? textOf(nodes)
  return text === '' ? undefined : text
}

/** The text of the first paragraph that has some: one that stands by itself before one in a list, a quotation or a frame. */
function firstParagraph(nodes: ChildNode[]): string | undefined {
  for (const node of nodes) {
    const text = isTag(node) && node.name === 'p' ? textOf(node.children) : ''
    if (text !== '') return text
  }
  for (const node of nodes) {
    const text = isTag(node) ? firstParagraph(node.children) : undefined
    if (text !== undefined) return text
  }
  return undefined
}

/** Collects what stands before the mark that ends the summary; false where there is no mark. */
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
