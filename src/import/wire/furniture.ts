import { PAGE_BREAK } from './clean-text.ts'
import { endsSentence, isBlankLine, MAX_SERVICE_LINE, undress } from './lines.ts'

/** The lines of a dispatch, and what was taken away around them. */
interface Stripped {
  lines: string[]
  /** What tells pages from each other, as sent. */
  furniture: string[]
  /** The line that says that nothing is missing, as sent. */
  end?: string
  /** Whether the last page promises another one. */
  isIncomplete: boolean
}

const ENDS = /^(?:ends?|ends? of (?:text|story|message)|30|0|n{4}|انتهى|انتهی|پایان)[./]{0,3}$/iu
const HASHES = /^(?:#\s?){3,10}$/
const MORE = /^more(?: (?:to come|follows?|to follow))?$/i
const ADD =
  /^(?:\S{1,40}[ ,–-]{1,3})?(?:(?:1st|2nd|3rd|\dth|first|second|third) (?:add|take)|(?:add|take|page|pg|p)\.?[ -]?#?(?:\d{1,2}|one|two|three|four))(?:(?: of |\/)\d{1,2})?(?:[ ,:/–-]{1,3}\S{1,40})?$/i
const NUMBER = /^\d{1,2}$/

/** Takes away what only tells pages and the end of a dispatch from its text: `(more)`, `add 1`, `- 2 -`, page breaks, `ENDS`, `-30-`, `###`. */
export function stripFurniture(lines: readonly string[]): Stripped {
  const kept: string[] = []
  const furniture: string[] = []
  let isAfterBreak = false
  let isIncomplete = false
  for (const line of lines) {
    if (line === PAGE_BREAK) isAfterBreak = true
    else if (isBlankLine(line)) kept.push('')
    else {
      const last: string = kept.at(-1) ?? ''
      const isMore = isMoreLine(line)
      const isAlone: boolean = isAfterBreak || isBlankLine(last) || endsSentence(last)
      const isFurniture: boolean = isMore || (isAlone && isPageLine(line, isAfterBreak))
      if (isFurniture) furniture.push(line.trim())
      else kept.push(line)
      isIncomplete = isMore || (isFurniture && isIncomplete)
      isAfterBreak = isFurniture
    }
  }
  const end = takeEnd(kept)
  return { lines: kept, furniture, end, isIncomplete: isIncomplete && end === undefined }
}

/** A bare `more` in small letters is a word of the text. */
function isMoreLine(line: string): boolean {
  const bare = undress(line)
  return MORE.test(bare) && (bare !== line.trim() || bare === bare.toUpperCase())
}

function isPageLine(line: string, isAfterBreak: boolean): boolean {
  if (isEnd(line)) return false
  const bare = undress(line)
  if (NUMBER.test(bare)) return isAfterBreak || (/^\W/.test(line.trim()) && /\W$/.test(line))
  return bare.length <= 80 && ADD.test(bare)
}

/** Takes the mark of the end from the last line that has text. */
function takeEnd(lines: string[]): string | undefined {
  const index = lines.findLastIndex((line) => !isBlankLine(line))
  const line = lines[index]
  if (line === undefined || !isEnd(line)) return undefined
  lines[index] = ''
  return line.trim()
}

/** Whether a line says that the text is over. A number does so only between dashes. */
export function isEnd(line: string): boolean {
  if (line.length > MAX_SERVICE_LINE) return false
  const bare = undress(line)
  return HASHES.test(line.trim()) || (ENDS.test(bare) && !(/^\d/.test(bare) && bare === line.trim()))
}
