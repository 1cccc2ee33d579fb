import type { Format } from '../feed/formats/format.ts'
import { FORMATS, formatsOf } from '../feed/formats/formats.ts'
import { OPML_TYPE } from '../feed/formats/opml.ts'
import { LLMS_PATH } from '../pages/machines/paths.ts'
import type { Document, SiteInfo } from '../publication/publication.ts'

interface Link {
  href: string
  rel: string
  type?: string
}

/** Whether a hub has the document as a topic: feeds, the list of all feeds, and that of articles for agents. An archive is not one (WebSub section 4). */
export function isTopic({ kind, contentType, path }: Document): boolean {
  return kind === 'feed' || contentType === OPML_TYPE || path === LLMS_PATH
}

/** The paths of the topics that are no feeds. */
export const LISTS: readonly string[] = ['feeds.opml', LLMS_PATH]

/** The value of the `Link` header (RFC 8288 section 3): the topic itself, its hubs, and the other formats for readers; empty where there are none. */
export function linkHeader(document: Document, site: SiteInfo): string {
  return linksOf(document, site).map(formatLink).join(', ')
}

function linksOf(document: Document, site: SiteInfo): Link[] {
  const { url, hubs = [] } = site
  const { format: own, path } = document
  const hubLinks = isTopic(document) ? hubs.map((href) => ({ href, rel: 'hub' })) : []
  if (!own) return hubLinks.length === 0 ? [] : [{ href: url + path, rel: 'self' }, ...hubLinks]
  const folder = url + path.slice(0, path.lastIndexOf('/') + 1)
  const link = (rel: string, { file, mediaType }: Format) => ({ href: folder + file, rel, type: mediaType })
  return [
    ...formatsOf(site)
      .filter(({ name }) => name === own)
      .map((format) => link('self', format)),
    ...hubLinks,
    ...FORMATS.filter(({ name }) => name !== own).map((format) => link('alternate', format)),
  ]
}

function formatLink({ href, rel, type }: Link): string {
  return `<${href}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`
}
