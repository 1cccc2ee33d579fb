import { oneLine } from '../text/characters.ts'
import { type Fields, normalizeKey, type Value } from './parse.ts'

/** A value with the key it was found under, for messages. */
export interface Found<T> {
  key: string
  value: T
}

/** The names that the readers look for, normalized once. */
const normalized = new Map<string, string>()

/** The value of a key as the readers write it; keys of files never come here, so that the names stay few. */
function lookUp(fields: Fields, key: string): Value | undefined {
  let name = normalized.get(key)
  if (name === undefined) {
    name = normalizeKey(key)
    normalized.set(key, name)
  }
  return fields.get(name)
}

/** The first of the keys that has a value: not null, not blank. */
export function findValue(fields: Fields, keys: readonly string[]): Found<Value> | undefined {
  for (const key of keys) {
    const value = lookUp(fields, key)
    if (value === undefined || value === null) continue
    if (typeof value === 'string' && value.trim() === '') continue
    return { key, value }
  }
  return undefined
}

/** The first of the keys that has a scalar, trimmed. */
export function findText(fields: Fields, keys: readonly string[]): Found<string> | undefined {
  for (const key of keys) {
    const value = lookUp(fields, key)
    if (typeof value === 'string' && value.trim() !== '') return { key, value: value.trim() }
  }
  return undefined
}

/** The same, as one line of text. */
export function findLine(fields: Fields, keys: readonly string[]): string | undefined {
  const found = findText(fields, keys)
  return found && oneLine(found.value)
}

/** A value that may be one or a list, as a list; absent is empty. */
export function asList(value: Value | undefined): Value[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [value]
}

export function isFields(value: Value | undefined): value is Fields {
  return value instanceof Map
}

/** What a flag says, or undefined when it says neither yes nor no. */
export function parseFlag(value: Value): boolean | undefined {
  if (typeof value !== 'string') return undefined
  if (/^(?:true|yes|on|y|1)$/i.test(value.trim())) return true
  if (/^(?:false|no|off|n|0)$/i.test(value.trim())) return false
  return undefined
}

/** Whether one of the keys plainly says `flag`. */
export function isFlag(fields: Fields, keys: readonly string[], flag: boolean): boolean {
  return keys.some((key) => parseFlag(lookUp(fields, key) ?? null) === flag)
}

/** A value that may be a map or its most important entry, as a map. */
export function asMap(value: Value, key: string): Fields {
  return isFields(value) ? value : new Map([[key, value]])
}
