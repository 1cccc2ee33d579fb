/** More characters than the lines have that mean something to desks; a longer one is text. */
export const MAX_SERVICE_LINE = 200

/** Closes a sentence, in the scripts that have a sign for it; quotation marks and brackets may follow. */
const SENTENCE_END = /[.!?…:؟۔。！？।][\]"'”’»)]{0,3}$/u

/** Whether a sentence ends where the line does. */
export function endsSentence(line: string): boolean {
  return SENTENCE_END.test(line.slice(-4))
}

/** Whether nothing is on the line that readers see. */
export function isBlankLine(line: string): boolean {
  return line.trim() === ''
}

/** The line without brackets, dashes and stars around it. */
export function undress(line: string): string {
  if (line.length > MAX_SERVICE_LINE) return line
  const start = /[^\s*_([<–—=-]/u.exec(line)?.index
  if (start === undefined) return ''
  let end = line.length
  while (end > start && /[\s*_)\]>–—=-]/u.test(line[end - 1]!)) end--
  return line.slice(start, end)
}
