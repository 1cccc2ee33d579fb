import { formatDateTime, formatMailDate, type Instant } from '../../content/text/dates.ts'
import { RSL_NAMESPACE } from './rsl.ts'
import { cdata, declareNamespaces, escapeXml } from './xml.ts'

export { Feed as Layout } from 'feed'

/**
 * The package `feed` lays out RSS and Atom, but writes malformed XML for ordinary text (a second `]]>`, `<` in an attribute, control
 * characters), normalizes ids, and lacks most of Atom. So it never gets an author's text: it lays out a skeleton of tokens, and `fill`
 * replaces them by escaped text. The skeleton has no author's text, so no text can imitate a token.
 *
 * A token has the shape of a URL because `feed` passes addresses through `new URL()`.
 */
export interface Skeleton {
  /** The token of plain text or a URL, in an element or an attribute. */
  text(value: string): string
  /** The token of HTML, which becomes CDATA. */
  html(value: string): string
  /** The token of XML elements, which replace the whole element around it. Empty strings are left out; without elements the token is empty. */
  elements(xml: string[]): string
  /** The finished document; `root` is the start of the root element, to which the namespaces in use are added. */
  fill(skeleton: string, root: string): string
}

/** A date that `feed` writes as the wall-clock time of a zone, with its offset: it calls these two methods. */
export function dateIn(timezone: string, instant: Instant): Date {
  return Object.assign(new Date(instant), {
    toISOString: () => formatDateTime(instant, timezone),
    toUTCString: () => formatMailDate(instant, timezone),
  })
}

/** By prefix. Some readers know a namespace only by its usual prefix. */
const NAMESPACES = {
  at: 'http://purl.org/atompub/tombstones/1.0',
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  fh: 'http://purl.org/syndication/history/1.0',
  // Apple requires exactly this URI.
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  media: 'http://search.yahoo.com/mrss/',
  podcast: 'https://podcastindex.org/namespace/1.0',
  rsl: RSL_NAMESPACE,
}

const ROOT = /<(?:rss|feed) [^<>]*(?=>)/
const TOKEN =
  /(\n *)<[^<>]+>(?:<!\[CDATA\[)?https:\/\/token\.invalid\/elements\/(\d+)\/(?:\]\]>)?<\/[^<>]+>|(?:<!\[CDATA\[)?https:\/\/token\.invalid\/text\/(\d+)\/(?:\]\]>)?/g

/** Creates the tokens of one document. */
export function createSkeleton(): Skeleton {
  const texts: string[] = []
  const elements: string[][] = []
  const add = (xml: string) => `https://token.invalid/text/${texts.push(xml) - 1}/`
  return {
    text: (value) => add(escapeXml(value)),
    html: (value) => add(cdata(value)),
    elements(xml) {
      const present = xml.filter((element) => element !== '')
      return present.length === 0 ? '' : `https://token.invalid/elements/${elements.push(present) - 1}/`
    },
    fill(skeleton, root) {
      return skeleton
        .replace(ROOT, () => root + declareNamespaces(NAMESPACES, [skeleton, ...elements.flat()]))
        .replace(TOKEN, (_, indentation: string, element: string | undefined, text: string) =>
          element === undefined
            ? texts[Number(text)]!
            : elements[Number(element)]!.map((xml) => indentation + xml).join(''),
        )
    },
  }
}
