import type { Article } from '../article/article.ts'
import { decodePart, joinParts } from '../text/urls.ts'
import type { Library } from './library.ts'

/** Which articles the articles of a library refer to, as authors and generators name them: by the path of the file. */
export interface Links {
  /** The article that a path in `from` means; never one that is hidden. */
  find(reference: string, from: Article): Article | undefined
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
      const relative = pathFromTop(from.path.toLowerCase(), path)
      let best: { article: Article; score: number } | undefined
      for (const article of named(nameOf(path))) {
        const rating = rate(article, path, relative)
        const score = rating === 0 ? 0 : rating + Number(article.language === from.language)
        if (score > (best?.score ?? 0) || (score === best?.score && article.path < best.article.path))
          best = { article, score }
      }
      return best?.article
    },
  }
}

/** The path from the top that a path in an article means; one that leads out of the top is taken from there. */
function pathFromTop(from: string, path: string): string | undefined {
  const parts = path.split('/')
  const below = parts.slice(parts.findIndex((part) => part !== '..' && part !== '.'))
  return joinParts(from.split('/').slice(0, -1), parts) ?? joinParts([], below)
}

/** How well an article answers to a path: by the path from the other article, by the path from the top, or by its last parts. */
function rate({ path }: Article, reference: string, relative: string | undefined): number {
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
  const plain = path.replace(/[?#].*$/s, '')
  return (decodePart(plain) ?? plain)
    .toLowerCase()
    .replace(/^@?\/+|^(?:\.\/)+/, '')
    .replace(/\.(?:md|markdown|mdown|mkd|mdx|html)$/, '')
    .replace(/(?<=[^/])\/(?:_?index)?$/, '')
}
