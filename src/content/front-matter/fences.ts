/** Where front matter and body are, in a shape gray-matter splits: `text` fenced by `delimiter`, in `language`. */
export interface Fences {
  present: boolean
  text: string
  language: string
  delimiter: string
  header: string
  /** Line of the file (1-based) on which the header's first line stands. */
  headerLine: number
  body: string
  /** The whole file, line ends normalized, for the case that the fences turn out to be thematic breaks. */
  source: string
  mayBeText: boolean
}

/**
 * Finds the header in every shape that generators write (YAML, TOML and JSON fences, `...` as closing line, a missing
 * opening fence as in Hexo, bare keys as in Pelican) and normalizes it for gray-matter, which knows one shape.
 * Takes off a byte order mark and turns CRLF and CR into LF.
 */
export function findFences(source: string): Fences {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const blanks = /^(?:[ \t]*\n)*/.exec(text)![0]
  const start = blanks.length
  const blankLines = blanks.split('\n').length - 1
  const rest = text.slice(start)
  const none = {
    present: false,
    text,
    language: 'yaml',
    delimiter: '---',
    header: '',
    headerLine: 1,
    body: text,
    source: text,
    mayBeText: true,
  }

  const fenced = /^(---|\+\+\+)[ \t]*([A-Za-z]*)[ \t]*(?:\n|$)/.exec(rest)
  if (fenced) {
    const [line, fence, language] = fenced as unknown as [string, string, string]
    const closing = fence === '---' ? /^(?:---|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m
    const after = rest.slice(line.length)
    const close = closing.exec(after)
    if (close || looksLikeKeys(after)) {
      const header = close ? after.slice(0, close.index) : after
      const body = close ? after.slice(close.index + close[0].length).replace(/^\n/, '') : ''
      const name = language.toLowerCase() || (fence === '+++' ? 'toml' : 'yaml')
      return build(header, body, name, blankLines + 2, fence === '---' && !language)
    }
    return none
  }
  const json = /^\{\s*["}]/.test(rest) ? endOfObject(rest) : -1
  if (json > 0)
    return build(
      rest.slice(0, json),
      rest.slice(json).replace(/^[ \t]*\n/, ''),
      'json',
      blankLines + 1,
      false,
    )

  const bare = bareHeader(rest)
  if (bare) return build(bare.header, bare.body, 'yaml', blankLines + 1, false)
  return none

  function build(
    header: string,
    body: string,
    language: string,
    headerLine: number,
    mayBeText: boolean,
  ): Fences {
    const delimiter = language === 'toml' ? '+++' : '---'
    const closed = header === '' || header.endsWith('\n') ? header : `${header}\n`
    return {
      present: true,
      text: `${delimiter}${language}\n${closed}${delimiter}\n`,
      language,
      delimiter,
      header,
      headerLine,
      body,
      source: text,
      mayBeText,
    }
  }
}

function looksLikeKeys(text: string): boolean {
  return /^["']?[A-Za-z][\w -]*["']?\s*[:=]/.test(text)
}

/** Hexo's `key: value` lines closed by `---`, or Pelican's closed by a blank line. Needs a title or a date to count. */
function bareHeader(text: string): { header: string; body: string } | undefined {
  if (!/^[A-Za-z][\w-]*:(?:\s|$)/.test(text)) return undefined
  const end = /^(?:---[ \t]*|[ \t]*)$/m.exec(text)
  const header = end ? text.slice(0, end.index) : text
  if (!/^(?:title|date|datetime|slug):/im.test(header)) return undefined
  const closedByFence = end?.[0].startsWith('---') === true
  if (
    !closedByFence &&
    !header
      .trimEnd()
      .split('\n')
      .every((line) => /^(?:[A-Za-z][\w-]*:(?:\s|$)|\s+\S)/.test(line))
  )
    return undefined
  const body = end ? text.slice(end.index + end[0].length).replace(/^\n/, '') : ''
  // Pelican's values are plain text, not YAML.
  return { header: closedByFence ? header : quoteValues(header), body }
}

function quoteValues(header: string): string {
  return header.replace(
    /^([A-Za-z][\w-]*):[ \t]*(.*(?:\n[ \t]+.*)*)$/gm,
    (_, key: string, value: string) => `${key}: ${JSON.stringify(value.replace(/\s*\n\s*/g, ' ').trim())}`,
  )
}

/** Offset just past the `}` that closes the object at the start of the text, or -1. */
function endOfObject(text: string): number {
  let depth = 0
  for (const match of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"|[{}]/g)) {
    if (match[0] === '{') depth++
    else if (match[0] === '}' && --depth === 0) return match.index + 1
  }
  return -1
}
