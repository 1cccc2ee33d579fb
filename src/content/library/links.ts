import type { Article } from '../article/article.ts'
import { parseArgs } from '../markdown/templates/tag.ts'
import type { Library } from './library.ts'

/** Which articles the articles of a library refer to, as authors and generators name them: by the path of the file. */
export interface Links {
  /** The article that a path in `from` means; never one that is hidden. */
  find(reference: string, from: Article): Article | undefined
  /** Equal texts are equal answers to all that `from` may ask for. */
  stateOf(from: Article): string
}

const known = new WeakMap<Library, Links>()

/** Indexes a library when it is first asked, once. */
export function linksOf(library: Library): Links {
  let links = known.get(library)
  if (!links) {
    links = createLinks(library)
    known.set(library, links)
  }
  return links
}

function createLinks(library: Library): Links {
  let index: Map<string, Article[]> | undefined
  const named = (name: string) => {
    index ??= indexByName(library.articles)
    return index.get(name) ?? []
  }
  return {
    find(reference, from) {
      const path = cleanPath(reference)
      const relative = joinPath(from.path.split('/').slice(0, -1), path)
      let best: { article: Article; score: number } | undefined
      for (const article of named(nameOf(path))) {
        const rating = rate(article, path, relative)
        const score = rating === 0 ? 0 : rating + Number(article.language === from.language)
        if (score > (best?.score ?? 0) || (score === best?.score && article.path < best.article.path))
          best = { article, score }
      }
      return best?.article
    },
    stateOf: (from) =>
      (from.mentions ?? [])
        .flatMap((name) => named(name).map(({ permalink, title }) => `${permalink} ${title}`))
        .join('\n'),
  }
}

/** How well an article answers to a path: by the path from the other article, by the path from the top, or by its last parts. */
function rate({ path }: Article, reference: string, relative: string): number {
  const stem = cleanPath(path)
  if (stem === relative) return 6
  if (stem === reference) return 4
  if (stem.endsWith(`/${reference}`) || reference.endsWith(`/${stem}`)) return 2
  // A bare name will do where it is found at all.
  return reference.includes('/') ? 0 : 1
}

function indexByName(articles: readonly Article[]): Map<string, Article[]> {
  const index = new Map<string, Article[]>()
  for (const article of articles) {
    if (article.hidden !== undefined) continue
    const name = nameOf(cleanPath(article.path))
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

/** The last part of a path: what an article is called in the index. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A path as typed without what does not tell articles apart: `@/blog/x/index.md#y` is `blog/x`. */
function cleanPath(path: string): string {
  return decode(path.replace(/[?#].*$/s, ''))
    .toLowerCase()
    .replace(/^@?\/+|^(?:\.\/)+/, '')
    .replace(/\.(?:md|markdown|mdown|mkd|mdx|html)$/, '')
    .replace(/(?<=[^/])\/(?:_?index)?$/, '')
}

function joinPath(folder: string[], path: string): string {
  const parts = folder.map((part) => part.toLowerCase())
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** How a link to an article's file ends. */
const EXTENSION = /\.(?:md|mdx|markdown)(?![a-z\d])/gi
/** What no name has in it, and what only some have. */
const NEVER_IN_NAMES = /["<>[\]{}|\n][^"<>[\]{}|\n]*$/
const SELDOM_IN_NAMES = /[\s'`()=,]/
/** Longer than any path in a link. */
const MAX_LENGTH = 300
/** More words than a name has. */
const MAX_WORDS = 12
const TAG = /\{[{%]([^{}]{1,400}?)[%}]\}/g
/** What tags that name an article are called; more of the same only cost a new version of a feed now and then. */
const NAMES_ARTICLE =
  /^[<%-]?\s{0,9}(?:include(?:_cached)?\s{1,9})?[\w./:-]{0,60}?(?:ref|url|path|link)(?![a-z\d])/i

/** The names of the files that a body may refer to, for `stateOf`; empty for nearly every article. */
export function findMentions(source: string): string[] {
  const body = readPlain(source)
  const names = new Set<string>()
  const add = (path: string) => {
    const name = nameOf(cleanPath(path))
    if (name !== '') names.add(name)
  }
  for (const { 0: extension, index } of body.matchAll(EXTENSION)) {
    const before = body.slice(Math.max(0, index - MAX_LENGTH), index)
    for (const path of pathsAtEnd(before)) add(path + extension)
  }
  if (body.includes('{%') || body.includes('{{'))
    for (const [, inner = ''] of body.matchAll(TAG)) {
      const called = NAMES_ARTICLE.exec(inner)?.[0]
      if (called === undefined) continue
      const args = inner.slice(called.length).replace(/(?:\/?>|-)?\s*$/, '')
      const { list, named } = parseArgs(args.startsWith('(') ? args.slice(1).replace(/\)$/, '') : args)
      for (const path of [...list, ...named.values()]) add(path)
    }
  return [...names]
}

const ESCAPED = /\\([!-/:-@[-`{-~])|&(?:amp|period|#(\d{1,6})|#x([\da-f]{1,5}));/gi

/** As it is read by Markdown and HTML, as far as ASCII is concerned. */
function readPlain(text: string): string {
  if (!text.includes('\\') && !text.includes('&')) return text
  return text.replace(ESCAPED, (all: string, sign?: string, decimal?: string, hex?: string) => {
    if (sign !== undefined) return sign
    if (decimal === undefined && hex === undefined) return all.toLowerCase() === '&amp;' ? '&' : '.'
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal))
  })
}

/** The paths that a text may end with: where one begins cannot be told as long as names have blanks. */
function pathsAtEnd(text: string): string[] {
  const plain = NEVER_IN_NAMES.exec(text)?.[0].slice(1) ?? text
  const paths: string[] = []
  for (let start = plain.length; start > 0 && paths.length < MAX_WORDS; start--)
    if (start < plain.length && SELDOM_IN_NAMES.test(plain.charAt(start - 1))) paths.push(plain.slice(start))
  return plain === '' || paths.length === MAX_WORDS ? paths : [...paths, plain]
}
