import { type Article, isError, type ParsedArticle, parseArticle } from '../../../content/article/article.ts'
import { hasText, isUnfinished, readRetraction } from '../../../content/article/unfinished.ts'
import { mentionsDraft } from '../../../content/front-matter/fields.ts'
import type { FindFile } from '../../../content/media/references.ts'
import type { Problem } from '../../../content/problem.ts'
import type { Site } from '../../../content/site/settings.ts'
import { digest } from '../../digest.ts'
import { inodeOf } from '../../folder-place.ts'
import { MAX_BYTES, TOO_LARGE, TOO_SLOW } from '../../trial/bounds.ts'
import type { Verdict } from '../../trial/trials.ts'
import type { CachedFile } from '../cached-articles.ts'
import { describeUnread, readText, type Unread } from '../read-text.ts'
import { sizeOf } from '../scan.ts'
import { createLaterReaders } from './later-readers.ts'

/** An article's file as it was last read. */
export interface Loaded {
  stamp: string
  contentHash: string
  /** Absent until `preload` has read it, where the cache made reading unnecessary or the start left the text out. */
  source?: string
  /** The text of the version that is published in place of the file's, which is broken or cannot be read. */
  good?: string
  parsed: ParsedArticle
  /** The paths of the files that its front matter names, whether they exist or not. */
  files: readonly string[]
  /** Whether one of these could not be read, so that the article is parsed again at the next scan. */
  isProvisional?: true
}

/** Earlier results for a file that may spare reading or parsing it. */
export interface Known {
  before?: Loaded
  /** Whether to parse the file even if its text is the same. */
  again?: boolean
  cached?: CachedFile
}

export interface LoaderOptions {
  root: string
  site: Site
  findFile: FindFile
  /** Whether a file could not be read when it was last asked for. */
  hasFailed(path: string): boolean
  /** The text of a file if it is in memory. */
  sourceOf(path: string): string | undefined
  /** Whether the generator takes a file for a part of the article in whose folder it is. */
  isResource(path: string): boolean
  /** Whether parsing and rendering an article takes too long. */
  judge(path: string, source: string): Verdict
  /** Whether to keep the text of each file that is read. */
  keepsTexts: boolean
}

const KEPT = 'last-good-version'

const OURS = 'Make the file simpler, and report the mistake to the makers of Wireroom'

/** Problems of a file that say nothing of its text, and go when the file can be read. */
const STAND_INS = new Set<string>([KEPT, 'encoding', 'unreadable', 'too-large', 'too-slow', 'lost-version'])

/** Whether a problem may keep a version in memory that no file has any more. */
export function keepsGood({ code }: Problem): boolean {
  return STAND_INS.has(code)
}

/** Whether what is loaded is not what the files say: the version from before one was broken, or what is known without one that cannot be read. */
export function isStandIn({ parsed, isProvisional }: Loaded): boolean {
  return isProvisional === true || parsed.problems.some(keepsGood)
}

/**
 * Returns a function that reads and parses a file, unless an earlier result is still valid; it returns undefined if the file does not exist. A file
 * that cannot be read is a problem, and its last version stays published. So does the last good version of one that an edit breaks or leaves unfinished,
 * where its text is in memory or in the cache; a file that is broken within the first second of a start from the cache has taken its text with it.
 */
export function createLoader({
  root,
  site,
  findFile,
  hasFailed,
  sourceOf,
  isResource,
  judge,
  keepsTexts,
}: LoaderOptions): (path: string, stamp: string, known: Known) => Loaded | undefined {
  const later = createLaterReaders({
    read: (path) => sourceOf(path) ?? readText(root, path) ?? '',
    hashFile,
    parse: (path, source, contentHash) => parse(path, source, contentHash).parsed,
  })
  return (path, stamp, known) => {
    try {
      return load(path, stamp, known)
    } catch (error) {
      // A mistake of ours takes away no other article.
      const ours = { code: 'unreadable', reason: (error as Error).message, hint: OURS } as const
      const refusal = describeUnread(error) ?? ours
      return toUnread(path, known, { ...refusal, reason: `The file cannot be read (${refusal.reason})` })
    }
  }

  function load(path: string, stamp: string, known: Known): Loaded | undefined {
    const { before, again = false, cached } = known
    if (cached?.stamp === stamp) return { ...fromCache(cached), stamp, contentHash: cached.contentHash }
    if (sizeOf(stamp) > MAX_BYTES) return { ...toUnread(path, known, TOO_LARGE), stamp }
    const source = (before?.stamp === stamp ? before.source : undefined) ?? readText(root, path, stamp)
    // Nothing is gone while the folder itself is.
    if (source === undefined) return inodeOf(root) === undefined ? before : undefined
    const contentHash = hashFile(path, source)
    if (cached?.contentHash === contentHash) return { ...fromCache(cached), stamp, contentHash, source }
    if (before?.contentHash === contentHash && !again && !isStandIn(before))
      return { ...before, stamp, source }
    const verdict = judge(path, source)
    // The file has changed since it was tried, which the next scan sees.
    if (verdict === 'untried') return before && { ...before, stamp: '' }
    if (verdict === 'slow') return { ...toUnread(path, known, TOO_SLOW), stamp }
    const { parsed, files } = parse(path, source, contentHash)
    const isProvisional = files.some(hasFailed)
    const state = isProvisional ? { stamp: '', isProvisional } : { stamp }
    const loaded: Loaded = { ...state, contentHash, source, files, parsed }
    const isUnchanged = before?.contentHash === contentHash && before.good === undefined
    const stood = isUnchanged ? loaded : (standIn(path, loaded, known) ?? loaded)
    if (keepsTexts || stood !== loaded || !parsed.article) return stood
    const article = later.withoutText(parsed.article, path, source, contentHash)
    return { ...state, contentHash, files, parsed: { article, problems: parsed.problems } }
  }

  /** The last good version of a file that is broken or unfinished; undefined for any other, and where there was none. */
  function standIn(path: string, loaded: Loaded, known: Known): Loaded | undefined {
    const { source = '', contentHash, parsed } = loaded
    const good = goodText(known)
    if (parsed.article && (good === undefined || hasText(parsed.article))) return undefined
    const article = good === undefined ? undefined : parse(path, good, hashFile(path, good)).parsed.article
    if (!isUnfinished(parsed, source, article)) return undefined
    const { hidden, withdrawn } = readRetraction(source, path, site)
    if (hidden !== undefined) return undefined
    const last = article ?? known.before?.parsed.article ?? known.cached?.article
    if (last === undefined || last.hidden !== undefined) return undefined
    if (!article && parsed.problems.some(isError)) return undefined
    if (!article)
      return { ...loaded, parsed: { ...parsed, problems: [...parsed.problems, describeLost(path)] } }
    if (withdrawn) Object.assign(article, { withdrawn, hash: contentHash })
    return { ...loaded, good, parsed: keepGood(article, parsed) }
  }

  /** Has no stamp, so that the next scan reads the file again. */
  function toUnread(path: string, known: Known, { code, reason, hint, undecoded = '' }: Unread): Loaded {
    const { before } = known
    const isDraft = mentionsDraft(undecoded)
    const good = isDraft ? undefined : goodText(known)
    const article = before && !isDraft ? before.parsed.article : parseGood(path, good)
    const message = `${reason}${article ? '; its last version stays published' : ''}`
    const problem: Problem = { severity: 'error', code, path, message, hint }
    return {
      ...(isDraft ? undefined : before),
      stamp: '',
      contentHash: before?.contentHash ?? '',
      files: before?.files ?? [],
      ...(article && good !== undefined && { good }),
      parsed: article ? { article, problems: [problem] } : { problems: [problem], unpublished: { path } },
    }
  }

  function parseGood(path: string, good: string | undefined): Article | undefined {
    try {
      return good === undefined ? undefined : parse(path, good, hashFile(path, good)).parsed.article
    } catch {
      return undefined
    }
  }

  /** The digest of a file, which is another one where the file is only a part of an article. */
  function hashFile(path: string, source: string): string {
    return (isResource(path) ? 'part-' : '') + digest(source)
  }

  /** Changes the cached article in place, because copying thousands would take as long as reading them. */
  function fromCache({
    path,
    article,
    problems,
    files,
    aside,
    unpublished,
  }: CachedFile): Pick<Loaded, 'parsed' | 'files'> {
    if (!article)
      return { parsed: { problems, ...(aside && { aside }), ...(unpublished && { unpublished }) }, files }
    const readable: Article = Object.assign(article, later.readersOf(path, article.hash))
    return { parsed: { article: readable, problems }, files }
  }

  function parse(path: string, source: string, contentHash: string): Pick<Loaded, 'parsed' | 'files'> {
    const files = new Set<string>()
    const find: FindFile = (path) => {
      files.add(path)
      return findFile(path)
    }
    const parsed = parseArticle({ path, source, hash: contentHash, isResource: isResource(path) }, site, find)
    if (parsed.article && files.size > 0) parsed.article.hash = hashOf(parsed.article, contentHash)
    return { parsed, files: [...files] }
  }
}

/** Includes the fields that hold lengths and dimensions of files. */
function hashOf({ image, enclosures, episode }: Article, contentHash: string): string {
  return digest(JSON.stringify([contentHash, image, enclosures, episode]))
}

/** The text of the last version that was good, where it is remembered. */
function goodText({ before, cached }: Known): string | undefined {
  return before ? (before.good ?? before.source) : cached?.good
}

/** An error, because a compilation would take the article away: nobody knows whether that is meant. */
function describeLost(path: string): Problem {
  return {
    severity: 'error',
    code: 'lost-version',
    path,
    message: 'The file was a published article and has no date or no text now, so the article is gone',
    hint: 'Complete the file, or write `draft: true`, or delete it',
  }
}

/** The good version, with the problems that the file has now. */
function keepGood(good: Article, { article, problems }: ParsedArticle): ParsedArticle {
  const [is, hint] = article
    ? ['has lost its text', 'Write one, or `<!-- -->` for none']
    : ['is broken', 'Fix the file']
  const message = `The file ${is}; its last good version stays published`
  return {
    article: good,
    problems: [...problems, { severity: 'warning', code: KEPT, path: good.path, message, hint }],
  }
}
