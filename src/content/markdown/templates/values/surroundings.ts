/** Stands in an address for a part that is not known; no text has it, because XML cannot carry it, and none keeps it. */
export const UNKNOWN_PART = '\uFFFF'

/** Whether an address has a part that is not known. */
export function hasUnknownPart(address: string): boolean {
  return address.includes(UNKNOWN_PART) || /%EF%BF%BF/i.test(address)
}

/** More characters than stand between the start of an address and a tag in it. */
const MAX_ADDRESS = 500
/** The start of a link's target or of the address of a definition, before what has no blanks. */
const TARGET = /\](?:\([ \t]{0,9}<?|:[ \t]{1,9}<?)$/
/** The start of the value of an attribute. */
const VALUE = /\b(?:href|src|srcset|poster|cite|data)[ \t]{0,9}=[ \t]{0,9}["']?$/i
/** The start of an address within what has no blanks. */
const STARTS = /\]\(|\bhttps?:\/\/|\b(?:href|src)=/i

/** Whether the text ends within an address. */
export function isInAddress(before: string): boolean {
  let start = before.length
  const least = Math.max(0, start - MAX_ADDRESS)
  while (start > least && !/[\s<>"')]/.test(before[start - 1]!)) start--
  const [head, typed] = [before.slice(Math.max(0, start - 50), start), before.slice(start)]
  const isAuto = head.endsWith('<') && /^(?:$|[a-z]|\uFFFF)/i.test(typed)
  return isAuto || STARTS.test(typed) || TARGET.test(head) || VALUE.test(head)
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
  const lines = before.split('\n').slice(0, -1)
  const blank = lines.findLastIndex((line) => line.trim() === '')
  return lines.slice(blank + 1).some((line) => BLOCK.test(line))
}
