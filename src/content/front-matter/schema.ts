import * as z from 'zod'
import { oneLine } from '../text/characters.ts'
import { parseFlag } from './fields.ts'
import { normalizeKey } from './normalize-key.ts'
import type { Fields, Value } from './parse.ts'

/** The schema of text that is not empty, as one line. */
export const line = z.string().transform(oneLine).pipe(z.string().min(1, 'must not be empty'))
/** The schema of a flag, in the words that `parseFlag` reads. */
export const flag = z
  .custom<Value>((value) => parseFlag(value as Value) !== undefined, 'must be `true` or `false`')
  .transform((value) => parseFlag(value) === true)

/** Turns a front matter value into plain data for zod: maps become objects, null becomes undefined. */
export function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain)
  if (!(value instanceof Map)) return value ?? undefined
  return Object.fromEntries([...value].map(([key, inner]) => [key, toPlain(inner)]))
}

/** Reports each issue at its place, such as `podcast.owner`, with what is wrong there. */
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

/** Receives what `readKnownKeys` cannot read; `key` is normalized, `error` says what is wrong with the value of `name`. */
interface Faults {
  unknown(key: string, known: string[]): void
  wrong(key: string, name: string, error: z.ZodError): void
}

/** The values that a shape describes, each possibly absent. */
export type ValuesOf<Shape extends Record<string, z.ZodType>> = { [Key in keyof Shape]?: z.infer<Shape[Key]> }

/** Reads each field with the schema of its key, or of the key that it is a synonym of; leaves out null and faulty values. */
export function readKnownKeys<Shape extends Record<string, z.ZodType>>(
  fields: Fields,
  shape: Shape,
  synonyms: Readonly<Record<string, string>>,
  faults: Faults,
): ValuesOf<Shape> {
  const names = new Map(Object.keys(shape).map((name) => [normalizeKey(name), name]))
  for (const [synonym, name] of Object.entries(synonyms)) if (name in shape) names.set(synonym, name)
  const values: Record<string, unknown> = {}
  for (const [key, value] of fields) {
    const name = names.get(key)
    if (name === undefined) faults.unknown(key, Object.keys(shape))
    else if (value !== null) {
      const { data, error } = shape[name]!.safeParse(value)
      if (error) faults.wrong(key, name, error)
      else values[name] = data
    }
  }
  return values as ValuesOf<Shape>
}
