import { asList, findLine, isFields } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { readTags } from '../generators/front-matter.ts'
import type { Generator } from '../generators/generator.ts'
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

/** Reads tags and categories in every shape that generators write, in the author's order, each once regardless of case. */
export function readCategories(fields: Fields, generator?: Generator): Category[] {
  const taxonomies = fields.get('taxonomies')
  return readTerms(isFields(taxonomies) ? [fields, taxonomies] : [fields], KEYS, generator)
}

/** Reads the terms under any of the keys, in the same shapes. */
export function readTerms(
  sources: readonly Fields[],
  keys: readonly string[],
  generator?: Generator,
): Category[] {
  const found = new Map<string, Category>()
  for (const source of sources) {
    for (const key of keys) collect(readTags(key, source.get(key), generator), found, 0)
  }
  return [...found.values()].slice(0, MAX_CATEGORIES)
}

function collect(value: Value | undefined, found: Map<string, Category>, depth: number): void {
  // Aliases in YAML can make a small file mean an enormous list.
  if (depth > 4 || found.size > MAX_CATEGORIES) return
  if (typeof value === 'string') {
    const names = depth === 0 ? value.split(/[,;\n]/) : [value]
    for (const name of names) add(found, name)
  } else if (isFields(value)) {
    const name = findLine(value, ['term', 'label', 'name', 'title', 'slug'])
    if (name !== undefined) add(found, name, findLine(value, ['scheme', 'domain']), findLine(value, ['code']))
  } else {
    for (const entry of asList(value)) collect(entry, found, depth + 1)
  }
}

function add(found: Map<string, Category>, name: string, scheme?: string, code?: string): void {
  const term = oneLine(name)
  const key = term.toLowerCase()
  if (term === '' || found.has(key)) return
  found.set(key, {
    term,
    scheme: scheme !== undefined && isNamingUri(scheme) ? toUri(scheme) : undefined,
    code,
  })
}
