import { forTerminal } from './terminal.ts'

/** By what people name an article. */
interface Named {
  id: string
  path: string
  url: string
}

const MAX_SUGGESTIONS = 3

/** The article with that path, id or address, or whose path is the only one that ends so. Throws if there is none, or more than one. */
export function findArticle<T extends Named>(all: readonly T[], articles: string, name: string): T {
  const exact = all.find(({ id, url, path }) => id === name || url === name || path === name)
  if (exact) return exact
  const path = name.replace(/^\.\//, '')
  const folder = `${articles.replace(/^\.\//, '').replace(/\/$/, '')}/`
  const wanted = withoutEnding(path.startsWith(folder) ? path.slice(folder.length) : path)
  const ends = all.filter((one) => `/${withoutEnding(one.path)}`.endsWith(`/${wanted}`))
  const whole = ends.find((one) => withoutEnding(one.path) === wanted)
  if (whole) return whole
  if (ends.length === 1) return ends[0]!
  const paths = ends.slice(0, MAX_SUGGESTIONS).map(({ path }) => forTerminal(path))
  throw new Error(
    ends.length === 0
      ? `There is no article ${forTerminal(name)}. Name it by its path, its id or its address.`
      : `${ends.length} articles are named ${forTerminal(name)}, such as ${paths.join(', ')}. Give the whole path.`,
  )
}

function withoutEnding(path: string): string {
  return path.replace(/\.(?:mdx?|markdown|mkdn?|text)$/i, '')
}
