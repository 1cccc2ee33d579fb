import { dropForbidden, oneLine } from './characters.ts'

/** Elements that stand in a line of text. */
export const INLINE: ReadonlySet<string> = new Set(
  (
    'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q ruby s samp small span strong sub sup ' +
    'time u var wbr'
  ).split(' '),
)

/** Whether an address has a fragment that names a footnote. */
export function isFootnote(address: string): boolean {
  const fragment = address.indexOf('#')
  return fragment >= 0 && address.includes('fn', fragment)
}

/**
 * The visible text, as `textOf` gives it but without the captions of figures and the signs of formulas, of cleaned HTML that `serializeHtml` has written: every attribute in double
 * quotes. It needs no parser of HTML, which would be a fifth of the Worker.
 */
export function textWithoutCaptions(html: string): string {
  let text = ''
  let captions = 0
  let at = 0
  while (at < html.length) {
    const start = html.indexOf('<', at)
    if (captions === 0) text += decode(html.slice(at, start < 0 ? html.length : start))
    if (start < 0) break
    if (html.startsWith('<!--', start)) {
      const end = html.indexOf('-->', start + 4)
      at = end < 0 ? html.length : end + 3
      continue
    }
    at = skipFootnoteMark(html, start) ?? endOfTag(html, start)
    const [, slash, name = ''] = /^<(\/?)([^\s/>]*)/.exec(html.slice(start, start + MAX_NAME)) ?? []
    if (name === 'figcaption') captions += slash ? -1 : 1
    else if (captions === 0 && !INLINE.has(name)) text += ' '
  }
  return oneLine(dropForbidden(text))
}

const MAX_NAME = 100

/** The place behind a tag, whose attributes may have `>`. */
function endOfTag(html: string, start: number): number {
  let at = start
  for (;;) {
    const end = html.indexOf('>', at)
    if (end < 0) return html.length
    const quote = html.indexOf('"', at)
    if (quote < 0 || quote > end) return end + 1
    const closing = html.indexOf('"', quote + 1)
    if (closing < 0) return html.length
    at = closing + 1
  }
}

/** The place behind the end tag of a `sup` that has nothing but a link to a footnote; undefined for all else. */
function skipFootnoteMark(html: string, start: number): number | undefined {
  if (!html.startsWith('<sup>', start) && !html.startsWith('<sup ', start)) return undefined
  const link = endOfTag(html, start)
  if (!html.startsWith('<a ', link)) return undefined
  const inside = endOfTag(html, link)
  const [, address = ''] = / href="([^"]*)"/.exec(html.slice(link, inside)) ?? []
  const end = html.indexOf('</a>', inside)
  if (!isFootnote(address) || !html.startsWith('</sup>', end + 4)) return undefined
  return end + '</a></sup>'.length
}

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' }

/** Puts back what the serializer escapes. */
function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => CHARACTERS[name]!)
}
