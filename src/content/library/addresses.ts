import type { Article } from '../article/article.ts'
import type { Site } from '../site/settings.ts'
import type { Instant } from '../text/dates.ts'
import { decodePart } from '../text/urls.ts'
import type { Library } from './library.ts'
import { nextState, type State, stateOf, turningPoints } from './visibility.ts'

/** A redirect: `to` is an absolute URL or starts with a slash; it is valid `until` an instant, where one is known. */
export interface Redirect {
  kind: 'redirect'
  to: string
  /** Permanent or temporary (RFC 9110 15.4.2 and 15.4.8). */
  status: 301 | 307
  until?: Instant
}

/** The answer for a withdrawn article; it is valid `until` an instant, where another article is to have the address. */
export interface Gone {
  kind: 'gone'
  reason?: string
  until?: Instant
}

/** The old addresses of articles, and those of withdrawn articles. */
export interface Addresses {
  /** Every path that has an answer at some time, as `canonicalPath` writes it. */
  paths(): Iterable<string>
  /** Undefined for a path without an answer at `now`; reveals nothing of an article that is not public yet. */
  find(path: string, now: Instant): Redirect | Gone | undefined
  /** The instants after `now` at which the answer may change. */
  changes(path: string, now: Instant): Instant[]
}

/**
 * Writes all spellings of a path in one form: no slash at either end, none doubled, lower case, percent-encoded only where needed (RFC 3986
 * section 6.2.2). A segment that cannot be decoded is kept.
 */
export function canonicalPath(path: string): string {
  const segments = path.split('/').filter(Boolean)
  return segments
    .map((segment) => decodePart(segment) ?? segment)
    .map((segment) => encodeURI(segment.toLowerCase().normalize('NFC')))
    .map((segment) => segment.replace(/[/?#]/g, encodeURIComponent))
    .join('/')
}

/** The canonical path of a typed address; undefined for one on another site and for the site's own address. */
export function pathOnSite(address: string, siteUrl: string): string | undefined {
  const base = new URL(siteUrl)
  const url = URL.parse(address.startsWith('/') ? address.slice(1) : address, base.href)
  if (url?.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return undefined
  return canonicalPath(url.pathname.slice(base.pathname.length)) || undefined
}

/** Indexes the aliases of every article, and the permalinks of those that are or will be withdrawn. */
export function createAddresses(library: Library): Addresses {
  // Indexed late, because most libraries are replaced before a request for an old address.
  let owners: Map<string, Owner[]> | undefined
  return {
    paths() {
      const owned = [...byPath()].filter(([, all]) => all.some(leadsAnywhere)).map(([path]) => path)
      return iconOf(library.site) === undefined ? owned : [...new Set([...owned, FAVICON_PATH])]
    },
    find(path, now) {
      const all = byPath().get(path) ?? []
      // An article that is not public keeps no address from the others that have it.
      const place = all.findIndex(({ article }) => SHOWN.has(stateOf(article, now)))
      const owner = all[place]
      const icon = path === FAVICON_PATH && !owner ? iconOf(library.site) : undefined
      if (icon !== undefined) return { kind: 'redirect', to: icon, status: 307 }
      if (!owner) return undefined
      const { article, isAlias } = owner
      const changes = all
        .slice(0, place + 1)
        .map((one) => nextState(one.article, now) ?? Number.POSITIVE_INFINITY)
      const next = Math.min(...changes)
      const until = next === Number.POSITIVE_INFINITY ? {} : { until: next }
      if (stateOf(article, now) === 'withdrawn')
        return { kind: 'gone', reason: article.withdrawn?.reason, ...until }
      return isAlias ? { kind: 'redirect', to: article.permalink, status: 301, ...until } : undefined
    },
    changes(path, now) {
      const all = byPath().get(path) ?? []
      return all.flatMap(({ article }) => turningPoints(article)).filter((point) => point > now)
    },
  }

  function byPath(): Map<string, Owner[]> {
    owners ??= findOwners(library)
    return owners
  }
}

/** The states in which an article has its addresses. */
const SHOWN: ReadonlySet<State> = new Set(['public', 'withdrawn'])

/** Browsers look here for the icon of a site whose feed they show, whatever its pages say. */
const FAVICON_PATH = 'favicon.ico'

/** The icon, where it is not at that address itself, and the site's pages are ours. */
function iconOf({ url, pages, settings: { icon } }: Site): string | undefined {
  return pages && icon !== url + FAVICON_PATH ? icon : undefined
}

/** Whether the address can have an answer: the page at a permalink is not ours, unless the article is withdrawn. */
function leadsAnywhere({ article, isAlias }: Owner): boolean {
  return article.hidden === undefined && (isAlias || article.withdrawn !== undefined)
}

interface Owner {
  article: Article
  isAlias: boolean
}

/** All owners of each path, the one that comes first at its head. */
function findOwners(library: Library): Map<string, Owner[]> {
  const owners = new Map<string, Owner[]>()
  const add = (address: string, article: Article, isAlias: boolean) => {
    const path = pathOnSite(address, library.site.url)
    if (path === undefined) return
    const known = owners.get(path)
    if (known) known.push({ article, isAlias })
    else owners.set(path, [{ article, isAlias }])
  }
  // Permalinks come first, because an alias never hides the permalink of another article.
  for (const article of library.articles)
    if (article.withdrawn || article.aliases.length > 0) add(article.permalink, article, false)
  for (const article of library.articles) for (const alias of article.aliases) add(alias, article, true)
  return owners
}
