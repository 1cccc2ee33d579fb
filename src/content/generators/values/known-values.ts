import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Value } from '../../front-matter/parse.ts'
import { type CodeValue, isObject, toText } from '../code/code-value.ts'

/** A value that stands as plain text in a file of the site, as plain data; keys are as `normalizeKey` makes them. */
export type KnownValue = string | KnownValue[] | KnownTable

/** Values by key. */
export interface KnownTable {
  [key: string]: KnownValue
}

/** Turns a value of front matter, a data file or a configuration into plain data. */
export function toKnown(value: Value | undefined): KnownValue {
  if (value instanceof Map) return toTable(value)
  if (Array.isArray(value)) return value.map(toKnown)
  return typeof value === 'string' ? value : ''
}

/** Turns fields into a table, without what has no value. */
export function toTable(fields: ReadonlyMap<string, Value>): KnownTable {
  const entries = [...fields].filter(([, value]) => value !== null)
  return Object.fromEntries(entries.map(([key, value]) => [normalizeKey(key), toKnown(value)]))
}

/** Turns a value of code into plain data; undefined for what was computed. */
export function knownInCode(value: CodeValue | undefined): KnownValue | undefined {
  if (isObject(value)) {
    const entries = [...value].flatMap(([key, one]): [string, KnownValue][] => {
      const known = knownInCode(one)
      return known === undefined ? [] : [[normalizeKey(key), known]]
    })
    return Object.fromEntries(entries)
  }
  if (Array.isArray(value)) return value.map((one) => knownInCode(one) ?? '')
  return toText(value)
}

/** Whether a value is a table. */
export function isTable(value: KnownValue | undefined): value is KnownTable {
  return typeof value === 'object' && !Array.isArray(value)
}

/** The value at a key of a table, or at the place of a list. */
export function knownAt(value: KnownValue | undefined, key: string): KnownValue | undefined {
  if (Array.isArray(value)) {
    if (key === 'first') return value[0]
    if (key === 'last') return value.at(-1)
    if (key === 'size' || key === 'length') return String(value.length)
    return /^\d{1,9}$/.test(key) ? value[Number(key)] : undefined
  }
  const name = normalizeKey(key)
  return isTable(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
