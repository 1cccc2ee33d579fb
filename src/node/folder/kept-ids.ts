import type { Article, ParsedArticle } from '../../content/article/article.ts'
import type { Identity } from '../../content/article/identity.ts'
import { describeIds } from '../../content/library/describe-ids.ts'
import { type Candidate, claimedIdentity, claimIds } from '../../content/library/keep-ids.ts'
import type { Register } from '../../content/library/register.ts'
import type { Problem } from '../../content/problem.ts'
import type { Site } from '../../content/site/settings.ts'
import type { Loaded } from './load-article.ts'

/** The articles of a folder with the ids under which they are published. */
export interface KeptIds {
  /** By the path of the file. */
  parsed: ReadonlyMap<string, ParsedArticle>
  problems: Problem[]
}

/** Returns a function that gives articles the ids of a register. An article with the id that it was parsed with is the same object, any other a copy, the same at each call. */
export function createIdKeeper(): (
  articles: ReadonlyMap<string, Loaded>,
  register: Register,
  site: Site,
) => KeptIds {
  const copies = new WeakMap<ParsedArticle, ParsedArticle>()
  return (articles, register, site) => {
    if (register.entries.length === 0)
      return { parsed: new Map([...articles].map(([path, { parsed }]) => [path, parsed])), problems: [] }
    const candidates = new Map<string, Candidate>()
    for (const [path, { parsed, contentHash }] of articles)
      if (parsed.article) candidates.set(path, { article: parsed.article, digest: contentHash })
    const all = [...candidates.values()]
    const claims = claimIds(all, register, site)
    const parsed = new Map<string, ParsedArticle>()
    for (const [path, { parsed: own }] of articles) {
      const candidate = candidates.get(path)
      const identity = candidate && claimedIdentity(candidate, claims, site)
      if (candidate && claims.refused.has(candidate))
        parsed.set(path, { problems: own.problems, unpublished: candidate.article })
      else parsed.set(path, identity ? copyOf(own, { uri: undefined, ...identity }) : own)
    }
    return { parsed, problems: describeIds(all, register, site, claims) }
  }

  function copyOf(own: ParsedArticle, identity: Identity): ParsedArticle {
    const known = copies.get(own)
    if (known?.article?.id === identity.id && known.article.uri === identity.uri) return known
    const copy = { ...own, article: { ...own.article!, ...identity } }
    copies.set(own, copy)
    return copy
  }
}

/** The candidates for the register among articles that are published. */
export function candidatesOf(
  articles: ReadonlyMap<string, Loaded>,
  { parsed }: KeptIds,
  published: readonly Article[],
): Candidate[] {
  const members = new Set(published)
  return [...articles].flatMap(([path, { contentHash }]) => {
    const article = parsed.get(path)?.article
    return article && members.has(article) ? [{ article, digest: contentHash }] : []
  })
}
