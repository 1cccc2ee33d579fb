import { mentionsDraft } from '../front-matter/fields.ts'
import { parseFrontMatter } from '../front-matter/parse.ts'
import type { Site } from '../site/settings.ts'
import { type Article, isError, type ParsedArticle } from './article.ts'
import { NOT_ENOUGH } from './aside.ts'
import { readHidden } from './hidden.ts'
import { reportUnknownKeys } from './known-keys.ts'
import { readWithdrawal } from './news.ts'

/**
 * Whether the file of an article may be one that is not written to its end, or that an edit broke: it yields no article though nothing in it says
 * that it is not to be one, or it has lost its text. `before` is the article that it was.
 */
export function isUnfinished({ article, aside, problems }: ParsedArticle, source: string, before?: Article) {
  if (article)
    return article.withdrawn === undefined && !hasText(article) && before !== undefined && hasText(before)
  return problems.some(isError) || source.trim() === '' || (aside !== undefined && NOT_ENOUGH.has(aside.why))
}

/** What an unfinished file says all the same: that the article is hidden, or withdrawn. */
export function readRetraction(
  source: string,
  path: string,
  { timezone }: Site,
): Pick<Article, 'hidden' | 'withdrawn'> {
  const { fields, problems } = parseFrontMatter(source, path)
  const report = () => {}
  const unread = problems.some(isError) && mentionsDraft(source) ? 'draft' : undefined
  return {
    hidden: readHidden(fields, path, report) ?? reportUnknownKeys(fields, report) ?? unread,
    withdrawn: readWithdrawal(fields, timezone, report),
  }
}

/** Whether an article has a text below its front matter. */
export function hasText(article: Article): boolean {
  return article.readBody().trim() !== ''
}
