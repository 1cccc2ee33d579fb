import { oneLine } from '../text/characters.ts'
import { findFences } from './fences.ts'
import { normalizeKey } from './normalize-key.ts'
import type { Fields, Value } from './parse.ts'

/** A value with its key as the reader spells it, for messages. */
export interface Found<T> {
  key: string
  value: T
}

/** Normalized keys, by the keys that readers ask for. */
const normalized = new Map<string, string>()

/** Looks up a key that a reader spells out; never called with a key from a file, so the cache stays small. */
function lookUp(fields: Fields, key: string): Value | undefined {
  let name = normalized.get(key)
  if (name === undefined) {
    name = normalizeKey(key)
    normalized.set(key, name)
  }
  return fields.get(name)
}

/** Finds the first of the keys whose value is neither null nor blank. */
export function findValue(fields: Fields, keys: readonly string[]): Found<Value> | undefined {
  for (const key of keys) {
    const value = lookUp(fields, key)
    if (value === undefined || value === null) continue
    if (typeof value === 'string' && value.trim() === '') continue
    return { key, value }
  }
  return undefined
}

/** Finds the first of the keys whose value is text that is not blank, and trims it. */
export function findText(fields: Fields, keys: readonly string[]): Found<string> | undefined {
  for (const key of keys) {
    const value = lookUp(fields, key)
    if (typeof value === 'string' && value.trim() !== '') return { key, value: value.trim() }
  }
  return undefined
}

/** Whether a key is there, and has no value or a blank one. */
export function isBlank(fields: Fields, key: string): boolean {
  return lookUp(fields, key) !== undefined && findValue(fields, [key]) === undefined
}

/** Finds text as `findText` does, as one line. */
export function findLine(fields: Fields, keys: readonly string[]): string | undefined {
  const found = findText(fields, keys)
  return found && oneLine(found.value)
}

/** Turns a value that may be a list or a single entry into a list; an absent one is empty. */
export function asList(value: Value | undefined): Value[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [value]
}

/** Whether a value is a map. */
export function isFields(value: Value | undefined): value is Fields {
  return value instanceof Map
}

/** Parses a flag such as `true`, `no` or `1`; undefined for any other value. */
export function parseFlag(value: Value): boolean | undefined {
  if (typeof value !== 'string') return undefined
  if (/^(?:true|yes|on|y|1)$/i.test(value.trim())) return true
  if (/^(?:false|no|off|n|0)$/i.test(value.trim())) return false
  return undefined
}

/** Whether one of the keys has the value `flag`. */
export function isFlag(fields: Fields, keys: readonly string[], flag: boolean): boolean {
  return keys.some((key) => parseFlag(lookUp(fields, key) ?? null) === flag)
}

/** Turns a value that may be a map or only the value of its main `key` into a map. */
export function asMap(value: Value, key: string): Fields {
  return isFields(value) ? value : new Map([[key, value]])
}

/** A line or an entry that may say `draft: true`, in YAML, TOML or JSON, perhaps with a wide colon. */
const DRAFT = /(?:^|[\n{,])[ \t"'-]*draft["']?[ \t]*[:=\uff1a][ \t]*["']?([^\s"',}]*)/i

/** Whether the front matter of a file that cannot be parsed may say that it is a draft: what nobody can read hides. */
export function mentionsDraft(source: string): boolean {
  const { present, header } = findFences(source)
  const found = DRAFT.exec(present ? header : source)
  return found !== null && parseFlag(found[1]!) !== false
}
