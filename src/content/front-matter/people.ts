import { oneLine } from '../text/characters.ts'
import { resolveUrl } from '../text/urls.ts'
import { asList, findLine, findValue, isFields } from './fields.ts'
import type { Fields, Value } from './parse.ts'

/** An author; the URLs are absolute. */
export interface Person {
  name: string
  email?: string
  url?: string
  imageUrl?: string
  /** The account in the fediverse, as `@name@host`. */
  fediverse?: string
  /** Addresses of the same person's profiles elsewhere. */
  me?: string[]
}

/**
 * Reads authors in every shape found in live front matter: a name, full names joined by `&` or commas, `Name <mail>`, Markdown links, a
 * map, a map of keyed maps, or a list of these. Relative URLs resolve against `base`.
 */
export function parsePeople(value: Value | undefined, base: string): Person[] {
  const people = asList(value).flatMap((entry) => parseEntry(entry, base))
  const names = new Set<string>()
  return people.filter(({ name }) => !names.has(name.toLowerCase()) && names.add(name.toLowerCase()))
}

function parseEntry(entry: Value, base: string): Person[] {
  if (typeof entry === 'string') return parseNames(entry, base)
  if (Array.isArray(entry)) return parsePeople(entry, base)
  if (!isFields(entry)) return []
  const name = findLine(entry, ['name', 'displayName', 'fullName', 'title', 'label'])
  const email = findLine(entry, ['email'])
  if (name === undefined) {
    const nested = [...entry.values()].filter(isFields)
    if (nested.length > 0) return nested.flatMap((person) => parseEntry(person, base))
    return email === undefined ? [] : [{ name: email, email: parseEmail(email) }]
  }
  return [
    {
      name,
      email: parseEmail(email),
      url: resolveUrl(findLine(entry, ['url', 'link', 'website', 'homepage', 'uri']), base),
      imageUrl: resolveUrl(findLine(entry, ['image_url', 'image', 'avatar', 'picture']), base),
      ...readProfiles(entry, base),
    },
  ]
}

/** The accounts of a person: `@name@host`, or the address of the profile in the fediverse, and other profiles. */
function readProfiles(entry: Fields, base: string): Pick<Person, 'fediverse' | 'me'> {
  const account = findLine(entry, ['fediverse', 'mastodon'])
  const profile = resolveUrl(account, account ?? '')
  const fediverse =
    account === undefined || account.length > MAX_LENGTH
      ? undefined
      : (toHandle(account) ?? toHandle(profile ?? ''))
  const profiles = asList(findValue(entry, ['me', 'rel_me', 'profiles'])?.value).flatMap((value) =>
    typeof value === 'string' ? (resolveUrl(value, base) ?? []) : [],
  )
  const me = [...new Set([...(profile === undefined ? [] : [profile]), ...profiles])]
  return { ...(fediverse !== undefined && { fediverse }), ...(me.length > 0 && { me }) }
}

/** `@name@host`, of that or of `https://host/@name`. */
function toHandle(text: string): string | undefined {
  const [, name, host] = /^@?([\w.-]+)@([a-z\d.-]+\.[a-z\d-]+(?::\d+)?)$/i.exec(text) ?? []
  const [, ofUrl, named] = /^https?:\/\/([^/?#]+)\/(?:@|users\/)([\w.-]+)\/?$/i.exec(text) ?? []
  if (name !== undefined) return `@${name}@${host}`
  return named === undefined ? undefined : `@${named}@${ofUrl}`
}

/** Longer than any list of names, and short enough that every pattern stays fast. */
const MAX_LENGTH = 2000

function parseNames(typed: string, base: string): Person[] {
  const text = oneLine(typed)
  if (text.length > MAX_LENGTH) return [{ name: text }]
  // Most names are plain.
  if (!/[&;,<@([]/.test(text)) return text === '' ? [] : [{ name: text }]
  const links = [...text.matchAll(/\[([^[\]]+)\]\(([^)\s[\]]+)\)/g)]
  if (links.length > 0) {
    return links.map(([, name, url]) => ({ name: oneLine(name!), url: resolveUrl(url, base) }))
  }
  return text
    .split(/ ?; ?/)
    .flatMap(splitNames)
    .map(parseName)
    .filter(({ name }) => name !== '')
}

/** `Ada Lovelace, Alan Turing & Grace Hopper` are three people, `Ada & Bob` are two; `NARUSE, Yui` and `Smith, Jones & Partners` are one name each. */
function splitNames(text: string): string[] {
  if (!text.includes(',')) return text.split(' & ')
  const parts = text.split(/ & | ?, (?:(?:and|&) )?/)
  return parts.every((part) => /\S\s+\S/.test(part)) ? parts : [text]
}

function parseName(text: string): Person {
  // RFC 5322 section 3.4 `Name <address>`, and RSS's `address (Name)`.
  const [, name = '', address = ''] = /^(.*?) ?<([^<>]+)>$/.exec(text.trim()) ?? []
  if (parseEmail(address)) return { name: oneLine(name.replace(/^"(.*)"$/, '$1')) || address, email: address }
  const [, mail = '', label = ''] = /^(\S+)\s+\((.+)\)$/.exec(text.trim()) ?? []
  if (parseEmail(mail)) return { name: oneLine(label), email: mail }
  const plain = oneLine(text)
  return { name: plain, email: parseEmail(plain) }
}

function parseEmail(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(text)
    ? text
    : undefined
}
