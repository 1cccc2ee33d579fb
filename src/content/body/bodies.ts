import type { Article, Lookup } from '../article/article.ts'
import type { Library } from '../library/library.ts'
import { findReferenced } from '../library/links.ts'
import { isPublic } from '../library/visibility.ts'
import type { FindFile } from '../media/references.ts'
import type { Problem } from '../problem.ts'
import type { Instant } from '../text/dates.ts'
import { type Body, renderBody } from './body.ts'
import type { BodyContext } from './body-context.ts'

/** The bodies of a library's articles: each is rendered on demand, and again when an answer that it looked up has changed. */
export interface Bodies {
  /** The body as it reads at `now`. */
  find(article: Article, now: Instant): Body
  /**
   * The cache key of the body: the article's hash and the digest of every lookup with its answer. The body is rendered first where its
   * lookups are unknown.
   */
  keyOf(article: Article, now: Instant): string
  /** The articles that the body refers to; it may change when one of them is released. */
  linkedBy(article: Article, now: Instant): Article[]
}

interface BodiesOptions {
  /** Returns the current library. */
  library(): Library
  findFile: FindFile
  /** Digests a text to letters and digits. */
  digest(text: string): string
  /** Receives the problems of each body, once. */
  report?(problem: Problem): void
  /** Called when the `lookups` of an article are new. */
  onLookups?(): void
}

/** The most bodies in memory: enough for the feeds in use; all bodies of a large folder would need more memory than the rest of it. */
const MAX_BODIES = 1000

/** Creates the bodies of a library; `library` is called again for each request, since the library may be replaced. */
export function createBodies({
  library,
  findFile,
  digest,
  report = () => {},
  onLookups = () => {},
}: BodiesOptions): Bodies {
  const bodies = new Map<Article, Body>()
  const reported = new WeakSet<Article>()
  return {
    find(article, now) {
      const known = areCurrent(article, now) ? bodies.get(article) : undefined
      if (!known) return render(article, now)
      // A Map keeps insertion order, so the least recently used body is dropped first.
      bodies.delete(article)
      bodies.set(article, known)
      return known
    },
    keyOf(article, now) {
      const lookups = lookupsOf(article, now)
      return lookups.length === 0 ? article.hash : `${article.hash} ${digest(JSON.stringify(lookups))}`
    },
    linkedBy(article, now) {
      const articles = lookupsOf(article, now).filter(({ kind }) => kind === 'article')
      return articles.flatMap(({ name }) => findReferenced(library(), name, article, now) ?? [])
    },
  }

  function lookupsOf(article: Article, now: Instant): readonly Lookup[] {
    // A changed answer may lead to other lookups.
    if (!areCurrent(article, now)) render(article, now)
    return article.lookups!
  }

  /** Whether every lookup of the body still has the same answer. */
  function areCurrent(article: Article, now: Instant): boolean {
    const { lookups } = article
    if (lookups === undefined) return false
    return lookups.every(
      ({ kind, name, found }) =>
        found ===
        (kind === 'file'
          ? describeFile(findFile(name) !== undefined)
          : describeArticle(findLinked(library(), name, article, now))),
    )
  }

  function render(article: Article, now: Instant): Body {
    const recorded = new Map<string, Lookup>()
    const record = (kind: Lookup['kind'], name: string, found: string) =>
      recorded.set(`${kind} ${name}`, { kind, name, found })
    const context: BodyContext = {
      hasFile(path) {
        const isThere = findFile(path) !== undefined
        record('file', path, describeFile(isThere))
        return isThere
      },
      findArticle(reference) {
        const linked = findLinked(library(), reference, article, now)
        record('article', reference, describeArticle(linked))
        return linked
      },
    }
    const body = renderBody(article, library().site, context)
    article.lookups = [...recorded.values()]
    onLookups()
    if (!reported.has(article)) for (const problem of body.problems ?? []) report(problem)
    reported.add(article)
    bodies.delete(article)
    bodies.set(article, body)
    if (bodies.size > MAX_BODIES) bodies.delete(bodies.keys().next().value!)
    return body
  }
}

type Linked = ReturnType<BodyContext['findArticle']>

/** Finds the article of a reference, with nothing of it where it is not public. */
function findLinked(library: Library, reference: string, from: Article, now: Instant): Linked {
  const found = findReferenced(library, reference, from, now)
  if (!found || found === from) return found && { permalink: found.permalink, title: found.title }
  return isPublic(found, now) ? { permalink: found.permalink, title: found.title } : {}
}

function describeFile(isThere: boolean): string {
  return isThere ? 'there' : ''
}

function describeArticle(linked: Linked): string {
  return linked === undefined ? '' : `${linked.permalink ?? '-'} ${linked.title ?? ''}`
}
