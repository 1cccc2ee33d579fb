/** Forward search in one text that scans each part of it once per needle, however often it is called with growing offsets. */
export interface Search {
  text: string
  /** Offset of the first occurrence at `from` or later, or -1; expressions must be global. */
  next(needle: string | RegExp, from: number): number
}

/** Creates a search that remembers the last result of each needle. */
export function createSearch(text: string): Search {
  const found = new Map<string, { from: number; at: number }>()
  return {
    text,
    next(needle, from) {
      const key = typeof needle === 'string' ? needle : needle.source
      const known = found.get(key)
      if (known && known.from <= from && (known.at >= from || known.at < 0)) return known.at
      const at = find(needle, from)
      found.set(key, { from, at })
      return at
    },
  }

  function find(needle: string | RegExp, from: number): number {
    if (typeof needle === 'string') return text.indexOf(needle, from)
    needle.lastIndex = from
    return needle.exec(text)?.index ?? -1
  }
}

/** The match that starts exactly at an offset; the expression must be sticky. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Offset of the next line feed, or the length of the text. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
