/** A file, split into front matter and body. */
export interface Fences {
  present: boolean
  language: string
  header: string
  /** The line of the file (1-based) of the header's first line. */
  headerLine: number
  body: string
  /** Whether the fences may turn out to be thematic breaks around a sentence; the body is then `source`. */
  mayBeText: boolean
  /** Whether the header is opened and never closed, as in a file that is not written to its end. */
  isOpen: boolean
  /** The whole file, without byte order marks, its line ends LF. */
  source: string
}

type Found = Omit<Fences, 'present' | 'source' | 'isOpen'> & { isOpen?: boolean }

/**
 * Splits a file in every shape that generators write: YAML, TOML and JSON fences, `...` as closing line, no opening fence as in Hexo,
 * bare keys as in Pelican. Removes byte order marks and turns CRLF and CR into LF.
 */
export function findFences(text: string): Fences {
  let unmarked = text
  // Programs that join files leave the mark of each.
  while (unmarked.startsWith('\uFEFF')) unmarked = unmarked.slice(1)
  const source = unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked
  const blanks = /^[ \t\n]*\n|^/.exec(source)![0]
  const rest = source.slice(blanks.length)
  const found = findFenced(rest) ?? findObject(rest) ?? findBareObject(rest) ?? findBareKeys(rest)
  if (!found) {
    const none = { present: false, language: '', header: '', headerLine: 1, mayBeText: false, isOpen: false }
    return { ...none, body: source, source }
  }
  const headerLine = found.headerLine + blanks.split('\n').length - 1
  return { isOpen: false, ...found, present: true, headerLine, source }
}

/** Finds a header between `---` lines, which may name a language, or `+++` lines; without a closing fence, a key or nothing more must follow the opening one. */
function findFenced(text: string): Found | undefined {
  const opening = /^(---|\+\+\+)[ \t]*(?:([A-Za-z]+)[ \t]*)?(?:\n|$)/.exec(text)
  if (!opening) return /^(?:--?|\+\+?)$/.test(text.trimEnd()) ? openHeader('yaml', '') : undefined
  const [line, fence, name = ''] = opening as unknown as [string, string, string?]
  const after = text.slice(line.length)
  const closing = (fence === '---' ? /^(?:---+|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m).exec(after)
  const language = name.toLowerCase() || (fence === '+++' ? 'toml' : 'yaml')
  const mayBeText = fence === '---' && name === ''
  if (!closing) return mayBeText && !startsWithKey(after) ? undefined : openHeader(language, after)
  return {
    language,
    header: after.slice(0, closing.index),
    headerLine: 2,
    body: afterLine(after, closing.index + closing[0].length),
    mayBeText,
  }
}

function openHeader(language: string, header: string): Found {
  return { language, header, headerLine: 2, body: '', mayBeText: false, isOpen: true }
}

/** Whether a header starts with a key, or ends within its first one. */

function startsWithKey(text: string): boolean {
  return /^["']?[A-Za-z][\w-]*(?: [\w-]+)*["']? ?[:=]/.test(text) || /^["']?[\w-]*$/.test(text.trimEnd())
}

/** Finds a JSON object at the very start. */
function findObject(text: string): Found | undefined {
  if (!/^\{\s*(?:["}]|$)/.test(text)) return undefined
  const end = endOfObject(text)
  if (end < 0)
    return /^\{\s*(?:"[^"\n]*(?:"\s*(?::|$)|$)|$)/.test(text)
      ? { ...openHeader('json', text), headerLine: 1 }
      : undefined
  const [blank] = /^[ \t]*/.exec(text.slice(end))!
  return {
    language: 'json',
    header: text.slice(0, end),
    headerLine: 1,
    body: afterLine(text, end + blank.length),
    mayBeText: false,
  }
}

/** Finds Hexo's JSON without braces, which a line of semicolons ends; such a line may also come first. */
function findBareObject(text: string): Found | undefined {
  const opening = /^(?:;;;+[ \t]*\n)?(?=\s{0,99}"[^"\n]{1,99}"\s{0,99}:)/.exec(text)?.[0]
  if (opening === undefined) return undefined
  const after = text.slice(opening.length)
  const closing = /^;;;+[ \t]*$/m.exec(after)
  return closing
    ? {
        language: 'json',
        header: `{${after.slice(0, closing.index).trimEnd()}}`,
        headerLine: opening === '' ? 1 : 2,
        body: afterLine(after, closing.index + closing[0].length),
        mayBeText: false,
      }
    : undefined
}

/** Offset just past the `}` that closes the object at the start of the text, or -1. */
function endOfObject(text: string): number {
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (isQuoted) {
      if (character === '\\') at++
      else if (character === '"') isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at + 1
  }
  return -1
}

/** Finds Hexo's `key: value` lines before `---`, or Pelican's before a blank line; one must be a title, date or slug. */
function findBareKeys(text: string): Found | undefined {
  if (!/^[A-Za-z][\w-]*:(?:\s|$)/.test(text)) return undefined
  const end = /^(?:---[ \t]*|[ \t]*)$/m.exec(text)
  const header = end ? text.slice(0, end.index) : text
  if (!/^(?:title|date|datetime|slug):/im.test(header)) return undefined
  const isHexo = end?.[0].startsWith('---') === true
  const lines = header.trimEnd().split('\n')
  if (!isHexo && !lines.every((line) => /^(?:[A-Za-z][\w-]*:(?:\s|$)|\s+\S)/.test(line))) return undefined
  return {
    language: 'yaml',
    // Pelican's values are plain text, not YAML.
    header: isHexo ? header : quoteValues(lines),
    headerLine: 1,
    body: end ? afterLine(text, end.index + end[0].length) : '',
    mayBeText: false,
  }
}

/** Quotes the values of keys; indented lines continue a value. */
function quoteValues(lines: string[]): string {
  const quoted: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const colon = line.indexOf(':')
    const parts = [line.slice(colon + 1).trim()]
    while (/^\s/.test(lines[at + parts.length] ?? '')) parts.push(lines[at + parts.length]!.trim())
    quoted.push(`${line.slice(0, colon)}: ${JSON.stringify(parts.join(' ').trim())}`)
    // Blank lines keep the line numbers.
    for (const _ of parts.slice(1)) quoted.push('')
    at += parts.length - 1
  }
  return quoted.join('\n')
}

function afterLine(text: string, offset: number): string {
  return text.slice(text[offset] === '\n' ? offset + 1 : offset)
}
