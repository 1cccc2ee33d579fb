/** Stands in an address for a part that is not known; no text has it, because XML cannot carry it, and none keeps it. */
export const UNKNOWN_PART = '\uFFFF'

/** Whether an address has a part that is not known. */
export function hasUnknownPart(address: string): boolean {
  return address.includes(UNKNOWN_PART) || /%EF%BF%BF/i.test(address)
}

/** More characters than stand between the start of an address and a tag in it. */
const MAX_ADDRESS = 500
/** The start of a link's target, of the value of an attribute, of a definition, or of an address that stands by itself. */
const ADDRESS =
  /(?:\]\([ \t]{0,9}<?|\]:[ \t]{0,9}<?|\b(?:href|src|srcset|poster|cite|data)[ \t]{0,9}=[ \t]{0,9}["']?|<(?=[a-z\uFFFF])|\bhttps?:\/\/)[^\s<>"')]{0,500}$/i

/** Whether the text ends within an address. */
export function isInAddress(before: string): boolean {
  const near = before.slice(-MAX_ADDRESS)
  return ADDRESS.test(near) || near.endsWith('<')
}

/** CommonMark 4.6, the start of an HTML block of kind 6. */
const BLOCK =
  /^ {0,3}<\/?(?:address|article|aside|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|h[1-6]|header|hr|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|param|picture|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul|video|audio)(?:[\s/>]|$)/im

/** Whether a text may have an HTML block at all. */
export function mayHoldHtmlBlock(text: string): boolean {
  return BLOCK.test(text)
}

/** Whether the text ends within an HTML block, which the next empty line would end. */
export function isInHtmlBlock(before: string): boolean {
  const lines = before.slice(0, before.lastIndexOf('\n') + 1)
  const start = Math.max(...[...lines.matchAll(/\n[ \t]*(?=\n)/g)].map(({ index }) => index), 0)
  return BLOCK.test(lines.slice(start))
}
