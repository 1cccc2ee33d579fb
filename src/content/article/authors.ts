import { asList, findText, findValue } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { findPeople } from '../generators/front-matter.ts'
import type { Settings, Site } from '../site/settings.ts'
import { resolveUrl } from '../text/urls.ts'

/** Reads the authors that the article names, or returns those of its section. */
export function readAuthors(fields: Fields, site: Site, settings: Settings): Person[] {
  const base = site.url
  const found = findValue(fields, ['authors', 'author', 'by', 'byline'])
  const people: Value[] = found
    ? [found.value]
    : ['hosts', 'guests'].flatMap((key) => asList(fields.get(key)))
  const authors = findPeople(people, site.generator, base) ?? parsePeople(people, base)
  const handle = /^@?(\w{1,15})$/.exec(findText(fields, ['twitter'])?.value ?? '')?.[1]
  const url =
    resolveUrl(findText(fields, ['author_url'])?.value, base) ?? (handle && `https://twitter.com/${handle}`)
  if (authors.length === 1 && url !== undefined && authors[0]!.url === undefined)
    return [{ ...authors[0]!, url }]
  return authors.length > 0 ? authors : settings.authors
}
