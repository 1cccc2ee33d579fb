import { dropForbidden } from '../../content/text/characters.ts'
import type { ItemLayout } from './format.ts'

/** Serializes a document as JSON, without characters that XML forbids, so that texts and ids are the same in every format. */
export function toJson(document: object): string {
  const json = JSON.stringify(document, undefined, 1)
  return `${MAY_BE_FORBIDDEN.test(json) ? JSON.stringify(document, dropFromText, 1) : json}\n`
}

/** Matches the JSON of every text that `dropForbidden` changes. Nearly none has one, and looking at each value takes twice as long as writing it. */
const MAY_BE_FORBIDDEN = /\\u00|\\u[dD][89a-fA-F]|\\[bf]|[\x80-\x9F\uFFFE\uFFFF]/

function dropFromText(_: string, value: unknown): unknown {
  return typeof value === 'string' ? dropForbidden(value) : value
}

/** The list, or undefined if it is empty, so that it is omitted. */
export function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

/** The layout of items that come first in a list of the document itself, or in a map of it (`{`); a string has no line break, so that the indentation tells how deep a line is. */
export function layoutOfMembers(key: string, bracket: '[' | '{' = '['): ItemLayout {
  const [open, close] = [`\n "${key}": ${bracket}\n`, '\n  }']
  return {
    find(document, count) {
      const start = document.indexOf(open) + open.length
      let end = start
      for (let index = 0; index < count; index++) end = document.indexOf(close, end) + close.length
      return [start, end]
    },
    separator: ',\n',
  }
}
