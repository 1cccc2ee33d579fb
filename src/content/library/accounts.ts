import type { Article } from '../article/article.ts'
import type { Instant } from '../text/dates.ts'
import type { Library } from './library.ts'
import { type State, stateOf } from './visibility.ts'

/** Where the Markdown files of a folder have gone: each is counted once. */
export interface Accounts {
  files: number
  published: number
  scheduled: number
  /** The article that is published next, and when. */
  next?: { path: string; at: Instant }
  expired: number
  withdrawn: number
  /** By the key or the rule that hides them, the most frequent first. */
  hidden: [reason: string, count: number][]
  /** By what they are instead. */
  notArticles: [kind: string, count: number][]
  /** The paths of the files that have errors. */
  leftOut: string[]
}

const SETTINGS = /(?:^|\/)_index\.[^/]+$/

/** Counts what has become of the Markdown files at `paths`. */
export function accountFor(library: Library, paths: readonly string[], now: Instant): Accounts {
  const states = Map.groupBy(library.articles, (article) => stateOf(article, now))
  const of = (state: State): Article[] => states.get(state) ?? []
  const settings = paths.filter((path) => SETTINGS.test(path))
  const known = new Set([...library.articles, ...library.asides].map(({ path }) => path).concat(settings))
  const next = of('embargoed').toSorted((a, b) => a.embargo - b.embargo)[0]
  return {
    files: paths.length,
    published: of('public').length,
    scheduled: of('embargoed').length,
    ...(next && { next: { path: next.path, at: next.embargo } }),
    expired: of('expired').length,
    withdrawn: of('withdrawn').length,
    hidden: countEach(of('hidden').map(({ hidden }) => hidden!)),
    notArticles: countEach([...library.asides.map(({ why }) => why), ...settings.map(() => 'settings')]),
    leftOut: paths.filter((path) => !known.has(path)).sort(),
  }
}

function countEach(words: readonly string[]): [word: string, count: number][] {
  const groups = Map.groupBy(words, (word) => word)
  return [...groups]
    .map(([word, all]): [string, number] => [word, all.length])
    .sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1))
}
