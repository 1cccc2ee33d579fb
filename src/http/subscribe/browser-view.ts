import { FORMATS } from '../../feed/formats/formats.ts'
import type { Document, SiteInfo } from '../../publication/publication.ts'
import type { RequestHead } from '../request-head.ts'

/** The request headers that tell a person who opens an address in a browser from all others, for `Vary`. */
export const BROWSER_VIEW_HEADERS = 'Sec-Fetch-Dest, Sec-Fetch-Mode'

/** Whether a document is a feed that browsers show as its subscribe page. Nobody subscribes to an archive, nor reads the format of newsrooms. */
export function hasBrowserView({ kind, format }: Document, { browserView }: SiteInfo): boolean {
  return kind === 'feed' && browserView !== false && FORMATS.some(({ name }) => name === format)
}

/**
 * Whether a person opens a feed in a window of a browser. No reader sends these headers, and the `fetch` of one in a browser sends others
 * (Fetch Metadata sections 2.1 and 2.2); Accept tells nothing, because some readers ask for HTML. Costs anybody else one lookup.
 */
export function isOpenedInBrowser({ header }: RequestHead, { kind }: Pick<Document, 'kind'>): boolean {
  return kind === 'feed' && isNavigation({ header })
}

/** Whether a person opens an address in a window of a browser. */
export function isNavigation({ header }: Pick<RequestHead, 'header'>): boolean {
  return header('sec-fetch-dest') === 'document' && header('sec-fetch-mode') === 'navigate'
}
