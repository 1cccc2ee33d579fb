import { dropForbidden } from '../../content/text/characters.ts'

/** Serializes a document as JSON, without characters that XML forbids, so that texts and ids are the same in every format. */
export function toJson(document: object): string {
  return `${JSON.stringify(document, (_, value) => (typeof value === 'string' ? dropForbidden(value) : value), 1)}\n`
}

/** The list, or undefined if it is empty, so that it is omitted. */
export function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}
