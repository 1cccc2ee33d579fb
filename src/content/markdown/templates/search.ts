/** Searches one text from the front to the back; however often it is asked, it looks at each place once for each needle. */
export interface Search {
  text: string
  /** Offset of the first occurrence that starts at `from` or later, or -1. */
  next(needle: string | RegExp, from: number): number
}

/** Expressions must be global. */
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

/** The match of a sticky expression at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Offset of the line feed that ends the line, or of the end of the text. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
