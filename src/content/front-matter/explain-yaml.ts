import { SyntaxProblem } from './syntax-problem.ts'

/** A line of a header, cut at what decides how YAML reads it. */
interface Line {
  text: string
  /** The line is that many characters of blanks, and perhaps a hyphen, deep. */
  indent: number
  /** Everything before the value: blanks, a hyphen, the key with its colon. */
  start: string
  value: string
}

/** Longer lines are not repeated in a message. */
const MAX_LENGTH = 120

/**
 * Names the line that a person must mend, with the line as it should be: a parser names the one on which it gave up, such as the last for a quote
 * that is never closed. Returns the problem as it is where nothing is found before it.
 */
export function explainYaml(header: string, problem: SyntaxProblem): SyntaxProblem {
  const lines = header.split('\n').map(readLine)
  let textIndent = Number.POSITIVE_INFINITY
  for (const [at, line] of lines.entries()) {
    if (at > problem.line) break
    // The lines of a text that `|` or `>` opens are text.
    if (line.text.trim() === '' || line.indent > textIndent) continue
    textIndent = /^[|>][-+\d]*$/.test(line.value) ? line.indent : Number.POSITIVE_INFINITY
    const found = RULES.map((judge) => judge(line, nextOf(lines, at))).find(Boolean)
    if (found) return new SyntaxProblem(found.message, adviseLine(found.line), at)
  }
  return problem
}

interface Fault {
  message: string
  /** The line as it should be. */
  line: string
}

const RULES: ((line: Line, next: Line | undefined) => Fault | undefined)[] = [
  judgeTab,
  judgeQuote,
  judgeBracket,
  judgeColon,
  judgeFirst,
]

function judgeTab({ text }: Line): Fault | undefined {
  const blanks = /^[ \t]*/.exec(text)![0]
  return blanks.includes('\t')
    ? {
        message: 'A tab indents this line, and YAML knows blanks alone',
        line: blanks.replaceAll('\t', '  ') + text.trim(),
      }
    : undefined
}

function judgeQuote({ start, value }: Line, next: Line | undefined): Fault | undefined {
  const quote = value[0]
  if (quote !== '"' && quote !== "'") return undefined
  const end = endOfQuote(value, quote)
  if (end < 0) {
    if (next && !beginsNext(next, start)) return undefined
    return { message: 'The quote that is opened here is never closed', line: start + value + quote }
  }
  const rest = value.slice(end + 1).trim()
  if (rest === '' || rest.startsWith('#') || rest.startsWith(':')) return undefined
  // An apostrophe in a text between single quotes.
  if (quote === "'" && value.length > 1 && value.endsWith("'") && !value.includes('"'))
    return {
      message: 'The apostrophe ends the text that a quote opens here',
      line: `${start}"${value.slice(1, -1)}"`,
    }
  if (quote === "'" && !value.endsWith("'"))
    return {
      message: 'The apostrophe ends the text that a quote opens here',
      line: `${start}"${value.slice(1)}"`,
    }
  return {
    message: 'The value goes on after the quote that closes it',
    line: `${start}'${value.replaceAll("'", "''")}'`,
  }
}

function judgeBracket({ start, value }: Line, next: Line | undefined): Fault | undefined {
  const closing = value[0] === '[' ? ']' : value[0] === '{' ? '}' : undefined
  if (closing === undefined || value.includes(closing) || (next && !beginsNext(next, start))) return undefined
  const marks = value.match(/"/g)?.length ?? 0
  const message = `The \`${value[0]}\` that is opened here is never closed`
  return { message, line: start + value.replace(/,$/, '') + (marks % 2 === 1 ? '"' : '') + closing }
}

function judgeColon({ start, value }: Line): Fault | undefined {
  if (start.trim() === '' || /^["'[{|>&*!#%@`]/.test(value) || !/:(?: |$)/.test(value)) return undefined
  return { message: 'A colon within the value begins another key', line: start + quoted(value) }
}

/** YAML means something by a value that begins so. */
function judgeFirst({ start, value }: Line): Fault | undefined {
  if (!start.includes(':') || !/^[*&%@`]/.test(value)) return undefined
  return { message: `A value that begins with ${value[0]} must be in quotes`, line: start + quoted(value) }
}

function readLine(text: string): Line {
  const [start, blanks, hyphen = ''] = /^([ \t]*)(- +)?(?:[\w-]+(?: [\w-]+)*:(?: +|$))?/.exec(text)!
  return { text, indent: blanks!.length + hyphen.length, start, value: text.slice(start.length).trimEnd() }
}

function nextOf(lines: readonly Line[], at: number): Line | undefined {
  for (let index = at + 1; index < lines.length; index++)
    if (lines[index]!.text.trim() !== '') return lines[index]
  return undefined
}

/** Whether a line begins another key or entry, and does not continue the value of the line that begins with `start`. */
function beginsNext({ start: next }: Line, start: string): boolean {
  const depth = (text: string) => text.length - text.trimStart().length
  return next.trim() !== '' && depth(next) <= depth(start)
}

/** Where the quote is that closes the one at the start of a value, or -1. */
function endOfQuote(value: string, quote: string): number {
  for (let at = 1; at < value.length; at++) {
    if (quote === '"' && value[at] === '\\') at++
    else if (value[at] === quote) {
      if (quote === '"' || value[at + 1] !== quote) return at
      at++
    }
  }
  return -1
}

function quoted(value: string): string {
  return value.includes('"') || value.includes('\\') ? `'${value.replaceAll("'", "''")}'` : `"${value}"`
}

function adviseLine(line: string): string {
  return line.length > MAX_LENGTH ? 'Put the whole value in quotes, and close them' : `Write \`${line}\``
}
