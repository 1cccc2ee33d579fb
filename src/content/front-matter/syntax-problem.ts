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

/** What a parser hands back: the value, and the lines (0-based) of keys that stood twice. */
export interface Parsed {
  root: unknown
  duplicates: number[]
}
