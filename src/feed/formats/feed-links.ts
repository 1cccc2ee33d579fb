import type { Feed } from '../feed.ts'
import type { Format } from './format.ts'
import { xmlElement } from './xml.ts'

/** The links of a feed and its marks as a complete feed or an archive, as RSS and Atom have them; `name` is that of Atom's link in the format. */
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

/** A link without a type; an empty string where there is no address. */
export function linkElement(name: string, rel: string, href: string | undefined): string {
  return href === undefined ? '' : xmlElement(name, { rel, href })
}
