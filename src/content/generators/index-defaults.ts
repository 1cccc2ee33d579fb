import { asMap, findValue, isFields, mentionsDraft, parseFlag } from '../front-matter/fields.ts'
import { type Fields, parseFrontMatter, type Value } from '../front-matter/parse.ts'
import { isOneEditApart } from '../text/edit-distance.ts'
import type { Defaults, Generator } from './generator.ts'
import type { HandedDown } from './row.ts'
import { rowOf } from './table.ts'

/**
 * Reads what the `_index.md` files of the folders hand down to the articles below them. `undecoded` is what can be made out of a file whose encoding
 * is not understood. What a file says of which nothing was read, `isUnread`, nobody knows, so that its articles are held back.
 */
export function readIndexDefaults(
  generator: Generator | undefined,
  files: readonly { path: string; source: string; undecoded?: string; isUnread?: true }[],
): Defaults[] {
  const readOwn = generator && rowOf(generator.name).readIndex
  const read = (path: string, source: string, undecoded: string | undefined): HandedDown[] => {
    const { fields, problems } = parseFrontMatter(source, path)
    const broken = problems.some(({ severity }) => severity === 'error') ? source : undecoded
    if (broken !== undefined && mentionsDraft(broken)) return asDraft('true')
    return [...(readOwn?.(fields) ?? []), ...readDraft(fields)]
  }
  return files.flatMap(({ path, source, undecoded, isUnread }) =>
    (isUnread ? asDraft('true') : read(path, source, undecoded)).flatMap(({ fields, pattern, isFinal }) =>
      toDefaults(path.split('/').slice(0, -1).join('/'), fields, { pattern, isFinal }),
    ),
  )
}

/** A section that is a draft is one with all its articles, whatever these say; a typo of the key hides them, too. */
function readDraft(fields: Fields): HandedDown[] {
  const draft = findValue(fields, ['draft'])?.value
  if (draft !== undefined) return parseFlag(draft) === false ? [] : asDraft(draft)
  const typo = [...fields].some(
    ([key, value]) => key !== 'drafts' && isOneEditApart(key, 'draft') && parseFlag(value) === true,
  )
  return typo ? asDraft('true') : []
}

function asDraft(draft: Value): HandedDown[] {
  return [{ fields: new Map([['draft', draft]]), isFinal: true }]
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
