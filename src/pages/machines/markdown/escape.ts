/** Characters that begin or end something in Markdown wherever they stand. */
const ALWAYS = /[\\`*[\]<^|~@]|(?<=\/)\/|(?<=mailto):|&(?=#|[a-z\d]+;)|!$|(?<![a-z\d])_|_(?![a-z\d])/gi

/** Plain text as inline Markdown on one line: it renders as it is, and nothing in it becomes a link. */
export function escapeInline(text: string): string {
  return text.replace(/[\t\n\f\r ]+/g, ' ').replace(ALWAYS, (sign) => (sign === '&' ? '&amp;' : `\\${sign}`))
}

/** Escapes what would begin a block at the start of a line that is part of a paragraph. */
export function escapeLineStart(line: string): string {
  return line.replace(/^[-+=>#]/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
}

/** The content of a code span between as many backticks as it needs (CommonMark 6.1). */
export function codeSpan(content: string): string {
  const fence = '`'.repeat(longestRun(content) + 1)
  const isPadded = /^`|`$/.test(content) || /^ .* $/.test(content)
  return isPadded ? `${fence} ${content} ${fence}` : fence + content + fence
}

/** The length of the longest run of backticks. */
export function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}
