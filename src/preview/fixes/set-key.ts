import { findFences } from '../../content/front-matter/fences.ts'
import { keyLine } from '../../content/front-matter/key-line.ts'
import { normalizeKey } from '../../content/front-matter/normalize-key.ts'
import { type Fields, parseFrontMatter } from '../../content/front-matter/parse.ts'

/**
 * Gives a front matter key a value, and leaves every other character of the file as it is, its line ends included. Undefined where that
 * would change anything else that the file says.
 */
export function setKey(text: string, path: string, key: string, value: string): string | undefined {
  const edited = withKey(text, path, key, value)
  const before = parseFrontMatter(text, path)
  const after = parseFrontMatter(edited, path)
  const isSame =
    after.fields.get(normalizeKey(key)) === value &&
    describe(after.fields, key) === describe(before.fields, key) &&
    after.problems.length <= before.problems.length &&
    (before.present ? after.body === before.body : after.body.trimStart() === before.body.trimStart())
  return isSame ? edited : undefined
}

/** Takes what differs between the two normalized texts to the text as it is written. */
function withKey(text: string, path: string, key: string, value: string): string {
  const { source: before } = findFences(text)
  const { source: after } = keyLine(text, path, key, value)
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
  const added = after.slice(start, after.length - end).replaceAll('\n', lineEnd)
  const [from, to] = findOffsets(text, start, before.length - end)
  return text.slice(0, from) + added + text.slice(to)
}

/** Where two offsets of the normalized text are in the text, which may have a byte order mark and line ends of two characters. */
function findOffsets(text: string, first: number, second: number): [number, number] {
  const offsets: number[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (let normalized = 0; offsets.length < 2; normalized++) {
    if (normalized === first) offsets.push(at)
    if (normalized === second) offsets.push(at)
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
  }
  return offsets as [number, number]
}

/** All that the fields say, but for one key. */
function describe(fields: Fields, except: string): string {
  const others = [...fields].filter(([key]) => key !== normalizeKey(except))
  return JSON.stringify(others, (_, value) => (value instanceof Map ? [...value] : value))
}
