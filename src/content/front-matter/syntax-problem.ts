/** The error that the three parsers throw; `line` is 0-based and counts from the first line of the header. */
export class SyntaxProblem extends Error {
  readonly hint: string
  readonly line: number
  constructor(message: string, hint: string, line = 0) {
    super(message)
    this.hint = hint
    this.line = line
  }
}

/** The deepest nesting of values, far beyond real headers; the stack alone would set another limit in each thread. */
export const MAX_NESTING = 100

/** Creates the error for values that are nested deeper than MAX_NESTING. */
export function nestedTooDeeply(line = 0): SyntaxProblem {
  return new SyntaxProblem('The front matter is nested too deeply', 'Move the data out of the article', line)
}

/** The result of a parser: the value, and the lines (0-based) of duplicate keys. */
export interface Parsed {
  root: unknown
  duplicates: number[]
}
