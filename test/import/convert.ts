import { parseArticle } from '../../src/content/article/article.ts'
import { renderBody } from '../../src/content/body/body.ts'
import { parseHtml, textOf } from '../../src/content/text/html.ts'
import type { Draft } from '../../src/import/importer.ts'
import { wireImporter } from '../../src/import/wire/importer.ts'
import { ALONE, SITE } from '../content/outline.ts'

/** When the dispatches of tests were received. */
export const RECEIVED = Date.UTC(2019, 9, 14, 15, 20)

export function convert(text: string, options: { publish?: boolean; date?: string } = {}): Draft {
  return wireImporter.convert({ text, received: RECEIVED, publish: false, digest: '0123', ...options })
}

/** The article that a draft becomes. */
export function readDraft(draft: Draft) {
  const path = `news/${draft.name}.md`
  const { article, problems } = parseArticle(
    { path, source: draft.markdown, hash: '' },
    SITE,
    () => undefined,
  )
  if (!article) throw new Error(JSON.stringify(problems))
  return { article, problems }
}

/** The text that readers of a draft would see. */
export function shownText(draft: Draft): string {
  const { contentHtml = '' } = renderBody(readDraft(draft).article, SITE, ALONE)
  return textOf(parseHtml(contentHtml))
}
