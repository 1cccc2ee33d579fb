/** What is wrong with the fences of a header, at a line of the file (1-based). */
export interface FenceFault {
  line: number
  message: string
  hint: string
}

/** Hyphens, and the dashes that an editor makes of them. */
const DASHES = '-\u2010-\u2015\u2212'
const ONLY_DASHES = new RegExp(`^[ \\t]*[${DASHES}]+[ \\t]*$`)

/** A line that is meant as a fence, though it is none: other than three hyphens. */
const OPENING = new RegExp(
  `^([${DASHES}]{2,}|[\u2010-\u2015\u2212])[ \\t]*\\n(?=["']?[A-Za-z][\\w -]*["']?:)`,
)

/** More lines are not looked through for a closing fence. */
const MAX_LINES = 200

/** Whether a text without front matter begins with a line that is meant to open it, such as `—--`, which editors make of three hyphens. */
export function findFalseOpening(source: string): FenceFault | undefined {
  const blanks = /^\s*/.exec(source)![0]
  const text = source.slice(blanks.length)
  const fence = OPENING.exec(text)?.[1]
  if (fence === undefined || fence === '---') return undefined
  const rest = text.split('\n', MAX_LINES).slice(1)
  if (
    !rest.some((line) => ONLY_DASHES.test(line)) &&
    !/^(?:title|date)\s*:/im.test(rest.slice(0, 5).join('\n'))
  )
    return undefined
  return {
    line: blanks.split('\n').length,
    message: `The file begins with \`${fence}\`, which opens no front matter`,
    hint: 'Write `---`, three hyphens and nothing else',
  }
}

/** Where a header that is opened on `headerLine - 1` and never closed should have been: at a line that is nearly a fence, or after its last key. */
export function explainOpenHeader(header: string, headerLine: number, fence: string): FenceFault {
  const lines = header.split('\n', MAX_LINES)
  const near = lines.findIndex((line) =>
    fence === '---' ? ONLY_DASHES.test(line) : /^[ \t]*\+{2,}[ \t]*$/.test(line),
  )
  if (near >= 0)
    return {
      line: headerLine + near,
      message: `This line is not \`${fence}\`, so that the front matter is never closed`,
      hint: `Write \`${fence}\`, without blanks before it`,
    }
  const first = lines.findIndex((line) => line.trim() !== '')
  const end = lines.findIndex(
    (line, at) => at > first && !/^(?:[ \t]+\S|- |#|["']?[A-Za-z][\w .-]*["']? ?[:=])/.test(line),
  )
  const keys = (end < 0 ? lines : lines.slice(0, end)).join('\n').trimEnd()
  const place = headerLine + keys.split('\n').length - 1
  return {
    line: Math.max(1, headerLine - 1),
    message: 'The front matter that is opened here is never closed',
    hint: `Close it with a line of \`${fence}\`${keys === '' ? '' : `, after line ${place} if that is its last`}`,
  }
}
