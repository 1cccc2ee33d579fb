import { asList, findText, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import type { Report } from '../problem.ts'
import { isKnownKey } from './known-keys.ts'

/** What the value of a key may be beside a text. */
interface Expected {
  /** In the place of what a wrong value stands, as in `a text`. */
  what: string
  /** How it is written, behind the key. */
  example: string
  /** How many lists may stand within each other. */
  lists: 0 | 1 | 2
  /** Whether the map has an effect. */
  takesMap(map: Fields): boolean
}

const hasText = (keys: string) => (map: Fields) => findText(map, keys.split(' ')) !== undefined
const TEXT: Expected = { what: 'a text', example: '"…"', lists: 0, takesMap: () => false }
const DATE: Expected = {
  what: 'a date',
  example: '2026-01-31',
  lists: 0,
  takesMap: hasText('created date updated'),
}
const ADDRESSES: Expected = { what: 'a path', example: '/old-path/', lists: 1, takesMap: () => false }
const PEOPLE: Expected = {
  what: 'a name',
  example: 'Ada Lovelace',
  lists: 2,
  takesMap: (map) => parsePeople(map, 'http://base.invalid/').length > 0,
}
const TERMS: Expected = {
  what: 'a term',
  example: '[peace, trade]',
  lists: 2,
  takesMap: hasText('term label name title slug'),
}
const PICTURE: Expected = {
  what: 'the path of a picture',
  example: 'cover.png',
  lists: 1,
  takesMap: hasText('url path src light image'),
}
const MAP: Expected = { what: 'a map', example: '{ tags: [peace] }', lists: 0, takesMap: () => true }
const FILE: Expected = {
  what: 'the path of a file',
  example: 'episode.mp3',
  lists: 1,
  takesMap: hasText('url src href file path'),
}

/** What is expected of the keys, as authors write them. The readers of all others report what they cannot read. */
const EXPECTED: readonly [Expected, keys: string][] = [
  [
    TEXT,
    'title linkTitle summary description excerpt spoiler deck subtitle lead intro custom_excerpt slug lang language locale dateline ' +
      'agency credit slugline copyright rights licence license external_url source_url link_url id guid uuid episode_guid ' +
      'disqus_identifier permalink url path author_url translationKey translation_of image_alt image_caption image_credit ' +
      'photo_credit podcast_title podcast_duration podcast_bytes duration episode_type urgency ednote version copyright_holder ' +
      'usage_terms feed redirect_to',
  ],
  [
    DATE,
    'date pubDate pubDatetime datetime published_at publishedAt published_on created created_at updated lastmod modified ' +
      'last_modified_at updatedDate modDatetime updated_at dateModified last_modified lastUpdated last_update',
  ],
  [ADDRESSES, 'aliases alias redirect_from'],
  [PEOPLE, 'authors author byline people hosts guests'],
  [TERMS, 'tags categories category topics keywords series subjects genre genres place places'],
  [
    PICTURE,
    'image images heroImage coverImage cover ogImage socialImage thumbnail banner featured_image feature_image header_image ' +
      'primary_image',
  ],
  [MAP, 'taxonomies'],
  [FILE, 'enclosure enclosures podcast_file audio video'],
]
const BY_NAME = new Map(
  EXPECTED.flatMap(([expected, keys]) =>
    keys.split(' ').map((key) => [normalizeKey(key), { key, expected }] as const),
  ),
)

/** YAML reads what follows a `#` as a comment. A text that begins with it is meant as one, except beside nothing else in the line. */
const COMMENT = /^([a-z][\w-]{0,40})[ \t]*:[ \t]*(#[^\n]*)$/gim
const PROSE = new Set(['title', 'summary', 'description'])
/** A title that is written as no value, in YAML or JSON; one that is left blank is how forms of generators begin. */
const NULL_TITLE = /^(?:[ \t]{0,20}"|\{ ?"|')?title["']?[ \t]{0,9}:[ \t]{0,9}(?:null|~)/im
/** Comments are looked for in the front matter, which is seldom longer. */
const MAX_HEADER = 5000
/** The entries of a list that are looked at. */
const MAX_ENTRIES = 100

/**
 * Warns of each value that is a list or a map where it has no effect, also within a list, and of a text that YAML takes for a comment, such as
 * `tags: #news`.
 */
export function reportWrongTypes(fields: Fields, source: string, report: Report): void {
  let hasBlank = false
  for (const [name, value] of fields) {
    if (typeof value === 'string') continue
    if (value === null) {
      hasBlank ||= isKnownKey(name)
      continue
    }
    const { key, expected } = BY_NAME.get(name) ?? {}
    const wrong = expected && findWrong(value, expected)
    if (wrong === undefined) continue
    const place = wrong === 'an entry' ? 'has an entry that is not' : `is ${wrong} in the place of`
    report(
      'warning',
      'value',
      key!,
      `\`${key}\` ${place} ${expected!.what}, so it has no effect`,
      expected === TEXT
        ? `Put the text between quotes: \`${key}: "…"\``
        : `Write it as in \`${key}: ${expected!.example}\`, with quotes around a text that begins with a bracket or a brace`,
    )
  }
  if (!hasBlank) return
  reportComments(fields, source, report)
  if (fields.get('title') === null && NULL_TITLE.test(source.slice(0, MAX_HEADER)))
    report(
      'warning',
      'value',
      'title',
      '`title` is null, which is no text, so it has no effect',
      'Write the title, between quotes if it is this word, or remove the key',
    )
}

/** What a list or a map is where it has no effect. */
function findWrong(value: Value, { lists, takesMap }: Expected): 'a list' | 'a map' | 'an entry' | undefined {
  if (isFields(value)) return takesMap(value) ? undefined : 'a map'
  if (lists === 0) return 'a list'
  return asList(value)
    .slice(0, MAX_ENTRIES)
    .some(isWrong(lists - 1, takesMap))
    ? 'an entry'
    : undefined
}

function isWrong(lists: number, takesMap: Expected['takesMap']): (entry: Value) => boolean {
  return (entry) => {
    if (!Array.isArray(entry)) return isFields(entry) && !takesMap(entry)
    return lists === 0 || entry.slice(0, MAX_ENTRIES).some(isWrong(lists - 1, takesMap))
  }
}

function reportComments(fields: Fields, source: string, report: Report): void {
  const header = source.slice(0, MAX_HEADER)
  // Few headers have one, and this is told from a colon alone.
  if (!/:[ \t]*#/.test(header)) return
  for (const [, key = '', comment = ''] of header.matchAll(COMMENT)) {
    const name = normalizeKey(key)
    // A blank after the sign is how people write comments, but nobody leaves a title blank.
    if (fields.get(name) !== null || !(PROSE.has(name) || (isKnownKey(name) && /^#[^\s#]/.test(comment))))
      continue
    report(
      'warning',
      'value',
      key,
      `\`${key}\` is a comment in the place of a text, so it has no effect`,
      `Put the text between quotes: \`${key}: "…"\``,
    )
  }
}
