import type { Problem } from '../../problem.ts'
import { DEFAULT_ID_PREFIX, type Site } from '../../site/settings.ts'
import type { IdRule, Register } from '../register.ts'

/** The rule by which the site makes ids now. */
export function idRuleOf({ ids, typed }: Site): IdRule {
  return { ids, ...(typed?.idPrefix !== undefined && { idPrefix: typed.idPrefix }) }
}

/** Whether the ids are those of a site that is only tried out. */
export function isTrial({ ids, idPrefix, url }: Site): boolean {
  return isTrialId(ids === 'tag' ? idPrefix : url)
}

/** Whether an id starts with the default prefix or with an address of this machine. */
export function isTrialId(id: string): boolean {
  return (
    id.startsWith(DEFAULT_ID_PREFIX) || /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/.test(id)
  )
}

/** Whether the author's own `idPrefix` or `ids` say now that articles get other ids than the registered ones. */
export function isRuleReplaced({ rule }: Register, { ids, typed }: Site): boolean {
  if (!rule) return false
  if (typed?.ids !== undefined && typed.ids !== rule.ids) return true
  return ids === 'tag' && typed?.idPrefix !== undefined && typed.idPrefix !== rule.idPrefix
}

/** An error where articles were published, and what made their ids is no longer set or recognised. */
export function findLostRule(register: Register, site: Site): Problem[] {
  const { rule, entries } = register
  if (!rule || entries.length === 0) return []
  const isDefault = site.ids === 'tag' && site.idPrefix === DEFAULT_ID_PREFIX
  if (!isDefault) {
    if (isRuleReplaced(register, site)) return []
    const isPrefixLost =
      rule.ids === 'tag' && rule.idPrefix !== undefined && site.typed?.idPrefix === undefined
    if (!isPrefixLost && rule.ids === site.ids) return []
  }
  const [before, remedy] = describeRule(rule)
  return [
    {
      severity: 'error',
      code: 'ids-in-doubt',
      path: '_index.md',
      line: 1,
      message: `The articles were published with ${before}, and no setting says so now`,
      hint: `${remedy}, or set another \`idPrefix\` or \`ids\` if all articles shall get new ids`,
    },
  ]
}

function describeRule({ ids, idPrefix }: IdRule): [before: string, remedy: string] {
  if (ids === 'tag' && idPrefix !== undefined)
    return [`\`idPrefix: ${idPrefix}\``, `Write \`idPrefix: "${idPrefix}"\` into \`_index.md\` again`]
  if (ids === 'permalink') return ['`ids: permalink`', 'Write `ids: permalink` into `_index.md` again']
  return [
    'ids that come from the site of your generator',
    "Restore the generator's files, or set `generator` in `_index.md`",
  ]
}
