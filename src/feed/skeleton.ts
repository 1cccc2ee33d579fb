import { cdata, escapeXml } from './xml.ts'

/**
 * The package `feed` lays out RSS and Atom, but writes malformed XML for ordinary text (a second `]]>`, `<` in an attribute, control
 * characters), normalizes ids, and has no place for most of Atom. So it never sees an author's text: it lays out a skeleton of tokens, and
 * `fill` puts our own escaped text in their place. As no text of an author is in the skeleton, none can imitate a token.
 *
 * A token has the shape of a URL because `feed` passes addresses through `new URL()`.
 */
export interface Skeleton {
  /** For plain text and addresses, in elements and attributes. */
  text(value: string): string
  /** For HTML, as CDATA. */
  html(value: string): string
  /** For XML that takes the place of the whole element into which `feed` puts the token. */
  elements(xml: string[]): string
  /** The finished document. */
  fill(skeleton: string): string
}

interface Filling {
  xml: string
  replacesElement: boolean
}

const TOKEN =
  /(<[\w:]+(?: [^<>]*)?>)?(?:<!\[CDATA\[)?https:\/\/token\.invalid\/(\d+)\/(?:\]\]>)?(<\/[\w:]+>)?/g

export function createSkeleton(): Skeleton {
  const fillings: Filling[] = []
  const add = (filling: Filling) => `https://token.invalid/${fillings.push(filling) - 1}/`
  return {
    text: (value) => add({ xml: escapeXml(value), replacesElement: false }),
    html: (value) => add({ xml: cdata(value), replacesElement: false }),
    elements: (xml) => add({ xml: xml.join('\n            '), replacesElement: true }),
    fill: (skeleton) =>
      skeleton.replace(TOKEN, (_, open: string | undefined, index: string, close: string | undefined) => {
        const { xml, replacesElement } = fillings[Number(index)]!
        return replacesElement ? xml : `${open ?? ''}${xml}${close ?? ''}`
      }),
  }
}
