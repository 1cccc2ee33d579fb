import type { Article } from '../article/article.ts'
import type { Site } from '../site/settings.ts'
import type { Instant } from '../text/dates.ts'
import { decodePart } from '../text/urls.ts'
import type { Library } from './library.ts'
import { nextState, stateOf, turningPoints } from './visibility.ts'

/** A redirect: `to` is an absolute URL or starts with a slash; it is valid `until` an instant, where one is known. */
export interface Redirect {
  kind: 'redirect'
  to: string
  /** Permanent or temporary (RFC 9110 15.4.2 and 15.4.8). */
  status: 301 | 307
  until?: Instant
}

/** The answer for a withdrawn article. */
export interface Gone {
  kind: 'gone'
  reason?: string
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
  let owners: Map<string, Owner> | undefined
  return {
    paths() {
      const owned = [...byPath()].filter(([, owner]) => leadsAnywhere(owner)).map(([path]) => path)
      return iconOf(library.site) === undefined ? owned : [...new Set([...owned, FAVICON_PATH])]
    },
    find(path, now) {
      const owner = byPath().get(path)
      const state = owner && stateOf(owner.article, now)
      if (state === 'withdrawn') return { kind: 'gone', reason: owner?.article.withdrawn?.reason }
      const icon = path === FAVICON_PATH && !owner ? iconOf(library.site) : undefined
      if (icon !== undefined) return { kind: 'redirect', to: icon, status: 307 }
      if (state !== 'public' || !owner?.isAlias) return undefined
      const { article } = owner
      const until = nextState(article, now)
      return { kind: 'redirect', to: article.permalink, status: 301, ...(until !== undefined && { until }) }
    },
    changes(path, now) {
      const owner = byPath().get(path)
      return owner ? turningPoints(owner.article).filter((point) => point > now) : []
    },
  }

  function byPath(): Map<string, Owner> {
    owners ??= findOwners(library)
    return owners
  }
}

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

function findOwners(library: Library): Map<string, Owner> {
  const owners = new Map<string, Owner>()
  const add = (address: string, article: Article, isAlias: boolean) => {
    const path = pathOnSite(address, library.site.url)
    if (path !== undefined && !owners.has(path)) owners.set(path, { article, isAlias })
  }
  // Permalinks come first, because an alias never hides the permalink of another article.
  for (const article of library.articles)
    if (article.withdrawn || article.aliases.length > 0) add(article.permalink, article, false)
  for (const article of library.articles) for (const alias of article.aliases) add(alias, article, true)
  return owners
}
