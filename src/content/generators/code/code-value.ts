import type { AnyFunction } from './bindings.ts'

/** What an expression would give only if it were run. */
export interface Computed {
  kind: 'computed'
}

export const UNKNOWN: Computed = { kind: 'computed' }

/** A variable of the environment: unknown, but `??` and `||` say what counts without it. */
export const ENVIRONMENT: Computed = { kind: 'computed' }

/** What code states as plain text; nothing of it was run. Keys of objects are spelled as in the code. */
export type CodeValue =
  | string
  | number
  | boolean
  | null
  | CodeValue[]
  | CodeObject
  | CodeCall
  | CodeFunction
  | Computed

/** An object, or the names that a file exports. */
export type CodeObject = Map<string, CodeValue>

/** A call of a function that is not in the file: `starlight({ … })`. */
export interface CodeCall {
  kind: 'call'
  /** The name with its dots, without `this`. */
  name: string
  inputs: CodeValue[]
}

/** A function, with the names that are known in it. */
export interface CodeFunction {
  kind: 'function'
  node: AnyFunction
  /** What it returns. */
  result(): CodeValue
}

/** The plain values of one file of code. */
export interface Script {
  path: string
  /** What the file exports as default, or as `module.exports`; of a function what it returns. */
  exported: CodeValue
  /** What it exports by name; in Python all variables of the file. */
  names: CodeObject
  /** The calls in it whose name ends in this one: `add` finds `config.ignores.add("x")`. */
  calls(name: string): CodeCall[]
  /** The packages and files that it imports, as it names them. */
  modules: string[]
}

export function isObject(value: CodeValue | undefined): value is CodeObject {
  return value instanceof Map
}

export function isCall(value: CodeValue | undefined): value is CodeCall {
  return kindOf(value) === 'call'
}

export function isFunction(value: CodeValue | undefined): value is CodeFunction {
  return kindOf(value) === 'function'
}

/** Whether a value was computed. */
export function isUnknown(value: CodeValue | undefined): boolean {
  return kindOf(value) !== undefined
}

function kindOf(value: CodeValue | undefined): string | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
}

/** The value at a path of keys: `dir.input`; undefined where there is none, unknown in what was computed. */
export function valueIn(value: CodeValue | undefined, path: string): CodeValue | undefined {
  let found = value
  for (const key of path.split('.'))
    found = isObject(found) ? found.get(key) : isUnknown(found) ? UNKNOWN : undefined
  return found
}

/** The text, number or flag at a path of keys as text; undefined where there is none, it is empty, or it was computed. */
export function textIn(value: CodeValue | undefined, path: string): string | undefined {
  return toText(valueIn(value, path)) || undefined
}

/** A text, number or flag as text. */
export function toText(value: CodeValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** The texts of a list or of a single value; not `isWhole` where some of them were computed. */
export function textsIn(value: CodeValue | undefined): { texts: string[]; isWhole: boolean } {
  const entries = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
  return {
    texts: entries.filter((entry) => typeof entry === 'string'),
    isWhole: !entries.some((entry) => isUnknown(entry)),
  }
}

/** The values of a key wherever it stands in a value, in lists and in what functions are given too. */
export function valuesOf(value: CodeValue | undefined, key: string, depth = 0): CodeValue[] {
  if (depth > 20) return []
  const own = isObject(value) && value.has(key) ? [value.get(key)!] : []
  const inner = Array.isArray(value)
    ? value
    : isObject(value)
      ? [...value.values()]
      : isCall(value)
        ? value.inputs
        : []
  return [...own, ...inner.flatMap((one) => valuesOf(one, key, depth + 1))]
}

/** Whether one of the files imports a package. */
export function usesModule(scripts: readonly Script[], name: string): boolean {
  return scripts.some(({ modules }) => modules.includes(name))
}

/** The first text in one of the files: in what they export, at a path of keys. */
export function exportedText(scripts: readonly Script[], path: string): string | undefined {
  for (const { exported } of scripts) {
    const text = textIn(exported, path)
    if (text !== undefined) return text
  }
  return undefined
}
