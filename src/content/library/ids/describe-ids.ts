import type { Article } from '../../article/article.ts'
import type { Problem } from '../../problem.ts'
import type { Site } from '../../site/settings.ts'
import { isUri } from '../../text/urls.ts'
import type { IdRule, Register, RegisterEntry } from '../register.ts'
import { isRuleReplaced } from './id-rules.ts'
import { type Candidate, type Claims, claimedIdentity } from './keep-ids.ts'

/** What to say of ids that articles keep, of those that change nevertheless, and of articles that may each be the one that was published. */
export function describeIds(
  candidates: readonly Candidate[],
  register: Register,
  site: Site,
  claims: Claims,
): Problem[] {
  const problems: Problem[] = []
  const kept: Article[] = []
  for (const candidate of candidates) {
    const { article } = candidate
    const entry = claims.entries.get(candidate)
    const identity = claimedIdentity(candidate, claims, site)
    const unclear = claims.ambiguous.get(candidate)
    const owner = claims.refused.get(candidate)
    if (owner) problems.push(toRefused(article, owner))
    else if (unclear) problems.push(toUnclear(article, unclear, site))
    else if (identity && entry && entry.path !== '' && entry.path !== article.path)
      problems.push(toMoved(article, entry, site))
    else if (identity && entry) kept.push(article)
    else if (identity) problems.push(toFresh(article, identity.id, site))
  }
  if (kept.length > 0) problems.push(toKept(kept))
  return [...problems, ...describeChanges(candidates, register, site, claims)]
}

function warn(code: 'kept-id' | 'new-id', path: string, message: string, hint: string): Problem {
  return { severity: 'warning', code, path, line: 1, message, hint }
}

/** The line of front matter that gives an article this id. */
function idLine(id: string, { ids }: Site): string {
  // In a generator's site, `id` may be only the author's number for an article.
  return `\`${ids === 'generator' && !isUri(id) ? 'guid' : 'id'}: ${id}\``
}

function toMoved({ path }: Article, { id, path: before }: RegisterEntry, site: Site): Problem {
  return warn(
    'kept-id',
    path,
    `This was ${before} and keeps its id ${id}`,
    `Write ${idLine(id, site)} into the file, so that the id does not depend on the register of published ids`,
  )
}

function toFresh({ path, id }: Article, fresh: string, site: Site): Problem {
  return warn(
    'kept-id',
    path,
    `The id ${id} stays with the article that had this path before, so this one has ${fresh}`,
    `Write ${idLine(fresh, site)} or another id into the file`,
  )
}

function toKept([first, ...others]: Article[]): Problem {
  const count = others.length === 0 ? '' : `, as do ${others.length} more`
  return warn(
    'kept-id',
    first!.path,
    `This keeps the id that it was published with, and path and settings would make another${count}`,
    'Keep the register of published ids (`wireroom ids` puts it beside `_index.md`), or write `id` into the files',
  )
}

function toUnclear({ path, id }: Article, entry: RegisterEntry, site: Site): Problem {
  return warn(
    'new-id',
    path,
    `This may be what was ${entry.path}, but so may be another file; it has the new id ${id}`,
    `If it is the same article, write ${idLine(entry.id, site)} into the file`,
  )
}

function toRefused({ path, id }: Article, { path: owner }: RegisterEntry): Problem {
  return {
    severity: 'error',
    code: 'duplicate',
    path,
    line: 1,
    message: `The id ${id} already belongs to ${owner}, so this is not published`,
    hint: 'Give one of the two an `id` of its own',
  }
}

/** The problems of articles that are published under another id than before, because the author says so. */
function describeChanges(
  candidates: readonly Candidate[],
  register: Register,
  site: Site,
  claims: Claims,
): Problem[] {
  const isReplaced = isRuleReplaced(register, site)
  if (!isReplaced && !candidates.some(({ article }) => article.hasOwnId)) return []
  const idOf = (candidate: Candidate) => claimedIdentity(candidate, claims, site)?.id ?? candidate.article.id
  const used = new Set(candidates.map(idOf))
  const byPath = new Map(candidates.map((candidate) => [candidate.article.path, candidate]))
  const changed = register.entries.flatMap((entry) => {
    const candidate = entry.path === '' || used.has(entry.id) ? undefined : byPath.get(entry.path)
    return candidate && (isReplaced || candidate.article.hasOwnId)
      ? [{ entry, article: candidate.article }]
      : []
  })
  if (!isReplaced)
    return changed.map(({ entry, article }) =>
      warn(
        'new-id',
        article.path,
        `The id was ${entry.id} and is ${article.id}, so that every subscriber gets the article again`,
        `Write ${idLine(entry.id, site)} to keep it`,
      ),
    )
  if (changed.length === 0) return []
  const count =
    changed.length === 1
      ? '1 article gets a new id and arrives'
      : `${changed.length} articles get new ids and arrive`
  return [
    warn(
      'new-id',
      '_index.md',
      `Ids were made by ${nameRule(register.rule!)} and are made by other settings now: ${count} again at every subscriber`,
      'Write the former settings again unless you mean it',
    ),
  ]
}

function nameRule({ ids, idPrefix }: IdRule): string {
  return idPrefix === undefined ? `\`ids: ${ids}\`` : `\`ids: ${ids}\` and \`idPrefix: ${idPrefix}\``
}
