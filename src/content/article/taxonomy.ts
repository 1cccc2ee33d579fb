import { asList, findLine, isFields } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { readTags } from '../generators/front-matter.ts'
import type { Generator } from '../generators/generator.ts'
import type { Report } from '../problem.ts'
import { oneLine } from '../text/characters.ts'
import { isNamingUri, toUri } from '../text/urls.ts'

/** A tag or category. */
export interface Category {
  /** The text that readers see. */
  term: string
  /** Absolute URI of the vocabulary that the term is from; its scheme is http, https, tag or urn. */
  scheme?: string
  /** The code of the term in the vocabulary. */
  code?: string
}

const KEYS = ['tags', 'categories', 'category', 'topics', 'keywords', 'tag', 'series', 'subjects']
const MAX_CATEGORIES = 100

/** Says that the scheme of a term, or terms beyond the hundredth, are left out. */
type Warn = (message: string, hint: string) => void

/** Reads tags and categories in every shape that generators write, in the author's order, each once regardless of case. */
export function readCategories(fields: Fields, generator: Generator | undefined, report: Report): Category[] {
  const taxonomies = fields.get('taxonomies')
  const sources = isFields(taxonomies) ? [fields, taxonomies] : [fields]
  return readTerms(sources, KEYS, report, generator)
}

/** Reads the terms under any of the keys, in the same shapes. */
export function readTerms(
  sources: readonly Fields[],
  keys: readonly string[],
  report: Report,
  generator?: Generator,
): Category[] {
  const found = new Map<string, Category>()
  for (const source of sources) {
    for (const key of keys) {
      const warn: Warn = (message, hint) => report('warning', 'value', key, message, hint)
      collect(readTags(key, source.get(key), generator), found, 0, warn)
      if (found.size > MAX_CATEGORIES) {
        warn(
          `There are more than ${MAX_CATEGORIES} terms, and the others are left out`,
          'Keep the best of them',
        )
        return [...found.values()].slice(0, MAX_CATEGORIES)
      }
    }
  }
  return [...found.values()]
}

function collect(value: Value | undefined, found: Map<string, Category>, depth: number, warn: Warn): void {
  // Aliases in YAML can make a small file mean an enormous list.
  if (depth > 4 || found.size > MAX_CATEGORIES) return
  if (typeof value === 'string') {
    const names = depth === 0 ? value.split(/[,;\n]/) : [value]
    for (const name of names) add(found, name, warn)
  } else if (isFields(value)) {
    const name = findLine(value, ['term', 'label', 'name', 'title', 'slug'])
    if (name !== undefined)
      add(found, name, warn, findLine(value, ['scheme', 'domain']), findLine(value, ['code']))
  } else {
    for (const entry of asList(value)) collect(entry, found, depth + 1, warn)
  }
}

function add(found: Map<string, Category>, name: string, warn: Warn, typed?: string, code?: string): void {
  const term = oneLine(name)
  const key = term.toLowerCase()
  if (term === '' || found.has(key)) return
  const scheme = typed !== undefined && isNamingUri(typed) ? toUri(typed) : undefined
  if (typed !== undefined && scheme === undefined)
    warn(`The scheme "${typed}" of "${term}" is left out`, 'Write an http, https, tag or urn URI')
  found.set(key, { term, scheme, code })
}
