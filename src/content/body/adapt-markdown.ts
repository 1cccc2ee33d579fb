import type { Article } from '../article/article.ts'
import { rowOf } from '../generators/table.ts'
import type { Site } from '../site/settings.ts'
import type { BodyContext } from './body-context.ts'

/** Turns what only the generator writes into Markdown. */
export function adaptMarkdown(
  source: string,
  { path }: Article,
  { generator }: Site,
  { hasFile, findArticle }: BodyContext,
): string {
  const adapt = generator && rowOf(generator.name).adaptMarkdown
  if (!adapt) return source
  return adapt(source, generator, {
    path,
    hasFile,
    isArticle: (reference) => findArticle(reference) !== undefined,
  })
}
