import { parse, TomlError } from 'smol-toml'
import { type Parsed, SyntaxProblem } from './syntax-problem.ts'

/** TOML 1.0 front matter; throws a SyntaxProblem with the line. Dates keep their text through TomlDate.toISOString(). */
export function parseToml(text: string): Parsed {
  try {
    return { root: parse(text), duplicates: [] }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const message = error.message.split('\n')[0]!.replace('Invalid TOML document: ', '')
    throw new SyntaxProblem(`TOML: ${message}`, 'Mend the TOML', error.line - 1)
  }
}
