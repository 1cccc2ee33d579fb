import matter from 'gray-matter'
import { parseJson } from './json.ts'
import { normalizeKey } from './normalize-key.ts'
import { readSimpleYaml, type SimpleMap } from './simple-yaml.ts'
import { type Parsed, SyntaxProblem } from './syntax-problem.ts'
import { parseToml } from './toml.ts'
import { parseYaml } from './yaml.ts'

/** What a header says: fields that are ready, or what a parser made of it; both are absent for an empty one. */
export interface Header extends Partial<Parsed> {
  fields?: SimpleMap
}

/** Fences the header for gray-matter; no header contains it, because XML forbids it. */
const DELIMITER = '\uFFFF'

function refuse(): never {
  throw new SyntaxProblem('Front matter is never executed', 'Write it as YAML, TOML or JSON')
}

// The end of the fence's line stands before the header, where it would count as a line.
const ENGINES = {
  yaml: readYaml,
  yml: readYaml,
  toml: (text: string) => parseToml(text.slice(1)),
  json: (text: string) => parseJson(text.slice(1)),
  javascript: { parse: refuse },
  js: { parse: refuse },
} as unknown as NonNullable<Parameters<typeof matter>[1]>['engines']

/**
 * gray-matter splits the header from its fences, tells an empty one from one that is all comments, and runs the engine of its language. We keep
 * from it the fences that it cannot find (see fences.ts), JavaScript, which it would evaluate, its cache, which hands out one shared object, and
 * long runs of blank lines, in which it looks for comments in quadratic time.
 */
export function readHeader(language: string, header: string): Header {
  if (!Object.hasOwn(ENGINES!, language))
    throw new SyntaxProblem(
      `There is no front matter language "${language}"`,
      'Write it as YAML, TOML or JSON',
    )
  // An options object switches the cache off.
  return matter(`${DELIMITER}${language}\n${withoutGaps(header)}\n${DELIMITER}`, {
    engines: ENGINES,
    delimiters: DELIMITER,
  }).data
}

/** Simple YAML is read at a fraction of the cost of js-yaml, which reads everything else. */
function readYaml(text: string): Header {
  const header = text.slice(1)
  const fields = readSimpleYaml(header, normalizeKey)
  return fields ? { fields } : parseYaml(header)
}

/** The header without the longest runs of blank lines. */
function withoutGaps(header: string): string {
  if (header.length < 4000) return header
  let blanks = 0
  const lines = header.split('\n').filter((line) => {
    blanks = line.trim() === '' ? blanks + 1 : 0
    return blanks <= 100
  })
  return lines.join('\n')
}
