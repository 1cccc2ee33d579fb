import { type FormerFeed, feedAt } from '../feeds/former-feed.ts'

/** The ways in which frameworks name the part of a page's file that the address of an article fills in. */
const PARAMETER = /^\[+(?:\.\.\.)?(?:slug|id|post|path|article|entry|name|postId|postSlug)\]+$/
/** Ends of the names of files that are pages. */
const PAGE =
  /^(?:index|page|\+page(?:\.server)?|\+page@[\w-]*)?\.(?:astro|svelte|vue|md|mdx|[jt]sx?|[cm][jt]s)$/

/**
 * The folders in which a site shows articles, from files such as `src/pages/blog/[...slug].astro`: `blog`, and `` for the top. What another parameter
 * stands above, such as a language, is not plain text, and is left out.
 */
export function articleRoutes(paths: readonly string[], folders: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    const folder = folders.find((one) => path.startsWith(`${one}/`))
    if (folder === undefined) return []
    const parts = path.slice(folder.length + 1).split('/')
    const name = parts.pop()!
    const [, stem = '', end = ''] = /^(\[.+\])(\.\w+)$/.exec(name) ?? []
    const parameter = stem === '' ? parts.pop() : stem
    if (parameter === undefined || !PARAMETER.test(parameter) || !PAGE.test(stem === '' ? name : end))
      return []
    // Folders in brackets group pages, and are no part of an address.
    const above = parts.filter((part) => !/^\(.*\)$/.test(part))
    return above.some((part) => part.startsWith('[')) ? [] : [above.join('/')]
  })
  return [...new Set(found)]
}

/** The route of a collection: the one of its name or of its folder's, or the only one where it is the only collection; undefined where that is not certain. */
export function chooseRoute(
  routes: readonly string[],
  names: readonly string[],
  isOnly: boolean,
): string | undefined {
  for (const name of names) {
    const own = routes.filter((route) => route === name || route.endsWith(`/${name}`))
    if (own.length === 1) return own[0]
  }
  return isOnly && routes.length === 1 ? routes[0] : undefined
}

/** The feeds that a site makes by code, from files such as `src/pages/blog/rss.xml.ts` and `app/feed.xml/route.ts`: each leads to the feed of the articles, because a framework has one blog. */
export function feedRoutes(paths: readonly string[], folders: readonly string[]): FormerFeed[] {
  return paths.flatMap((path) => {
    const folder = folders.find((one) => path.startsWith(`${one}/`))
    const inside = folder === undefined ? '' : path.slice(folder.length + 1)
    const address = inside
      .replace(/\/(?:\+server|route)\.[jt]s$/, '')
      .replace(/\.[jt]s$/, '')
      .split('/')
      .filter((part) => !/^\(.*\)$/.test(part))
      .join('/')
    return isFeedFile(address) && !address.includes('[') ? feedAt(address) : []
  })
}

/** Whether a file makes a feed, by the name of its page. */
export function isFeedRoute(path: string): boolean {
  return isFeedFile(path.replace(/\/(?:\+server|route)\.[jt]s$/, '').replace(/\.[jt]s$/, ''))
}

/** Whether the last part of an address is the name of a feed. */
function isFeedFile(address: string): boolean {
  const name = address.slice(address.lastIndexOf('/') + 1)
  return (
    /^(?:rss|feed|atom)$/.test(name) ||
    (/\.(?:xml|rss|atom|json)$/.test(name) && /feed|rss|atom|index/.test(name))
  )
}
