import { findLine, findText, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { NOWHERE } from './configuration.ts'

/** Adds the people of a file that lists them by key, or the one person of a file in an `authors` folder. */
export function addAuthors(authors: Record<string, Person>, path: string, fields: Fields): void {
  const single = /\/authors\/([^/]+)\.\w+$/.exec(path)?.[1]
  // MkDocs has them under a key of that name.
  const inner = fields.get('authors')
  const listed = isFields(inner) && fields.size === 1 ? inner : fields
  const entries: [string, Value][] = single === undefined ? [...listed] : [[single, fields]]
  for (const [key, value] of entries) {
    if (!isFields(value)) continue
    const [person] = parsePeople(value, NOWHERE)
    if (!person) continue
    const { name, email } = person
    const url = absoluteOnly(person.url) ?? profileOf(value)
    const imageUrl = absoluteOnly(person.imageUrl)
    authors[normalizeKey(key)] = {
      name,
      ...(email && { email }),
      ...(url && { url }),
      ...(imageUrl && { imageUrl }),
    }
  }
}

/** Adds the labels of a file that describes tags by key. */
export function addTags(tags: Record<string, string>, fields: Fields): void {
  for (const [key, value] of fields) {
    const label = isFields(value) ? findLine(value, ['label']) : undefined
    if (label !== undefined) tags[normalizeKey(key)] = label
  }
}

function absoluteOnly(url: string | undefined): string | undefined {
  return url?.startsWith(NOWHERE) ? undefined : url
}

function profileOf(person: Fields): string | undefined {
  const { key, value } = findText(person, ['twitter', 'github', 'email']) ?? { key: 'email', value: '' }
  return key !== 'email' && /^@?[\w-]+$/.test(value)
    ? `https://${key}.com/${value.replace('@', '')}`
    : undefined
}
