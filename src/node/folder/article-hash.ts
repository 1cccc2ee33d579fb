import type { Article } from '../../content/article/article.ts'
import { joinPath } from '../../content/media/references.ts'
import { digest } from '../digest.ts'

/** Tells apart what becomes of an article: its text, and what it shows of the files beside it. */
export type HashArticle = (article: Article, siteUrl: string, contentHash: string) => ArticleHash

export interface ArticleHash {
  hash: string
  /** Of what the body refers to. */
  shown: Shown
}

/** How the names of all files end that may be shown, whether they are there or not; `any` where that cannot be told. */
export type Shown = 'any' | readonly string[]

interface Files {
  paths: ReadonlySet<string>
  extensions: ReadonlySet<string>
  /** Digests of those with more than plain characters, by how they end. */
  odd: ReadonlyMap<string, string>
  /** Of all of them. */
  digest: string
}

/** What stands for itself wherever a path is written. */
const PLAIN = /^[\w\-./~+@\p{L}\p{M}\p{N}]*$/u
const PLAIN_OR_ENCODED = /[%\w\-./~+@\p{L}\p{M}\p{N}]/u
/** What a reference may begin after. A blank is among them, for a name that has one is not plain. */
const OPENERS = ' \t\r\n"\'`(<>=[,:|}'
/** The longest name that there is, percent-encoded, and some folders. */
const MAX_LENGTH = 2000
/** What hides a name: letters, digits and dots that are encoded, and what Liquid puts together. */
const HIDDEN =
  /&(?:#|period;)|%(?:2e|3\d|4[1-9a-f]|5[\da]|6[1-9a-f]|7[\da])|\|\s*(?:append|prepend|upcase|downcase)\b/i

/**
 * `media` are the paths of all files beside the articles. One that an article does not refer to leaves its hash as it is, so that a picture
 * for a new article changes the validators of no archive.
 */
export function createArticleHash(media: Iterable<string>): HashArticle {
  const files = indexFiles([...media].sort())
  return (article, siteUrl, contentHash) => {
    // In these are the length and dimensions of files; of what the body refers to, it matters whether it is there.
    const { image, enclosures, episode } = article
    const found = files.paths.size === 0 ? NONE : findMentioned(article, siteUrl, files)
    const { mentioned, shown } = found ?? { mentioned: [files.digest], shown: 'any' as const }
    return { hash: digest(JSON.stringify([contentHash, image, enclosures, episode, mentioned])), shown }
  }
}

function indexFiles(paths: string[]): Files {
  const digestOf = (some: string[]) => digest(some.join('\n'))
  const odd = Map.groupBy(
    paths.filter((path) => !PLAIN.test(path)),
    endingOf,
  )
  return {
    paths: new Set(paths),
    extensions: new Set(paths.map((path) => path.slice(path.lastIndexOf('.') + 1))),
    odd: new Map([...odd].map(([ending, some]) => [ending, digestOf(some)])),
    digest: digestOf(paths),
  }
}

const NONE = { mentioned: [], shown: [] }

/** What of the files the body may refer to; undefined where that cannot be told without rendering it. */
function findMentioned(
  { path, readBody }: Article,
  siteUrl: string,
  files: Files,
): { mentioned: string[]; shown: string[] } | undefined {
  const body = readBody()
  const mayHide = body.includes('%') || body.includes('&') || body.includes('|')
  if (mayHide && HIDDEN.test(body)) return undefined
  const mentioned = new Set<string>()
  const shown = new Set<string>()
  for (let dot = body.indexOf('.'); dot >= 0; dot = body.indexOf('.', dot + 1)) {
    const extension = wordAt(body, dot + 1)
    if (!files.extensions.has(extension)) continue
    const stem = readBefore(body, dot)
    const meant = stem === undefined ? [] : pathsOf(`${stem}.${extension}`, path, siteUrl)
    if (meant.length === 0) return undefined
    for (const one of meant) if (files.paths.has(one)) mentioned.add(one)
    for (const ending of new Set(meant.map(endingOf))) {
      shown.add(ending)
      const odd = files.odd.get(ending)
      if (odd !== undefined) mentioned.add(odd)
    }
  }
  return { mentioned: [...mentioned].sort(), shown: [...shown] }
}

/** The root of a site or of its content, as far as `readBefore` takes it for a part of a path. */
const ROOT = /^(?:@site\/static(?=\/)|(?:%7B|%7C)(?:static|attach|filename)(?:%7D|%7C))/i

/** The paths that a reference may mean, whatever generator the article was written for; none where one cannot be told. */
function pathsOf(reference: string, articlePath: string, siteUrl: string): string[] {
  const text = reference.replace(ROOT, '')
  const stem = articlePath.replace(/\.\w+$/, '')
  const folders = [
    articlePath.split('/').slice(0, -1),
    stem.split('/'),
    [],
    new URL(siteUrl).pathname.split('/').filter(Boolean),
  ]
  const paths = folders.map((folder) => joinPath(folder, text)).filter((path) => path !== undefined)
  // Tags that name a file of the article's own folder do not encode it.
  return paths.length > 0 && text.includes('%') ? [...paths, `${stem}/${text}`] : paths
}

const WORD = /[a-z\d]{1,8}/iy

/** ASCII letters and digits from there on; most dots end a sentence. */
function wordAt(text: string, start: number): string {
  if (text.charCodeAt(start) <= 32) return ''
  WORD.lastIndex = start
  return WORD.exec(text)?.[0] ?? ''
}

/** What stands before a dot, as far as it may be of a path; undefined where more may belong to it. */
function readBefore(text: string, dot: number): string | undefined {
  let start = dot
  while (start > 0 && dot - start < MAX_LENGTH && PLAIN_OR_ENCODED.test(text.charAt(start - 1))) start--
  const found = text.slice(start, dot)
  if (found === '' || found.endsWith('/')) return undefined
  if (start > 0 && !OPENERS.includes(text.charAt(start - 1))) return undefined
  return text.charAt(start - 1) !== '}' || isAtRoot(text.slice(Math.max(0, start - 60), start), found)
    ? found
    : undefined
}

/** Whether what stands before a path, up to a brace, is as good as nothing: other tags may stand for folders. */
function isAtRoot(before: string, path: string): boolean {
  if (/\{(?:static|attach|filename)\}$/i.test(before)) return true
  return path.startsWith('/') && /\{\{-?\s*(?:\w+\.)?(?:url|base_?url|root)\s*-?\}\}$/.test(before)
}

/** How the name of a file ends: the letters and digits before the extension, and the extension. */
export function endingOf(path: string): string {
  return /[\p{L}\p{N}]*\.\w*$/u.exec(path.slice(-60))?.[0] ?? ''
}
