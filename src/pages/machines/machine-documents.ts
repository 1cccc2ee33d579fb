import { type Documents, firstOf } from '../../feed/documents/document.ts'
import type { PageSources } from '../site/page-sources.ts'
import { createArticleMarkdown } from './article-markdown.ts'
import { createCrawlerDocuments } from './crawler-documents.ts'
import { createLlmsText } from './llms.ts'

/** What the site says to machines beside its pages: the articles as Markdown, `llms.txt`, `robots.txt` and `license.xml`. */
export function createMachineDocuments(sources: PageSources): Documents {
  return firstOf([createCrawlerDocuments(sources), createLlmsText(sources), createArticleMarkdown(sources)])
}
