/** What is wrong in an author's file: which file and line (1-based), what, and what to do about it. */
export interface Problem {
  severity: 'error' | 'warning'
  /** Stable, kebab-case; documented in the README. */
  code: string
  /** Relative to the articles folder, with `/`. */
  path: string
  line?: number
  message: string
  hint: string
}

/** One line a person and an editor can read: `news/a.md:3: error bad-date: "2024-02-30" … . Write …`. */
export function formatProblem({ severity, code, path, line, message, hint }: Problem): string {
  return `${path}${line === undefined ? '' : `:${line}`}: ${severity} ${code}: ${message}. ${hint}.`
}

/** Notes a problem of the file at hand; `key` is the front matter key it stands at, for the line. */
export type Report = (
  severity: Problem['severity'],
  code: string,
  key: string,
  message: string,
  hint: string,
) => void
