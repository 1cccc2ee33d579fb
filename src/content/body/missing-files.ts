import type { Article } from '../article/article.ts'
import { describeLeftOut, describeMissing, describeUnknownAlias } from '../media/missing-file.ts'
import type { Missing } from '../media/references.ts'
import type { Problem } from '../problem.ts'
import { decodePart } from '../text/urls.ts'

/** The files that a text refers to and that are not there. */
export interface MissingFiles {
  note(reference: string, missing: Missing | 'left out' | 'alias'): void
  /** One for each reference. */
  problems: Problem[]
}

/** Collects the missing files of an article; `source` is its Markdown, in which each reference is looked for. */
export function createMissing({ path, bodyLine }: Article, source: string): MissingFiles {
  const known = new Set<string>()
  const problems: Problem[] = []
  return {
    problems,
    note(reference, missing) {
      const typed = decodePart(reference) ?? reference
      if (known.has(typed)) return
      known.add(typed)
      const at = Math.max(source.indexOf(reference), source.indexOf(typed))
      const line = bodyLine + (at < 0 ? 0 : source.slice(0, at).split('\n').length - 1)
      const what = 'so readers see the text in its place'
      const told =
        missing === 'left out'
          ? describeLeftOut(typed, what)
          : missing === 'alias'
            ? describeUnknownAlias(typed, what)
            : describeMissing(typed, missing, what)
      problems.push({ severity: 'warning', code: 'missing-file', path, line, ...told })
    },
  }
}
