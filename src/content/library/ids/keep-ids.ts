import type { Article } from '../../article/article.ts'
import { type Identity, uriOf } from '../../article/identity.ts'
import { identityOf } from '../../article/permalink.ts'
import type { Site } from '../../site/settings.ts'
import { oneLine } from '../../text/characters.ts'
import type { Instant } from '../../text/dates.ts'
import { type Register, type RegisterEntry, shortDigest } from '../register.ts'
import { hasBeenPublic } from '../visibility.ts'
import { idRuleOf, isRuleReplaced, isTrial } from './id-rules.ts'

/** An article as it was parsed, with the digest of its file's text. */
export interface Candidate {
  article: Article
  digest: string
  /** The id that it has not, because others have it too. */
  sharedId?: string
}

/** Which id each article has, and why. */
export interface Claims {
  /** The entries that articles without an id of their own keep their ids from, and those with an id of their own that is registered. */
  entries: ReadonlyMap<Candidate, RegisterEntry>
  /** The new ids of articles whose own would be that of another one. */
  fresh: ReadonlyMap<Candidate, Identity>
  /** Articles whose author gave them the id of another one that is still there. */
  refused: ReadonlyMap<Candidate, RegisterEntry>
  /** Articles that may each be the one of an entry, so that none is. */
  ambiguous: ReadonlyMap<Candidate, RegisterEntry>
}

/**
 * Matches articles to the ids that were published: by the author's own id; by path and text; by text alone (a file that was renamed, moved or
 * exchanged with another); by title and release where the file of the entry is gone or holds another article (renamed and edited); by path.
 * What matches several is left open.
 */
export function claimIds(candidates: readonly Candidate[], register: Register, site: Site): Claims {
  const all = isRuleReplaced(register, site) ? [] : register.entries
  const entries = new Map<Candidate, RegisterEntry>()
  const taken = new Set<string>()
  const refused = new Map<Candidate, RegisterEntry>()
  const ambiguous = new Map<Candidate, RegisterEntry>()
  const byPath = new Map(candidates.map((candidate) => [candidate.article.path, candidate]))
  let digests: ReadonlySet<string> | undefined
  const claim = (candidate: Candidate, entry: RegisterEntry) => {
    entries.set(candidate, entry)
    taken.add(entry.id)
  }
  const free = () => candidates.filter((candidate) => !candidate.article.hasOwnId && !entries.has(candidate))
  const isOpen = ({ id }: RegisterEntry) => !taken.has(id)

  claimOwn()
  claimByPath((entry, { digest }) => entry.digest === digest)
  if (all.some(isOpen)) {
    claimAlike(
      ({ digest }) => digest,
      ({ digest }) => shortDigest(digest),
      (entry) => !isEdited(entry),
    )
    claimAlike(
      titleKey,
      ({ article }) => titleKey({ title: titleOf(article), release: article.embargo }),
      hasLeft,
    )
    claimByPath(() => true)
    for (const candidate of entries.keys()) ambiguous.delete(candidate)
  }
  return { entries, fresh: findFresh(), refused, ambiguous }

  /** An author's id takes its entry, unless the file of the entry still holds the same article. */
  function claimOwn(): void {
    const own = candidates.filter(({ article }) => article.hasOwnId)
    if (own.length === 0) return
    const byId = Map.groupBy(all, ({ id }) => id)
    for (const candidate of own) {
      const [entry] = byId.get(candidate.article.id) ?? []
      const holder = entry && byPath.get(entry.path)
      if (!entry) continue
      const isOfOther = holder !== undefined && holder !== candidate && !holder.article.hasOwnId
      if (isOfOther && (holder.digest.startsWith(entry.digest) || isSameArticle(entry, holder)))
        refused.set(candidate, entry)
      else claim(candidate, entry)
    }
  }

  function claimByPath(isMeant: (entry: RegisterEntry, candidate: { digest: string }) => boolean): void {
    for (const entry of all) {
      const candidate = entry.path === '' || !isOpen(entry) ? undefined : byPath.get(entry.path)
      if (!candidate || candidate.article.hasOwnId || entries.has(candidate)) continue
      if (isMeant(entry, { digest: shortDigest(candidate.digest) })) claim(candidate, entry)
    }
  }

  /** Joins an entry and an article where they are the only ones with that key. */
  function claimAlike(
    keyOf: (entry: RegisterEntry) => string | undefined,
    keyOfCandidate: (candidate: Candidate) => string | undefined,
    isMeant: (entry: RegisterEntry) => boolean,
  ): void {
    const open = Map.groupBy(
      all.filter((entry) => entry.path !== '' && isOpen(entry) && isMeant(entry)),
      keyOf,
    )
    const waiting = Map.groupBy(free(), keyOfCandidate)
    for (const [key, found] of open) {
      const alike = waiting.get(key) ?? []
      if (key === undefined || alike.length === 0) continue
      if (alike.length === 1 && new Set(found.map(({ id }) => id)).size === 1) claim(alike[0]!, found[0]!)
      else for (const candidate of alike) ambiguous.set(candidate, found[0]!)
    }
  }

  /** Whether the entry's file holds the same article in another version, so that a copy of the old one elsewhere is a new article. */
  function isEdited(entry: RegisterEntry): boolean {
    const holder = byPath.get(entry.path)
    return holder !== undefined && isSameArticle(entry, holder) && !isKnownText(holder)
  }

  function isKnownText({ digest }: Candidate): boolean {
    digests ??= new Set(all.map((entry) => entry.digest))
    return digests.has(shortDigest(digest))
  }

  /** Whether the entry's file is gone, or holds another article or another version of this one. */
  function hasLeft(entry: RegisterEntry): boolean {
    const holder = byPath.get(entry.path)
    return !holder || !isSameArticle(entry, holder)
  }

  /** Gives articles without an entry another id where theirs is, or was, that of another article. */
  function findFresh(): Map<Candidate, Identity> {
    const fresh = new Map<Candidate, Identity>()
    const holders = new Map([...entries].map(([{ article }, { id }]) => [id, article.path]))
    const former = new Map(all.filter(isOpen).map((entry) => [entry.id, entry]))
    let known: Set<string> | undefined
    for (const candidate of free()) {
      const { id, path } = candidate.article
      const holder = holders.get(id)
      const before = former.get(id)
      const isOfOther = holder === undefined ? before && !isSameArticle(before, candidate) : holder !== path
      // Two files whose names differ only by their normal form are a mistake.
      if (!isOfOther) continue
      known ??= new Set(
        [...register.entries, ...candidates.map(({ article }) => article)].map(({ id }) => id),
      )
      let count = 2
      while (known.has(`${id}#${count}`)) count++
      known.add(`${id}#${count}`)
      fresh.set(candidate, identityOf(`${id}#${count}`, site))
    }
    return fresh
  }
}

function titleOf({ title = '' }: Pick<Article, 'title'>): string {
  return oneLine(title)
}

/** Undefined for a note, of which there may be several in a moment. */
function titleKey({ title, release }: { title: string; release: Instant }): string | undefined {
  return title === '' ? undefined : `${release} ${title}`
}

/** Whether an entry is of the same title and release. */
export function isSameArticle(entry: RegisterEntry, { article }: Candidate): boolean {
  return titleOf(article) === entry.title && article.embargo === entry.release
}

/** The register with the articles that are or have been public at `now`; the same object where nothing is new, and while a site is only tried out. */
export function addReleased(
  register: Register,
  candidates: readonly Candidate[],
  site: Site,
  now: Instant,
): Register {
  if (isTrial(site)) return register
  const rule = idRuleOf(site)
  const entries = new Map<string, RegisterEntry>()
  for (const entry of register.entries) if (!entries.has(entry.id)) entries.set(entry.id, entry)
  const owners = new Map<string, string>()
  const shared = new Set(register.shared)
  let isNew = entries.size !== register.entries.length
  for (const { article, digest, sharedId } of candidates) {
    const known = entries.get(article.id)
    const isReleased = hasBeenPublic(article, now)
    if (sharedId !== undefined && isReleased) shared.add(sharedId)
    if (!isReleased && !known) continue
    const found = toEntry(article, digest)
    // What is written into an article that was taken back was never public.
    const entry = isReleased ? found : { ...found, title: known!.title, release: known!.release }
    owners.set(article.path, article.id)
    if (known && isSameEntry(known, entry)) continue
    isNew = true
    entries.set(article.id, entry)
  }
  for (const entry of entries.values()) {
    const owner = owners.get(entry.path)
    if (owner === undefined || owner === entry.id) continue
    isNew = true
    entries.set(entry.id, { ...entry, path: '' })
  }
  isNew ||= shared.size > (register.shared?.length ?? 0)
  const isSameRule = register.rule?.ids === rule.ids && register.rule.idPrefix === rule.idPrefix
  if (entries.size === 0 || (!isNew && isSameRule)) return register
  return { rule, ...(shared.size > 0 && { shared: [...shared] }), entries: [...entries.values()] }
}

/** The entry of an article with the digest of its file's text. */
export function toEntry(article: Omit<Article, 'readBody' | 'readFields'>, digest: string): RegisterEntry {
  const { id, embargo, path } = article
  return { id, release: embargo, digest: shortDigest(digest), path, title: titleOf(article) }
}

function isSameEntry(a: RegisterEntry, b: RegisterEntry): boolean {
  return a.digest === b.digest && a.path === b.path && a.title === b.title && a.release === b.release
}

/** The id that an article has by its claims; undefined where it has the one that it was parsed with. */
export function claimedIdentity(
  candidate: Candidate,
  { entries, fresh }: Claims,
  site: Site,
): Identity | undefined {
  const { article } = candidate
  const id = article.hasOwnId ? undefined : entries.get(candidate)?.id
  const identity = id === undefined ? fresh.get(candidate) : identityOf(id, site)
  return identity && (identity.id !== article.id || uriOf(identity) !== uriOf(article)) ? identity : undefined
}
