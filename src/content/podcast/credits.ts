import { asList, findLine, findText, isFields } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import { resolveUrl } from '../text/urls.ts'

/** Somebody who takes part, by the Podcast Taxonomy; without a role a host. */
export interface Credit {
  name: string
  role?: string
  group?: string
  /** Absolute URL of a picture. */
  imageUrl?: string
  /** Absolute. */
  url?: string
}

/** People with their roles, in every shape in which authors may be written. */
export function readCredits(value: Value, base: string, role?: string): Credit[] {
  return asList(value).flatMap((entry) => {
    const own: Fields = isFields(entry) ? entry : new Map()
    return parsePeople(entry, base).map((person): Credit => {
      const group = findLine(own, ['group'])
      const imageUrl = resolveUrl(findText(own, ['img'])?.value, base) ?? person.imageUrl
      const url = resolveUrl(findText(own, ['href'])?.value, base) ?? person.url
      const ownRole = findLine(own, ['role']) ?? role
      return {
        name: person.name,
        ...(ownRole && { role: ownRole }),
        ...(group && { group }),
        ...(imageUrl && { imageUrl }),
        ...(url && { url }),
      }
    })
  })
}
