import { asList } from '../front-matter/fields.ts'
import type { Value } from '../front-matter/parse.ts'
import { dropAtEnd } from '../text/characters.ts'
import type { Exclusion } from './generator.ts'

/** The rules of a list in which an entry without wildcards names a file, or a folder with all that is in it. */
export function excludeEach(
  rule: string,
  patterns: readonly string[],
  base = '',
  more: Partial<Exclusion> = {},
): Exclusion[] {
  return patterns.flatMap((written) => {
    const pattern = base + dropAtEnd(written.trim().replace(/^(?:\.?\/)+/, ''), '/')
    return pattern === base
      ? []
      : [pattern, `${pattern}/**`].map((each) => ({ rule, pattern: each, ...more }))
  })
}

/** The rules of a file such as `.gitignore` in a folder of the site. */
export function readIgnoreFile(path: string, text: string): Exclusion[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return text.split(/\r?\n/).flatMap((line) => {
    const rule = line.trim()
    if (rule.startsWith('#')) return []
    const isException = rule.startsWith('!')
    const written = isException ? rule.slice(1) : rule
    const isAnchored = /^(?:\.?\/)|\/[^/]/.test(written)
    const base = isAnchored ? folder : `${folder}**/`
    return excludeEach(path.slice(folder.length), [written], base, isException ? { isException } : {})
  })
}

/** The texts of a value that may be a list or a single one. */
export function textsOf(value: Value | undefined): string[] {
  return asList(value).filter((entry) => typeof entry === 'string')
}
