import { parseSourceSet } from '../../content/markdown/source-set.ts'
import type { Element } from '../../content/text/html.ts'

/** Makes the addresses of a page independent of the host that it is read on. */
export interface PageAddresses {
  /** The path of an address in the site, a fragment for one of the page itself, and any other address as it is. */
  localize(url: string): string
}

/** Creates the function that shortens addresses; `siteUrl` ends with a slash. */
export function createPageAddresses(siteUrl: string, permalink?: string): PageAddresses {
  const hostEnd = siteUrl.indexOf('/', siteUrl.indexOf('://') + 3)
  return {
    localize(url) {
      if (permalink !== undefined && url.startsWith(permalink) && url[permalink.length] === '#')
        return url.slice(permalink.length)
      // A path that begins with two slashes would be the name of another host.
      if (hostEnd < 0 || !url.startsWith(siteUrl) || url[hostEnd + 1] === '/') return url
      return url.slice(hostEnd)
    },
  }
}

const ADDRESSES = ['href', 'src', 'poster', 'cite']

/** Shortens all addresses of an element, in place. */
export function localizeAddresses({ name: tag, attribs }: Element, { localize }: PageAddresses): void {
  for (const name of ADDRESSES) {
    const url = attribs[name]
    if (url !== undefined) attribs[name] = localize(url)
  }
  if (attribs.srcset === undefined) return
  const candidates = parseSourceSet(attribs.srcset)
  attribs.srcset = candidates
    .map(({ url, descriptor }) => `${localize(url)} ${descriptor}`.trimEnd())
    .join(', ')
  // HTML 4.8.3: an image has a src.
  if (tag === 'img') attribs.src ??= localize(candidates.at(-1)?.url ?? '')
}
