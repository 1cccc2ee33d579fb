/** Thrown by the three parsers: what is wrong, what to do, and on which line (0-based, counted from the header's first). */
export class SyntaxProblem extends Error {
  readonly hint: string
  readonly line: number
  constructor(message: string, hint: string, line = 0) {
    super(message)
    this.hint = hint
    this.line = line
  }
}

/** No real header comes near; how deep the stack lets a parser go differs from thread to thread. */
export const MAX_NESTING = 100

/** What is thrown where values stand deeper within each other than MAX_NESTING. */
export function nestedTooDeeply(line = 0): SyntaxProblem {
  return new SyntaxProblem('The front matter is nested too deeply', 'Move the data out of the article', line)
}

/** What a parser hands back: the value, and the lines (0-based) of keys that stood twice. */
export interface Parsed {
  root: unknown
  duplicates: number[]
}
