import { parse, TomlError } from 'smol-toml'
import { type Parsed, SyntaxProblem } from './syntax-problem.ts'

/** A bare number or date that is the whole value of a key. */
const BARE = /^([ \t]*[\w."'-]+[ \t]*=[ \t]*)([+-]?\d[\w.:+-]*(?: \d[\w.:+-]*)?)([ \t]*(?:#.*)?)$/gm

/**
 * Parses TOML 1.0 front matter; throws a SyntaxProblem with the line. Bare numbers and dates stay text as typed: smol-toml
 * reads 30 February as 1 March, and 1.10 as 1.1.
 */
export function parseToml(text: string): Parsed {
  try {
    return { root: parse(text.replace(BARE, '$1"$2"$3')), duplicates: [] }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const message = error.message.split('\n')[0]!.replace('Invalid TOML document: ', '')
    throw new SyntaxProblem(`TOML: ${message}`, 'Correct the TOML', error.line - 1)
  }
}
