import { type Article, type ParsedArticle, parseArticle } from '../../content/article/article.ts'
import type { Identity, IdKey } from '../../content/article/identity.ts'
import { describeIds } from '../../content/library/ids/describe-ids.ts'
import { type Candidate, claimedIdentity, claimIds } from '../../content/library/ids/keep-ids.ts'
import { findSharedIds, withIdentity, withoutKey } from '../../content/library/ids/shared-ids.ts'
import type { Register } from '../../content/library/register.ts'
import type { Problem } from '../../content/problem.ts'
import type { Site } from '../../content/site/settings.ts'
import type { Loaded } from './loading/load-article.ts'

/** The articles of a folder with the ids under which they are published. */
export interface KeptIds {
  /** By the path of the file. */
  parsed: ReadonlyMap<string, ParsedArticle>
  /** The ids that articles do not have because others have them too, by the path of the file. */
  shared: ReadonlyMap<string, string>
  problems: Problem[]
}

/**
 * Returns a function that gives articles the ids of a register, and those without the key to articles that share an id. An article with the id that it
 * was parsed with is the same object, any other a copy, the same at each call. `readSource` reads the text of a file.
 */
export function createIdKeeper(
  readSource: (path: string) => string | undefined,
): (articles: ReadonlyMap<string, Loaded>, register: Register, site: Site) => KeptIds {
  const copies = new WeakMap<ParsedArticle, ParsedArticle>()
  const keys = new WeakMap<Article, { idKey: IdKey | undefined }>()
  return (articles, register, site) => {
    const paths = new Map<Candidate, string>()
    for (const [path, { parsed, contentHash }] of articles)
      if (parsed.article) paths.set({ article: parsed.article, digest: contentHash }, path)
    const found = findSharedIds([...paths.keys()], register, site, (candidate) => {
      const path = paths.get(candidate)!
      return keyOf(candidate.article, path, articles.get(path)!, site)
    })
    const { unheeded, problems } = found
    const shared = new Map([...unheeded].map(([candidate, { id }]) => [paths.get(candidate)!, id]))
    if (register.entries.length === 0 && shared.size === 0)
      return { parsed: new Map([...articles].map(([path, { parsed }]) => [path, parsed])), shared, problems }
    const candidates = new Map<string, Candidate>()
    for (const [candidate, path] of paths) {
      const key = unheeded.get(candidate)
      candidates.set(path, key ? withoutKey(candidate, key) : candidate)
    }
    const all = [...candidates.values()]
    const claims = claimIds(all, register, site)
    const parsed = new Map<string, ParsedArticle>()
    for (const [path, { parsed: own }] of articles) {
      const candidate = candidates.get(path)
      const identity =
        candidate &&
        (claimedIdentity(candidate, claims, site) ?? (shared.has(path) ? identityIn(candidate) : undefined))
      if (candidate && claims.refused.has(candidate))
        parsed.set(path, { problems: own.problems, unpublished: candidate.article })
      else parsed.set(path, identity ? copyOf(own, identity) : own)
    }
    return { parsed, shared, problems: [...problems, ...describeIds(all, register, site, claims)] }
  }

  function copyOf(own: ParsedArticle, identity: Identity): ParsedArticle {
    const known = copies.get(own)
    if (known?.article?.id === identity.id && known.article.uri === identity.uri) return known
    const copy = { ...own, article: withIdentity(own.article!, identity) }
    copies.set(own, copy)
    return copy
  }

  /** The key of an article's id. What is not in memory is read and parsed again, once. */
  function keyOf(article: Article, path: string, loaded: Loaded, site: Site): IdKey | undefined {
    const known = keys.get(article)
    if (known) return known.idKey
    const source = loaded.good ?? loaded.source ?? readSource(path)
    const isParsed = loaded.parsed.idKey !== undefined || source === undefined
    const { idKey } = isParsed
      ? loaded.parsed
      : parseArticle({ path, source, hash: '' }, site, () => undefined)
    const found = { idKey: idKey?.id === article.id ? idKey : undefined }
    keys.set(article, found)
    return found.idKey
  }
}

function identityIn({ article: { id, uri } }: Candidate): Identity {
  return { id, ...(uri !== undefined && { uri }) }
}

/** The candidates for the register among articles that are published. */
export function candidatesOf(
  articles: ReadonlyMap<string, Loaded>,
  { parsed, shared }: KeptIds,
  published: readonly Article[],
): Candidate[] {
  const members = new Set(published)
  return [...articles].flatMap(([path, { contentHash }]) => {
    const article = parsed.get(path)?.article
    return article && members.has(article)
      ? [{ article, digest: contentHash, sharedId: shared.get(path) }]
      : []
  })
}
