import { type Parsed, SyntaxProblem } from './syntax-problem.ts'

/** JSON front matter; throws a SyntaxProblem with the line. */
export function parseJson(text: string): Parsed {
  try {
    return { root: JSON.parse(text), duplicates: [] }
  } catch (error) {
    const message = (error as Error).message
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    const line = text.slice(0, position).split('\n').length - 1
    throw new SyntaxProblem(`JSON: ${message.replace(/ in JSON at position.*/, '')}`, 'Mend the JSON', line)
  }
}
