import type { Article } from '../article/article.ts'
import { MARKDOWN_ENDING } from '../article/file-name.ts'
import type { Instant } from '../text/dates.ts'
import { decodePart, joinParts } from '../text/urls.ts'
import { pathOnSite } from './addresses.ts'
import type { Library } from './library.ts'
import { isPublic } from './visibility.ts'

const indexes = new WeakMap<Library, Map<string, Article[]>>()

/**
 * Finds the article that a path in `from` refers to, as authors and generators write it, or that an absolute URL is the address of; one that
 * is never public only where there is no other. Indexes a library once.
 */
export function findReferenced(
  library: Library,
  reference: string,
  from: Article,
  now: Instant,
): Article | undefined {
  if (reference.startsWith(library.site.url)) return findAddressed(library, reference, now)
  const index = indexes.get(library) ?? indexByName(library.articles)
  indexes.set(library, index)
  const path = cleanPath(reference)
  const relative = pathFromTop(from.path.toLowerCase(), path)
  let best: { article: Article; score: number } | undefined
  for (const article of index.get(nameOf(path)) ?? []) {
    const rating = rate(article, path, relative)
    const isShown = article.hidden === undefined
    const score = rating === 0 ? 0 : rating + Number(article.language === from.language) + (isShown ? 8 : 0)
    if (score > (best?.score ?? 0) || (score === best?.score && article.path < best.article.path))
      best = { article, score }
  }
  return best?.article
}

const addressed = new WeakMap<Library, { since: Instant; articles: Map<string, Article> }>()

/** Finds the article at an address of the site, where it is not public at `now` or some time later. */
function findAddressed(library: Library, address: string, now: Instant): Article | undefined {
  let known = addressed.get(library)
  if (!known || known.since > now) {
    known = { since: now, articles: indexByAddress(library, now) }
    addressed.set(library, known)
  }
  const path = known.articles.size === 0 ? undefined : pathOnSite(address, library.site.url)
  return path === undefined ? undefined : known.articles.get(path)
}

/** Leaves out articles that are public for good, which are nearly all. */
function indexByAddress({ articles, site }: Library, now: Instant): Map<string, Article> {
  const index = new Map<string, Article>()
  for (const article of articles) {
    if (isPublic(article, now) && article.expires === undefined && !article.withdrawn) continue
    for (const address of [article.permalink, ...article.aliases]) {
      const path = pathOnSite(address, site.url)
      if (path !== undefined && !index.has(path)) index.set(path, article)
    }
  }
  return index
}

/** Resolves a relative path in an article to a path from the top; one that leaves the top is resolved from the top. */
function pathFromTop(from: string, path: string): string | undefined {
  const parts = path.split('/')
  const below = parts.slice(parts.findIndex((part) => part !== '..' && part !== '.'))
  return joinParts(from.split('/').slice(0, -1), parts) ?? joinParts([], below)
}

/** Rates how well a path names an article: as a relative path, as a path from the top, or by its last parts; 0 is not at all. */
function rate({ path }: Article, reference: string, relative: string | undefined): number {
  const stem = stemOf(path)
  if (stem === relative) return 6
  if (stem === reference) return 4
  if (stem.endsWith(`/${reference}`) || reference.endsWith(`/${stem}`)) return 2
  // A name without a folder is enough.
  return reference.includes('/') ? 0 : 1
}

function indexByName(articles: readonly Article[]): Map<string, Article[]> {
  const index = new Map<string, Article[]>()
  for (const article of articles) {
    const name = nameOf(stemOf(article.path))
    const plain = name.replace(/\.[a-z]{2,3}(?:-[a-z\d]+)?$/, '')
    // `post_link` of Hexo and others leave out the date.
    for (const key of new Set([name, plain, plain.replace(/^\d{4}-\d\d-\d\d-/, '')])) {
      const others = index.get(key)
      if (others) others.push(article)
      else index.set(key, [article])
    }
  }
  return index
}

/** The last part of a path, by which the index finds articles. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Reduces a typed path to the part that distinguishes articles: `@/blog/x/index.md#y` becomes `blog/x`. */
function cleanPath(path: string): string {
  const plain = path.replace(/[?#].*$/s, '')
  return stemOf(decodePart(plain) ?? plain)
}

/** The same of the path of a file, whose name may have a `?`, a `#` or a `%` of its own. */
function stemOf(path: string): string {
  return path
    .toLowerCase()
    .normalize('NFC')
    .replace(/^@?\/+|^(?:\.\/)+/, '')
    .replace(MARKDOWN_ENDING, '')
    .replace(/\.html$/, '')
    .replace(/(?<=[^/])\/(?:_?index)?$/, '')
}
