import { wrapWords } from '../push/terminal.ts'

/** Lines for each pair; the second parts start in the same column, and are wrapped at blanks: an address stays whole, so that it can be copied. */
export function alignPairs(pairs: readonly (readonly [first: string, second: string])[]): string {
  const width = Math.max(...pairs.map(([first]) => first.length))
  const indent = ' '.repeat(width + 4)
  return pairs
    .map(
      ([first, second]) =>
        `  ${first.padEnd(width)}  ${wrapWords(second, helpWidth(), indent, true).join('\n').trimStart()}`,
    )
    .join('\n')
}

/** Wider lines are hard to read, and a narrow terminal would break them anywhere. */
export function helpWidth(): number {
  return Math.max(40, Math.min(100, process.stdout.columns ?? 100))
}
