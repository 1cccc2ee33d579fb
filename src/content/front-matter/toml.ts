import { parse, TomlError } from 'smol-toml'
import { type Parsed, SyntaxProblem } from './syntax-problem.ts'

/** A bare number or date that is all of a key's value. */
const BARE = /^([ \t]*[\w."'-]+[ \t]*=[ \t]*)([+-]?\d[\w.:+-]*(?: \d[\w.:+-]*)?)([ \t]*(?:#.*)?)$/gm

/**
 * TOML 1.0 front matter; throws a SyntaxProblem with the line. Bare numbers and dates stay the text that was typed: smol-toml
 * makes 1 March of 30 February, and 1.1 of 1.10.
 */
export function parseToml(text: string): Parsed {
  try {
    return { root: parse(text.replace(BARE, '$1"$2"$3')), duplicates: [] }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const message = error.message.split('\n')[0]!.replace('Invalid TOML document: ', '')
    throw new SyntaxProblem(`TOML: ${message}`, 'Mend the TOML', error.line - 1)
  }
}
