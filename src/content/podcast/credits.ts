import { asList, findLine, findText, isFields } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import { resolveUrl } from '../text/urls.ts'

/** A person who takes part, as in the Podcast Taxonomy; the URLs are absolute. Without a role it is a host. */
export interface Credit {
  name: string
  role?: string
  group?: string
  imageUrl?: string
  url?: string
}

/** Reads people with their roles, in every shape in which authors may be written; `role` is for those without one. */
export function readCredits(value: Value, base: string, role?: string): Credit[] {
  return asList(value).flatMap((entry) => {
    const own: Fields = isFields(entry) ? entry : new Map()
    return parsePeople(entry, base).map(
      (person): Credit => ({
        name: person.name,
        role: findLine(own, ['role']) ?? role,
        group: findLine(own, ['group']),
        imageUrl: resolveUrl(findText(own, ['img'])?.value, base) ?? person.imageUrl,
        url: resolveUrl(findText(own, ['href'])?.value, base) ?? person.url,
      }),
    )
  })
}
