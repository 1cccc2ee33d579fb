import type { TemplateLanguage } from '../../../generators/values/template-language.ts'
import { createSearch, matchAt } from '../search.ts'

/** A text in which nothing that was escaped can be taken for a tag. */
export interface Unescaped {
  text: string
  /** The line of the original for a line of the text; both are 1-based. */
  lineOf(line: number): number
}

/** Stands between the signs of an escaped tag; no text has it, because XML cannot carry it, and none keeps it. */
const GUARD = '\uFFFE'

interface Marks {
  /** Finds the next one. */
  starts: RegExp
  /** Reads one that begins at an offset. */
  opening: RegExp
}

const MARKS: Record<TemplateLanguage['escapes'], Marks> = {
  raw: {
    starts: /\{%-?\s{0,9}(?:raw|verbatim|comment)\s{0,9}-?%\}/gi,
    opening: /\{%-?\s{0,9}(raw|verbatim|comment)\s{0,9}-?%\}/iy,
  },
  stars: { starts: /\{\{[<%]?\/\*|\{%\/\*/g, opening: /\{\{[<%]?\/\*|\{%\/\*/y },
  both: {
    starts: /\{%-?\s{0,9}(?:raw|verbatim|comment)\s{0,9}-?%\}|\{\{[<%]?\/\*|\{%\/\*/gi,
    opening: /\{%-?\s{0,9}(raw|verbatim|comment)\s{0,9}-?%\}|\{\{[<%]?\/\*|\{%\/\*/iy,
  },
}

/** The ends by mark: where the next one is, and the whole of one that begins at an offset. */
const ENDS: Record<string, { next: RegExp; whole: RegExp }> = {
  raw: { next: /\{%-?\s{0,9}endraw\s{0,9}-?%\}/g, whole: /\{%-?\s{0,9}endraw\s{0,9}-?%\}/y },
  verbatim: { next: /\{%-?\s{0,9}endverbatim\s{0,9}-?%\}/g, whole: /\{%-?\s{0,9}endverbatim\s{0,9}-?%\}/y },
  comment: { next: /\{%-?\s{0,9}endcomment\s{0,9}-?%\}/g, whole: /\{%-?\s{0,9}endcomment\s{0,9}-?%\}/y },
  '{{</*': { next: /\*\/\s{0,9}>\}\}/g, whole: /\*\/\s{0,9}>\}\}/y },
  '{{%/*': { next: /\*\/\s{0,9}%\}\}/g, whole: /\*\/\s{0,9}%\}\}/y },
  '{{/*': { next: /\*\/\s{0,9}\}\}/g, whole: /\*\/\s{0,9}\}\}/y },
  '{%/*': { next: /\*\/\s{0,9}%\}/g, whole: /\*\/\s{0,9}%\}/y },
}

/**
 * Takes away the marks of what is escaped, and comments, in code too: a generator does so before it reads Markdown. Takes time linear in the length of the
 * text.
 */
export function unescapeTags(source: string, { escapes }: TemplateLanguage): Unescaped {
  const search = createSearch(source)
  const { starts, opening } = MARKS[escapes]
  const removed: { line: number; count: number }[] = []
  let [text, at, line] = ['', 0, 1]
  for (let from = 0; ; ) {
    const start = search.next(starts, from)
    if (start < 0) break
    const [mark, word] = matchAt(opening, source, start)!
    const behind = start + mark.length
    const ending = ENDS[word?.toLowerCase() ?? mark]!
    const close = search.next(ending.next, behind)
    from = behind
    if (close < 0) continue
    const end = close + matchAt(ending.whole, source, close)![0].length
    const inner = source.slice(behind, close)
    text += source.slice(at, start)
    const isComment = word?.toLowerCase() === 'comment'
    line += source.slice(at, start).split('\n').length - 1
    const breaks = inner.split('\n').length - 1
    if (!isComment) {
      text += word === undefined ? rebuild(mark, inner, source.slice(close, end)) : guard(inner)
      line += breaks
    } else if (breaks > 0) removed.push({ line, count: breaks })
    at = end
    from = end
  }
  text += source.slice(at)
  return {
    text,
    lineOf: (line) =>
      removed.reduce((sum, { line: before, count }) => sum + (before < line ? count : 0), line),
  }
}

/** The tag without the stars and slashes of its escape. */
function rebuild(mark: string, inner: string, ending: string): string {
  // A name directly behind `<` would be an element.
  return guard(mark.slice(0, -2)).replace('<', `<${GUARD}`) + inner + ending.slice(2)
}

function guard(text: string): string {
  return text.replace(/\{(?=[{%#<:])/g, `{${GUARD}`)
}

/** The text without what `unescapeTags` put into it. */
export function dropGuards(text: string): string {
  return text.replaceAll(GUARD, '')
}
