/** The codes of problems that prevent an article from being published or a setting from being used. */
export const ERROR_CODES = [
  'correction',
  'date',
  'duplicate',
  'edge-limit',
  'encoding',
  'front-matter',
  'ids-in-doubt',
  'lost-version',
  'setting',
  'too-large',
  'too-slow',
  'unreadable',
] as const

/** The codes of problems that are only warnings; `date` is a warning too where another date is used instead. */
export const WARNING_CODES = [
  'aggregator',
  'alt-text',
  'broken-link',
  'conflicting-copy',
  'duplicate-key',
  'duration',
  'embargo',
  'enclosure',
  'enclosure-length',
  'enclosure-type',
  'feed-size',
  'file-type',
  'flag',
  'forbidden-character',
  'guessed-permalink',
  'image',
  'image-size',
  'kept-id',
  'language',
  'last-good-version',
  'late',
  'link',
  'missing-file',
  'new-id',
  'no-date',
  'not-markdown',
  'page',
  'permalink',
  'podcast',
  'redirect',
  'shared-feed',
  'shared-id',
  'status',
  'template',
  'unknown-key',
  'unknown-setting',
  'unread-rule',
  'urgency',
  'value',
  'withdrawn',
] as const

/** The code of a problem; the guide to writing an article explains each of them. */
export type ProblemCode = (typeof ERROR_CODES)[number] | (typeof WARNING_CODES)[number]

/** A fault in an author's file, with its line (1-based) and a hint how to correct it. */
export interface Problem {
  severity: 'error' | 'warning'
  /** Does not change between releases. */
  code: ProblemCode
  /** Relative to the articles folder, with `/`. */
  path: string
  line?: number
  message: string
  hint: string
}

/** Formats a problem as one line that editors can parse too: `news/a.md:3: error date: "2024-02-30" … . Write …`. */
export function formatProblem({ severity, code, path, line, message, hint }: Problem): string {
  return toOneLine(
    `${path}${line === undefined ? '' : `:${line}`}: ${severity} ${code}: ${message}. ${hint}.`,
  )
}

/** Text with the names of files on one line that no terminal takes for an order: what would be one, or turns text around, is a `\ufffd`. */
export function toOneLine(text: string): string {
  return isPlain(text)
    ? text
    : [...text].map((sign) => (isObeyed(sign.codePointAt(0)!) ? '\ufffd' : sign)).join('')
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isObeyed(text.charCodeAt(at))) return false
  return true
}

/** Whether a code point is a control character, a separator of lines, or a mark of direction. */
function isObeyed(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    OBEYED.some(([first, last]) => code >= first && code <= last)
  )
}

const OBEYED: readonly [first: number, last: number][] = [
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
]

/** Why nothing is published while it is open what is public under which ids, with every reason on a line. */
export function describeDoubts(doubts: readonly Problem[]): string {
  const reason =
    'Nothing is published, because it is not certain which articles are public, and under which ids: under other ids every subscriber would get all of them again.'
  return [...doubts.map(formatProblem), reason].join('\n')
}

/** Records a problem of the file that is being read; `key` is the front matter key whose line it gets. */
export type Report = (
  severity: Problem['severity'],
  code: ProblemCode,
  key: string,
  message: string,
  hint: string,
) => void
