import type { Change } from './flat-text.ts'

const PUNCTUATION = /[\p{P}\p{S}]/u

/** Quotes and apostrophes as Goldmark's typographer replaces them: a closing quote needs an open one, an apostrophe stands between letters. */
export function goldmarkQuotes(text: string): Change[] {
  const open = { "'": 0, '"': 0 }
  const changes: Change[] = []
  for (const { 0: quote, index } of text.matchAll(/["']/g)) {
    const to = quote === '"' ? doubleQuote(text, index, open) : singleQuote(text, index, open)
    if (to !== undefined) changes.push({ start: index, end: index + 1, to })
  }
  return changes
}

type Open = Record<'"' | "'", number>

/** Whether the quote may open and close, as marks of emphasis do (CommonMark 6.2). */
function flanks(text: string, index: number): { canOpen: boolean; canClose: boolean } {
  const [before, after] = [text[index - 1] ?? '\n', text[index + 1] ?? '\n']
  const isSpace = (character: string) => /\s/.test(character)
  const isMark = (character: string) => PUNCTUATION.test(character)
  const isLeft = !isSpace(after) && (!isMark(after) || isSpace(before) || isMark(before))
  const isRight = !isSpace(before) && (!isMark(before) || isSpace(after) || isMark(after))
  return { canOpen: isLeft, canClose: isRight }
}

/** Whether a quote that may open and close closes: it stands before a sign that ends a sentence. */
function closesBeforeSign(text: string, index: number): boolean {
  const next = text[index + 1] ?? ''
  return PUNCTUATION.test(next) && /^(?:$|[\s\p{P}\p{S}])/u.test(text.slice(index + 2, index + 3))
}

function doubleQuote(text: string, index: number, open: Open): string | undefined {
  const { canOpen, canClose } = flanks(text, index)
  if (canOpen && !canClose) {
    open['"']++
    return '“'
  }
  if (!canClose || open['"'] === 0) return undefined
  if (canOpen && !closesBeforeSign(text, index)) return undefined
  // Inches: `"Monitor 21""`.
  if (text[index + 1] === '"' && /\d/.test(text[index - 1] ?? '')) return undefined
  open['"']--
  return '”'
}

function singleQuote(text: string, index: number, open: Open): string | undefined {
  const { canOpen, canClose } = flanks(text, index)
  const before = text[index - 1] ?? '\n'
  const rest = text.slice(index + 1, index + 6)
  if (canOpen && !canClose && /^\d\ds(?:$|[\s\p{P}\p{S}])/u.test(rest)) return '’'
  // 'twas, 'em, 'net, 'n'
  if (/[\s\p{P}]/u.test(before) && /^(?:twas|em(?!\p{L})|net(?!\p{L})|n')/u.test(rest)) return '’'
  if (/[\p{L}\p{N}]/u.test(before) && /^\p{L}/u.test(rest)) return '’'
  if (canOpen && !canClose) {
    if (/^(?:[mtsd]|ve|ll|re)(?:$|[\s\p{P}\p{S}])/u.test(rest)) return '’'
    open["'"]++
    return '‘'
  }
  if (canClose && open["'"] > 0 && (!canOpen || closesBeforeSign(text, index))) {
    open["'"]--
    return '’'
  }
  // Plural possessives and abbreviations: Smiths', doin'
  return canClose && /^(?:$|[\s\p{P}])/u.test(rest) && /\p{L}/u.test(before) ? '’' : undefined
}
