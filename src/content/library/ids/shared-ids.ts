import type { Article } from '../../article/article.ts'
import { type Identity, type IdKey, uriOf } from '../../article/identity.ts'
import type { Problem } from '../../problem.ts'
import type { Site } from '../../site/settings.ts'
import { type Register, type RegisterEntry, shortDigest } from '../register.ts'
import { isRuleReplaced } from './id-rules.ts'
import { type Candidate, isSameArticle } from './keep-ids.ts'

/** What becomes of ids that several articles have. */
export interface SharedIds {
  /** The keys that give articles no id, because of others that have it too. */
  unheeded: ReadonlyMap<Candidate, IdKey>
  problems: Problem[]
}

/**
 * Finds the ids that a key gives to several articles whose texts differ, such as the one of a show: they have their ids without that key. An article
 * that was published under the id keeps it, as does the original of translations. An id that was shared once is given to nobody later, because its
 * articles were published under others. `keyOf` is only asked where ids may be shared.
 */
export function findSharedIds(
  candidates: readonly Candidate[],
  register: Register,
  site: Site,
  keyOf: (candidate: Candidate) => IdKey | undefined,
): SharedIds {
  const unheeded = new Map<Candidate, IdKey>()
  const problems: Problem[] = []
  const known = new Set(register.shared)
  const own = candidates.filter(({ article }) => article.hasOwnId)
  const groups = [...Map.groupBy(own, ({ article }) => uriOf(article)).values()].filter(
    (group) => isShared(group) || group.some(({ article }) => known.has(article.id)),
  )
  if (groups.length === 0) return { unheeded, problems }
  const entries = isRuleReplaced(register, site) ? [] : register.entries
  const byPath = new Map(candidates.map((candidate) => [candidate.article.path, candidate]))
  for (const group of groups) {
    const keys = new Map<Candidate, IdKey>()
    for (const candidate of group) {
      const key = keyOf(candidate)
      if (key) keys.set(candidate, key)
    }
    const keeper = findKeeper([...keys.keys()], group)
    if (keeper) keys.delete(keeper)
    for (const [candidate, key] of keys) unheeded.set(candidate, key)
    if (keys.size > 0) problems.push(describeShared(group, keys, keeper))
  }
  return { unheeded, problems }

  function findKeeper(keyed: readonly Candidate[], group: readonly Candidate[]): Candidate | undefined {
    // One id may be written in several ways, as a UUID and as its URN.
    const ids = new Set(group.map(({ article }) => article.id))
    const entry = entries.find(({ id }) => ids.has(id))
    if (entry) return byPath.get(entry.path) && isElsewhere(entry, keyed) ? undefined : holderOf(entry, keyed)
    if ([...ids].some((id) => known.has(id)) || keyed.length < group.length) return undefined
    const original = findOriginal(keyed, site)
    return entries.some(({ path }) => path === original?.article.path) ? undefined : original
  }

  /** Whether the file of an entry is not among these, and still holds the same article. */
  function isElsewhere(entry: RegisterEntry, keyed: readonly Candidate[]): boolean {
    const holder = byPath.get(entry.path)
    return holder !== undefined && !keyed.includes(holder) && isSameArticle(entry, holder)
  }
}

/** Whether an id stands in several articles that are not copies of one; a draft beside the published article is one. */
function isShared(group: readonly Candidate[]): boolean {
  const shown = group.filter(({ article }) => article.hidden === undefined)
  return new Set(shown.map(({ digest }) => digest)).size > 1
}

/** The article that was published under the id of an entry; undefined where several may be, or none. */
function holderOf(entry: RegisterEntry, keyed: readonly Candidate[]): Candidate | undefined {
  const isAtPath = ({ article }: Candidate) => article.path === entry.path
  const hasText = ({ digest }: Candidate) => shortDigest(digest) === entry.digest
  const isSame = (candidate: Candidate) => isSameArticle(entry, candidate)
  const signs: ((candidate: Candidate) => boolean)[] = [
    (candidate) => isAtPath(candidate) && hasText(candidate),
    (candidate) => isAtPath(candidate) && isSame(candidate),
    hasText,
    isSame,
    isAtPath,
  ]
  for (const sign of signs) {
    const [found, ...others] = keyed.filter(sign)
    if (found) return others.length === 0 ? found : undefined
  }
  return undefined
}

/** The version in the language of the site among translations of one article; undefined where they are not that. */
function findOriginal(keyed: readonly Candidate[], { settings }: Site): Candidate | undefined {
  const articles = keyed.map(({ article }) => article).filter(({ hidden }) => hidden === undefined)
  if (new Set(articles.map(({ translationKey }) => translationKey)).size > 1) return undefined
  if (new Set(articles.map(({ language }) => language)).size < articles.length) return undefined
  return keyed.find(({ article }) => article.language === settings.language)
}

function describeShared(
  group: readonly Candidate[],
  keys: ReadonlyMap<Candidate, IdKey>,
  keeper: Candidate | undefined,
): Problem {
  const places = [...keys].map(([{ article }, key]) => ({ path: article.path, key }))
  const [{ path, key }] = places.toSorted((a, b) => (a.path < b.path ? -1 : 1)) as [(typeof places)[number]]
  const count = group.length === 1 ? 'once stood in several articles' : `stands in ${group.length} articles`
  const rest = group.length - keys.size
  const without = `${keys.size === 1 ? 'this one has the id that it has' : `${rest > 0 ? 'the others' : 'they'} have the ids that they have`} without it`
  const kept = keeper ? `${keeper.article.path} keeps it, and ` : ''
  return {
    severity: 'warning',
    code: 'shared-id',
    path,
    line: key.line,
    message: `The id ${key.id} of \`${key.name}\` ${count}, so ${kept}${without}`,
    hint: `Remove \`${key.name}\` where it names no single article, or give each article a value of its own`,
  }
}

/** A candidate with the identity that it has without the key. */
export function withoutKey(candidate: Candidate, { id, otherwise }: IdKey): Candidate {
  return { ...candidate, article: withIdentity(candidate.article, otherwise), sharedId: id }
}

/** A copy of an article with an identity that is not its author's own. */
export function withIdentity(article: Article, identity: Identity): Article {
  return { ...article, uri: undefined, hasOwnId: undefined, ...identity }
}
