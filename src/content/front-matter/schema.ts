import * as z from 'zod'
import { oneLine } from '../text/characters.ts'
import { parseFlag } from './fields.ts'
import type { Value } from './parse.ts'

/** Some text on one line. */
export const line = z.string().transform(oneLine).pipe(z.string().min(1, 'must not be empty'))
/** `true` or `false`, in the words of YAML. */
export const flag = z
  .custom<Value>((value) => parseFlag(value as Value) !== undefined, 'must be `true` or `false`')
  .transform((value) => parseFlag(value) === true)

/** A front matter value as zod takes it: maps as objects, nothing for null. */
export function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain)
  if (!(value instanceof Map)) return value ?? undefined
  return Object.fromEntries([...value].map(([key, inner]) => [key, toPlain(inner)]))
}

/** One report for each issue, at its place and saying what is wrong with it. */
export function reportIssues(
  key: string,
  { issues }: z.ZodError,
  report: (place: string, message: string) => void,
): void {
  for (const { path, message } of issues) {
    const place = [key, ...path].join('.')
    report(place, `\`${place}\` ${message.replace(/^Invalid input: /, 'is wrong: ')}`)
  }
}
