import type { Site } from '../../content/site/settings.ts'

/** The address of a page of the site from its root, so that a page leads to the server that it came from; other addresses stay. */
export function toRootPath(url: string, site: Pick<Site, 'url'>): string {
  return url.startsWith(site.url) ? new URL(site.url).pathname + url.slice(site.url.length) : url
}

/** The path of an article's page, percent-encoded; undefined where the page is on another site, or is the front page. */
export function pagePathOf(
  { permalink }: { permalink: string },
  { url }: Pick<Site, 'url'>,
): string | undefined {
  const path = permalink.startsWith(url) ? permalink.slice(url.length) : ''
  return path === '' || /[?#]/.test(path) ? undefined : path
}
