import { asMap, findValue, isFields, parseFlag } from '../front-matter/fields.ts'
import { type Fields, parseFrontMatter, type Value } from '../front-matter/parse.ts'
import type { Defaults, Generator } from './generator.ts'
import type { HandedDown } from './row.ts'
import { rowOf } from './table.ts'

/** Reads what the `_index.md` files of the folders hand down to the articles below them. */
export function readIndexDefaults(
  generator: Generator | undefined,
  files: readonly { path: string; source: string }[],
): Defaults[] {
  const readOwn = generator && rowOf(generator.name).readIndex
  const read = (fields: Fields) => [...(readOwn?.(fields) ?? []), ...readDraft(fields)]
  return files.flatMap(({ path, source }) =>
    read(parseFrontMatter(source, path).fields).flatMap(({ fields, pattern, isFinal }) =>
      toDefaults(path.split('/').slice(0, -1).join('/'), fields, { pattern, isFinal }),
    ),
  )
}

/** A section that is a draft is one with all its articles, whatever these say. */
function readDraft(fields: Fields): HandedDown[] {
  const draft = findValue(fields, ['draft'])?.value
  return draft === undefined || parseFlag(draft) === false
    ? []
    : [{ fields: new Map([['draft', draft]]), isFinal: true }]
}

/** Default values as plain data: text, lists of text, and of a map the value that hides. */
export function toDefaults(
  folder: string,
  fields: Fields,
  { pattern, isFinal }: Pick<HandedDown, 'pattern' | 'isFinal'> = {},
): Defaults[] {
  const plain = [...fields].flatMap(([key, value]): Defaults['fields'] => {
    if (typeof value === 'string') return [[key, value]]
    if (key === 'build') return toPlain(key, findValue(asMap(value, 'list'), ['list'])?.value)
    if (key === 'params' && isFields(value))
      return [...value].flatMap(([inner, innerValue]) =>
        inner === 'draft' ? toPlain(inner, innerValue) : [],
      )
    return toPlain(key, value)
  })
  if (plain.length === 0) return []
  return [{ folder, fields: plain, ...(pattern !== undefined && { pattern }), ...(isFinal && { isFinal }) }]
}

function toPlain(key: string, value: Value | undefined): Defaults['fields'] {
  if (typeof value === 'string') return [[key, value]]
  const texts = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
  return texts.length > 0 ? [[key, texts]] : []
}
