import type { Feed } from '../feed.ts'
import type { Format } from './format.ts'
import { xmlElement } from './xml.ts'

/** The links of a feed, and its marks as complete or an archive (RFC 5005), for RSS and Atom; `name` is the name of the link element. */
export function feedLinkElements(
  { folderUrl, hubs, history, licence }: Feed,
  { file, mediaType }: Format,
  name: string,
): string[] {
  const documentLink = (rel: string, folder: string | undefined) =>
    folder === undefined ? '' : xmlElement(name, { rel, type: mediaType, href: folder + file })
  return [
    documentLink('self', folderUrl),
    ...hubs.map((href) => linkElement(name, 'hub', href)),
    // RFC 5005 sections 3 and 4
    documentLink('prev-archive', history.previous),
    documentLink('next-archive', history.next),
    documentLink('current', history.current),
    history.isArchive ? xmlElement('fh:archive') : '',
    // RFC 5005 section 2
    history.isComplete ? xmlElement('fh:complete') : '',
    // RFC 4946 section 2
    linkElement(name, 'license', licence),
  ]
}

/** A link without a type; an empty string if there is no URL. */
export function linkElement(name: string, rel: string, href: string | undefined): string {
  return href === undefined ? '' : xmlElement(name, { rel, href })
}
