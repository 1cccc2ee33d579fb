/** The codes of problems that keep an article from being published, or a setting from being followed. */
export const ERROR_CODES = [
  'correction',
  'date',
  'duplicate',
  'front-matter',
  'setting',
  'unreadable',
] as const

/** The codes that are warnings alone; a `date` is one too where another date can be used. */
export const WARNING_CODES = [
  'duplicate-key',
  'enclosure',
  'enclosure-length',
  'enclosure-type',
  'feed-size',
  'flag',
  'forbidden-character',
  'image',
  'image-size',
  'language',
  'last-good-version',
  'no-date',
  'not-markdown',
  'page',
  'permalink',
  'podcast',
  'template',
  'unknown-setting',
  'urgency',
  'withdrawn',
] as const

/** What a problem is known by; the guide to writing an article says what each means and what to do about it. */
export type ProblemCode = (typeof ERROR_CODES)[number] | (typeof WARNING_CODES)[number]

/** What is wrong in an author's file: which file and line (1-based), what, and what to do about it. */
export interface Problem {
  severity: 'error' | 'warning'
  /** Stays the same from release to release. */
  code: ProblemCode
  /** Relative to the articles folder, with `/`. */
  path: string
  line?: number
  message: string
  hint: string
}

/** One line a person and an editor can read: `news/a.md:3: error date: "2024-02-30" … . Write …`. */
export function formatProblem({ severity, code, path, line, message, hint }: Problem): string {
  return `${path}${line === undefined ? '' : `:${line}`}: ${severity} ${code}: ${message}. ${hint}.`
}

/** Notes a problem of the file that is read; `key` is the front matter key it stands at, for the line. */
export type Report = (
  severity: Problem['severity'],
  code: ProblemCode,
  key: string,
  message: string,
  hint: string,
) => void
