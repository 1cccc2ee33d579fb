import { cleanHtml } from '../markdown/clean.ts'
import { element, isTag, parseHtml, serializeHtml } from '../text/html.ts'
import { resolveLink, resolveUrl } from '../text/urls.ts'

/** Whether a file is a transcript in HTML, which is cleaned before it is sent. */
export function isHtmlTranscript(path: string): boolean {
  return /\.html$/i.test(path)
}

/** Cleans a transcript as the body of an article is cleaned: no script, style, form or frame. `url` is its own absolute address. */
export function cleanTranscript(html: string, url: string): string {
  const nodes = parseHtml(html).map((node) => {
    if (!isTag(node) || node.name !== 'html') return node
    // A cleaned body has no `html` element, but must keep its direction and language.
    const { dir, lang } = node.attribs
    return element('div', { dir, lang }, node.children)
  })
  const cleaned = cleanHtml(nodes, {
    permalink: url,
    resolveResource: (reference) => resolveUrl(reference, url),
    resolveLink: (reference) => resolveLink(reference, url),
    idPrefix: 'transcript',
  })
  return `${serializeHtml(cleaned)}\n`
}
