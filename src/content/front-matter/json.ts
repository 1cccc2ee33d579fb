import { MAX_NESTING, nestedTooDeeply, type Parsed, SyntaxProblem } from './syntax-problem.ts'

/** Parses JSON front matter; throws a SyntaxProblem with the line. Numbers stay text as typed. */
export function parseJson(text: string): Parsed {
  try {
    // JSON.parse without a reviver cannot overflow the stack.
    if (isDeeper(JSON.parse(text), MAX_NESTING)) throw nestedTooDeeply()
    return { root: JSON.parse(text, keepNumber as Parameters<typeof JSON.parse>[1]), duplicates: [] }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { message } = error
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    const line = text.slice(0, position).split('\n').length - 1
    throw new SyntaxProblem(
      // Some messages quote several lines of the text.
      `JSON: ${message.replace(/ in JSON at position.*/, '').replaceAll('\n', ' ')}`,
      'Correct the JSON',
      line,
    )
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1))
}

function keepNumber(_key: string, value: unknown, context: { source?: string }): unknown {
  return typeof value === 'number' ? context.source : value
}
