import type { Article, ParsedArticle } from '../article/article.ts'
import type { Aside, Unpublished } from '../article/aside.ts'
import { uriOf } from '../article/identity.ts'
import type { Problem } from '../problem.ts'
import { type Settings, type Site, settingsOf, titleFromSlug } from '../site/settings.ts'
import { sectionOf } from '../site/settings-file.ts'
import type { Instant } from '../text/dates.ts'
import { isPublic, type State, stateOf, turningPoints } from './visibility.ts'

/** The loaded content of a publication. */
export interface Library {
  site: Site
  /** Newest first; ids and permalinks are unique. */
  articles: readonly Article[]
  /** Paths of all sections that have settings or articles, sorted. */
  sections: readonly string[]
  problems: readonly Problem[]
  /** The Markdown files that are not articles. */
  asides: readonly Aside[]
  /** The articles that are left out: because of an error, without a date, or as a copy of another. */
  unpublished: readonly Unpublished[]
  /** When a file was last changed, added or removed; 0 where it is unknown. */
  modified: Instant
}

/** Folders in which Hugo and Zola describe a tag or an author; only those with articles are sections. */
const OF_TERM = /(?:^|\/)(?:tags|authors)(?:\/[^/]+)?$/i

const HIDDEN_COPY = 'hidden copy of an article'

/** Builds a library: sorts the articles, and drops those with the id or permalink of another one, of which the first by path is kept. */
export function buildLibrary(
  site: Site,
  parsed: Iterable<ParsedArticle>,
  problems: readonly Problem[],
  modified: Instant = 0,
): Library {
  const all = [...problems]
  const articles: Article[] = []
  const asides: Aside[] = []
  const unpublished: Unpublished[] = []
  for (const { article, problems, aside, unpublished: left } of parsed) {
    all.push(...problems)
    if (aside) asides.push(aside)
    if (article) articles.push(article)
    if (left) unpublished.push(left)
  }
  const unique = dropDuplicates(articles, all, asides)
  if (unique.length < articles.length) {
    const kept = new Set(unique)
    for (const article of articles) if (!kept.has(article)) unpublished.push(article)
  }
  unique.sort((a, b) => b.published - a.published || (a.id < b.id ? -1 : 1))
  const sections = new Set([...site.sections.keys()].filter((path) => !OF_TERM.test(path)))
  for (const { section } of unique) {
    for (let path = section; path !== '' && !sections.has(path); path = sectionOf(path)) sections.add(path)
  }
  return {
    site,
    articles: unique,
    sections: [...sections].sort(),
    problems: all,
    asides,
    unpublished,
    modified,
  }
}

/**
 * Replaces some articles by new versions, faster than building the library again; undefined where one of them is not in the library, or has
 * another id, permalink, date or section than before.
 */
export function reviseLibrary(
  library: Library,
  revisions: ReadonlyMap<Article, Article>,
  problems: readonly Problem[],
  modified: Instant,
): Library | undefined {
  // A dropped duplicate may have to return, and it is not in the library.
  if (library.problems.some(({ code }) => code === 'duplicate')) return undefined
  if (library.asides.some(({ why }) => why === HIDDEN_COPY)) return undefined
  for (const [old, revised] of revisions) if (!isInPlace(old, revised)) return undefined
  let found = 0
  const articles = library.articles.map((article) => {
    const revised = revisions.get(article)
    if (revised) found++
    return revised ?? article
  })
  return found === revisions.size ? { ...library, articles, problems, modified } : undefined
}

function isInPlace(old: Article, revised: Article): boolean {
  const keys = ['id', 'permalink', 'published', 'section'] as const
  return keys.every((key) => old[key] === revised[key])
}

function dropDuplicates(articles: Article[], problems: Problem[], asides: Aside[]): Article[] {
  if (areUnique(articles)) return articles
  // An article may keep as its id the address that another one has by now.
  const ids = new Map<string, Article>()
  const permalinks = new Map<string, Article>()
  // A draft must not displace the published article beside it.
  const byPath = [...articles].sort(
    (a, b) => Number(a.hidden !== undefined) - Number(b.hidden !== undefined) || (a.path < b.path ? -1 : 1),
  )
  return byPath.filter((article) => {
    const other = ids.get(uriOf(article)) ?? permalinks.get(article.permalink)
    if (other && article.hidden !== undefined) {
      // Nothing is wrong with a copy that nobody sees.
      asides.push({ path: article.path, why: HIDDEN_COPY })
      return false
    }
    if (other) {
      const [what, key] =
        uriOf(other) === uriOf(article)
          ? [`id ${article.id}`, 'id']
          : [`permalink ${article.permalink}`, 'permalink']
      problems.push({
        severity: 'error',
        code: 'duplicate',
        path: article.path,
        line: 1,
        message: `The ${what} already belongs to ${other.path}, so this is not published`,
        hint: `Give one of the two a \`${key}\` of its own`,
      })
      return false
    }
    ids.set(uriOf(article), article)
    permalinks.set(article.permalink, article)
    return true
  })
}

/** Whether no two articles share an id or permalink; takes half as long as looking for the pairs. */
function areUnique(articles: readonly Article[]): boolean {
  const ids = new Set<string>()
  const permalinks = new Set<string>()
  for (const article of articles) {
    ids.add(uriOf(article))
    permalinks.add(article.permalink)
  }
  return ids.size === articles.length && permalinks.size === articles.length
}

/** The settings of a section; one without an `_index.md` has the name of its folder as title. */
export function sectionSettings(library: Library, section: string): Settings {
  const settings = settingsOf(library.site, section)
  if (section === '' || library.site.sections.has(section)) return settings
  const title = titleFromSlug(section.split('/').at(-1)!)
  return { ...settings, title, description: title }
}

/** Articles that share a key with more than this do so by mistake, and are not translations. */
const MAX_VERSIONS = 200

/** Returns a function that finds all language versions of an article, itself included; the first call groups the library. */
export function createFamilies({ articles }: Library): (article: Article) => readonly Article[] {
  let families: Map<string, Article[]> | undefined
  return (article) => {
    families ??= hasOneLanguage(articles)
      ? new Map()
      : Map.groupBy(articles, ({ translationKey }) => translationKey)
    const family = families.get(article.translationKey)
    return family && family.length <= MAX_VERSIONS ? family : [article]
  }
}

/** Whether no article can have a translation; spares the grouping of a library in one language. */
function hasOneLanguage(articles: readonly Article[]): boolean {
  return articles.every(({ language }) => language === articles[0]!.language)
}

/** Returns a function that finds the public translations of an article, itself excluded, ordered by language. */
export function createTranslations(
  familyOf: ReturnType<typeof createFamilies>,
): (article: Article, now: Instant) => Article[] {
  return (article, now) =>
    familyOf(article)
      .filter((other) => other !== article && other.language !== article.language && isPublic(other, now))
      .sort((a, b) => (a.language < b.language ? -1 : 1))
}

const points = new WeakMap<Library, { since: Instant; all: Instant[] }>()

/** The instants after `now` at which an article becomes public, changes or expires by itself, in order, each once. */
export function comingChanges(library: Library, now: Instant): Instant[] {
  let known = points.get(library)
  if (!known || known.since > now) {
    const found = new Set<Instant>()
    for (const article of library.articles)
      for (const point of turningPoints(article)) if (point > now) found.add(point)
    known = { since: now, all: [...found].sort((a, b) => a - b) }
    points.set(library, known)
  }
  return known.all.slice(known.all.findLastIndex((point) => point <= now) + 1)
}

/** The later of `change` and the newest file time, capped at `now`: a file may be written later than its dates say. */
export function modifiedAt({ modified }: Library, change: Instant, now: Instant): Instant {
  return Math.max(Math.min(modified, now), change)
}

/** Counts the articles in each state. */
export function countStates(articles: readonly Article[], now: Instant): Record<State, number> {
  const counts: Record<State, number> = { public: 0, embargoed: 0, expired: 0, withdrawn: 0, hidden: 0 }
  for (const article of articles) counts[stateOf(article, now)]++
  return counts
}
