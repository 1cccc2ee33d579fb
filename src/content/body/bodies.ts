import type { Article, Lookup } from '../article/article.ts'
import type { Library } from '../library/library.ts'
import { findReferenced } from '../library/links.ts'
import { correctionsAt, isPublic, statePoints } from '../library/visibility.ts'
import { addressElsewhere } from '../media/elsewhere.ts'
import type { FindFile, LocalFile } from '../media/references.ts'
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
  /** The problems that rendering the body found last; none where it was not rendered yet. */
  problemsOf(article: Article): readonly Problem[]
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
  /** The most bodies in memory. */
  maxBodies?: number
}

/** The articles that a body refers to, `until` one of them is released or ends. */
interface Links {
  library: Library
  lookups: readonly Lookup[]
  from: Instant
  until: Instant
  linked: Article[]
  /** Whether the body that was rendered with these lookups shows them as they are. */
  areCurrent: boolean
  key(): string
}

/** Enough for the feeds in use; all bodies of a large folder would need more memory than the rest of it. */
const MAX_BODIES = 1000

/** Creates the bodies of a library; `library` is called again for each request, since the library may be replaced. */
export function createBodies({
  library,
  findFile,
  digest,
  report = () => {},
  onLookups = () => {},
  maxBodies = MAX_BODIES,
}: BodiesOptions): Bodies {
  const bodies = new Map<Article, Body>()
  const links = new WeakMap<Article, Links>()
  const problems = new WeakMap<Article, readonly Problem[]>()
  return {
    find(article, now) {
      const known = currentLinks(article, now) ? bodies.get(article) : undefined
      if (!known) return render(article, now)
      // A Map keeps insertion order, so the least recently used body is dropped first.
      bodies.delete(article)
      bodies.set(article, known)
      return known
    },
    keyOf: (article, now) => linksOf(article, now).key(),
    linkedBy: (article, now) => linksOf(article, now).linked,
    problemsOf: (article) => problems.get(article) ?? [],
  }

  /** The address of a file that is not published with the site, `THERE` for any other, and an empty text where there is none. */
  function describeFile(path: string): string {
    const file = findFile(path)
    return file ? (addressElsewhere(path, file.bytes, library().site.media) ?? THERE) : ''
  }

  function linksOf(article: Article, now: Instant): Links {
    const known = currentLinks(article, now)
    if (known) return known
    // A changed answer may lead to other lookups.
    render(article, now)
    return readLinks(article, article.lookups!, now)
  }

  /** Undefined where a lookup of the body would have another answer now. */
  function currentLinks(article: Article, now: Instant): Links | undefined {
    const { lookups } = article
    if (lookups === undefined) return undefined
    if (!hasCorrections(article, lookups, now)) return undefined
    for (const { kind, name, found } of lookups) {
      if (kind === 'file' && found !== describeFile(name)) return undefined
      if (kind === 'size' && found !== describeSize(findFile(name)?.measure())) return undefined
    }
    const found = readLinks(article, lookups, now)
    return found.areCurrent ? found : undefined
  }

  /** Looks up again only when the library is another one, or an article that the body refers to has changed by itself. */
  function readLinks(article: Article, lookups: readonly Lookup[], now: Instant): Links {
    const current = library()
    const known = links.get(article)
    const isKnown = known?.library === current && known.lookups === lookups
    if (isKnown && known.from <= now && now < known.until) return known
    const answers = lookups.flatMap(({ kind, name, found }) =>
      kind !== 'article' ? [] : [{ found, other: findReferenced(current, name, article, now) }],
    )
    const linked = answers.flatMap(({ other }) => other ?? [])
    const coming = linked.flatMap(statePoints).filter((point) => point > now)
    let key: string | undefined
    const made: Links = {
      library: current,
      lookups,
      from: now,
      until: coming.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      linked,
      areCurrent: answers.every(
        ({ found, other }) => found === describeArticle(showLinked(other, article, now)),
      ),
      key() {
        key ??= lookups.length === 0 ? article.hash : `${article.hash} ${digest(JSON.stringify(lookups))}`
        return key
      },
    }
    links.set(article, made)
    return made
  }

  function render(article: Article, now: Instant): Body {
    const recorded = new Map<string, Lookup>()
    const record = (kind: Lookup['kind'], name: string, found: string) =>
      recorded.set(`${kind} ${name}`, { kind, name, found })
    const context: BodyContext = {
      hasFile(path) {
        const found = describeFile(path)
        record('file', path, found)
        return found !== ''
      },
      findElsewhere(path) {
        const found = recorded.get(`file ${path}`)?.found ?? describeFile(path)
        return found === '' || found === THERE ? undefined : found
      },
      measure(path) {
        const size = findFile(path)?.measure()
        record('size', path, describeSize(size))
        return size === 'unreadable' ? undefined : size
      },
      findArticle(reference) {
        const linked = showLinked(findReferenced(library(), reference, article, now), article, now)
        record('article', reference, describeArticle(linked))
        return linked
      },
      isLeftOut: (path) => leftOutOf(library()).has(path),
    }
    const corrections = correctionsAt(article.corrections, now)
    const isWhole = corrections.length === article.corrections.length
    if (!isWhole) record('corrections', '', String(corrections.length))
    const body = renderBody(isWhole ? article : { ...article, corrections }, library().site, context)
    article.lookups = [...recorded.values()]
    onLookups()
    if (!problems.has(article)) for (const problem of body.problems ?? []) report(problem)
    problems.set(article, body.problems ?? [])
    bodies.delete(article)
    bodies.set(article, body)
    if (bodies.size > maxBodies) bodies.delete(bodies.keys().next().value!)
    return body
  }
}

/** Whether a body that was rendered with these lookups shows the corrections that are public at `now`. */
function hasCorrections({ corrections }: Article, lookups: readonly Lookup[], now: Instant): boolean {
  if (corrections.length === 0) return true
  const shown = lookups.find(({ kind }) => kind === 'corrections')?.found ?? String(corrections.length)
  return shown === String(correctionsAt(corrections, now).length)
}

/** The answer for a file that is published with the site. */
const THERE = 'there'

const leftOut = new WeakMap<Library, ReadonlySet<string>>()

/** The paths of the Markdown files that are not articles, or are left out. Listed once for a library, and only where a link leads nowhere. */
function leftOutOf(library: Library): ReadonlySet<string> {
  const known = leftOut.get(library)
  if (known) return known
  const paths = new Set([...library.unpublished, ...library.asides].map(({ path }) => path.normalize('NFC')))
  leftOut.set(library, paths)
  return paths
}

function describeSize(size: ReturnType<LocalFile['measure']>): string {
  return typeof size === 'object' ? `${size.width} ${size.height}` : ''
}

type Linked = ReturnType<BodyContext['findArticle']>

/** Shows nothing of an article that is not public. */
function showLinked(found: Article | undefined, from: Article, now: Instant): Linked {
  if (!found || found === from) return found && { permalink: found.permalink, title: found.title }
  return isPublic(found, now) ? { permalink: found.permalink, title: found.title } : {}
}

function describeArticle(linked: Linked): string {
  return linked === undefined ? '' : `${linked.permalink ?? '-'} ${linked.title ?? ''}`
}
