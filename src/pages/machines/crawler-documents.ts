import type { Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import { RSL_TYPE, renderLicence } from '../../feed/formats/rsl.ts'
import type { PageSources } from '../site/page-sources.ts'
import { LICENCE_PATH } from './paths.ts'

/** `robots.txt` (RFC 9309) and `license.xml` (RSL 1.0). They change with the settings alone; a file of the author's comes first. */
export function createCrawlerDocuments({ library, editions }: PageSources): Documents {
  const { url, settings, usageTerms } = library.site
  const path = new URL(url).pathname
  const makers = new Map<string, { contentType: string; render(): string }>()
  // Crawlers look for it at the top of a host alone.
  if (path === '/')
    makers.set('robots.txt', {
      contentType: 'text/plain; charset=utf-8',
      render: () => renderRobots(url, usageTerms !== undefined),
    })
  if (usageTerms)
    makers.set(LICENCE_PATH, {
      contentType: RSL_TYPE,
      render: () => renderLicence(path, usageTerms, settings.licence),
    })
  return {
    paths: () => [...makers.keys()],
    find: (path, now) => toDocument(path, now),
    changes: (path) => (makers.has(path) ? [] : undefined),
  }

  function toDocument(path: string, now: Instant): OtherDocument | undefined {
    const maker = makers.get(path)
    return (
      maker && {
        path,
        lastModified: Math.min(library.modified, now),
        fingerprint: JSON.stringify([editions.version, path]),
        ...maker,
      }
    )
  }
}

/** RSL 1.0 section 4.4: a licence outside of all groups is for all crawlers. */
function renderRobots(url: string, hasTerms: boolean): string {
  const groups = [
    ...(hasTerms ? [[`License: ${url}${LICENCE_PATH}`]] : []),
    ['User-agent: *', 'Allow: /'],
    ['sitemap.xml', 'news-sitemap.xml'].map((file) => `Sitemap: ${url}${file}`),
  ]
  return `${groups.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
