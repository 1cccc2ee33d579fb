import type { Article } from '../article/article.ts'
import {
  describeLeftOut,
  describeMissing,
  describeNoAddress,
  describeUnknownAlias,
  findUnended,
} from '../media/missing-file.ts'
import type { Missing, References } from '../media/references.ts'
import type { Problem } from '../problem.ts'
import { decodePart } from '../text/urls.ts'

/** Why a reference leads to nothing. */
type Lost = Missing | 'left out' | 'alias' | 'no address'

type Resolve = (reference: string) => string | undefined

/** The files that a text refers to and that are not there. */
export interface MissingFiles {
  note(reference: string, missing: Lost): undefined
  /** Resolves as `resolve` does, and notes pictures without an ending. */
  ofPictures(references: References, resolve: Resolve): Resolve
  /** One for each reference. */
  problems: Problem[]
}

/** Collects the missing files of an article; `source` is its Markdown, in which each reference is looked for. */
export function createMissing({ path, bodyLine }: Article, source: string): MissingFiles {
  const known = new Set<string>()
  const problems: Problem[] = []
  const note: MissingFiles['note'] = (reference, missing) => {
    const typed = decodePart(reference) ?? reference
    if (typed.trim() === '' || known.has(typed)) return
    known.add(typed)
    const at = Math.max(source.indexOf(reference), source.indexOf(typed))
    const line = bodyLine + (at < 0 ? 0 : source.slice(0, at).split('\n').length - 1)
    const told = describe(typed, missing, 'so readers see the text in its place')
    problems.push({ severity: 'warning', code: 'missing-file', path, line, ...told })
  }
  return {
    problems,
    note,
    ofPictures: (references, resolve) => (reference) => {
      const unended = findUnended(reference, references)
      return unended ? note(reference, unended) : resolve(reference)
    },
  }
}

function describe(typed: string, missing: Lost, what: string): { message: string; hint: string } {
  if (missing === 'left out') return describeLeftOut(typed, what)
  if (missing === 'alias') return describeUnknownAlias(typed, what)
  if (missing !== 'no address') return describeMissing(typed, missing, what)
  // A generator's own way to write the path of a file, such as `@/blog/a.md`, is not an address.
  return typed.includes(':') ? describeNoAddress(typed, what) : describeMissing(typed, {}, what)
}
