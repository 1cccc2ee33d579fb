import { asMap, findText, findValue, isBlank, isFields, isFlag, parseFlag } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { looksLikeDate } from '../text/dates.ts'
import { EMBARGO_KEYS } from './dating.ts'

const HIDES_WHEN_TRUE = (
  'draft isDraft wip unlisted hidden hide isHidden private isPrivate secret confidential internal encrypted encrypt protected ' +
  'passwordProtected members_only memberOnly subscribers_only subscriberOnly paid_only paywall paywalled premium ' +
  'unpublished deleted trashed eleventyExcludeFromCollections headless'
).split(' ')
const HIDES_WHEN_FALSE =
  'published isPublished publish dg-publish public isPublic listed visible permalink'.split(' ')
/** The flags by their names in `Fields`, of which an article has fewer than there are flags. */
const FLAGS = new Map(
  [
    ...HIDES_WHEN_TRUE.map((key) => ({ key, hides: true })),
    ...HIDES_WHEN_FALSE.map((key) => ({ key, hides: false })),
  ].map((flag) => [normalizeKey(flag.key), flag]),
)
const SECRETS = ['password', 'passphrase', 'passwd', 'post_password']

/** The words of a key that says whether an article is public; every other word hides, with a warning. */
interface Words {
  keys: string[]
  open: Set<string>
  closed: Set<string>
}

const STATUS: Words = {
  keys: [
    'status',
    'post_status',
    'publish_status',
    'published_status',
    'publication_status',
    'publishing_status',
    'article_status',
    'wp_status',
    'workflow_status',
    'workflow_state',
  ],
  open: words(
    'published publish public live online visible listed open active current final finished released release approved accepted ' +
      'posted complete completed done ok updated corrected true yes on 1 publié publiée publicado publicada pubblicato ' +
      'veröffentlicht gepubliceerd opublikowane опубликовано',
  ),
  closed: words(
    'draft drafts hidden private unlisted pending unpublished trash trashed deleted archived skip skipped review in-review ' +
      'needs-review under-review wip work-in-progress in-progress auto-draft inherit idea todo rejected false no off 0',
  ),
}

const VISIBILITY: Words = {
  keys: ['visibility', 'post_visibility'],
  open: words('public published everyone everybody anyone all listed visible open world free true yes on 1'),
  closed: words(
    'private hidden unlisted draft internal secret none nobody members member paid paying subscribers subscriber premium ' +
      'tiers password protected restricted followers friends unpublished false no off 0',
  ),
}

/** These keys mean other things too, such as the state of a country, so only a word that clearly hides counts. */
const VAGUE: [key: string, closed: Set<string>][] = [
  ['state', STATUS.closed],
  ['stage', STATUS.closed],
  ['workflow', STATUS.closed],
  ['audience', VISIBILITY.closed],
  ['access', VISIBILITY.closed],
]
/** Tables in which generators keep the author's own keys. */
const TABLES = ['params', 'extra']

/**
 * The reason why an article is never public, such as `draft` or `status: wip`, or undefined. It fails closed: a value that nobody understands hides,
 * with a warning. A key that is left blank counts as absent, as it does for generators; only a blank embargo hides.
 */
export function readHidden(fields: Fields, path: string, report: Report): string | undefined {
  if (/(?:^|\/)_?drafts?\//i.test(path)) return 'drafts/'
  const tables = TABLES.map((key) => fields.get(key)).filter(isFields)
  return (
    hiddenByWords(fields, STATUS, report) ??
    hiddenByWords(fields, VISIBILITY, report) ??
    hiddenByVagueWord(fields) ??
    hiddenByBuild(fields, report) ??
    hiddenBySecret(fields) ??
    [fields, ...tables].map((each) => hiddenByFlag(each, report)).find(Boolean) ??
    hiddenByBlankEmbargo(fields, report)
  )
}

/** Whether no feed shows an article. It fails closed: a `feed` that is not a flag leaves it out, with a warning, unless a generator has its own. */
export function isOutOfFeeds(fields: Fields, hasGenerator: boolean, report: Report): boolean {
  if (isFlag(fields, ['feed', 'feeds', 'rss'], false)) return true
  const typed = hasGenerator ? undefined : findText(fields, ['feed'])
  if (!typed || parseFlag(typed.value) !== undefined) return false
  report(
    'warning',
    'flag',
    'feed',
    '`feed` is neither true nor false, so no feed shows the article',
    'Write `feed: true` or `feed: false`',
  )
  return true
}

const HIDING = new Set([
  ...FLAGS.keys(),
  ...[STATUS.keys, VISIBILITY.keys, SECRETS, EMBARGO_KEYS].flat().map(normalizeKey),
])

/** Whether some value of a key hides an article, or holds it back. */
export function mayHide(key: string): boolean {
  return HIDING.has(normalizeKey(key))
}

/** Whether the value would hide an article, or hold it back, under this key; where the key is a flag, only a value that is one. */
export function wouldHide(key: string, value: Value): boolean {
  const name = normalizeKey(key)
  if (!HIDING.has(name) || (FLAGS.has(name) && parseFlag(value) === undefined)) return false
  if (EMBARGO_KEYS.includes(key)) return parseFlag(value) !== false
  return readHidden(new Map([[name, value]]), '', () => {}) !== undefined
}

function words(text: string): Set<string> {
  return new Set(text.normalize('NFC').split(' '))
}

function toWord(value: string): string {
  return value
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
}

function hiddenByWords(fields: Fields, { keys, open, closed }: Words, report: Report): string | undefined {
  for (const key of keys) {
    const found = findValue(fields, [key])
    if (!found) continue
    const word = typeof found.value === 'string' ? toWord(found.value) : undefined
    if (word !== undefined && open.has(word)) continue
    if (word !== undefined && closed.has(word)) return `${key}: ${word}`
    const written =
      word === undefined ? 'a list or a map' : `"${findText(fields, [key])!.value.slice(0, 40)}"`
    report(
      'warning',
      'status',
      key,
      `\`${key}\` is ${written}, which nobody knows to mean public, so the article is not public`,
      `Write \`${key}: ${keys === STATUS.keys ? 'published' : 'public'}\` if it is to be public, or \`draft: true\` if not`,
    )
    return word === undefined ? key : `${key}: ${word.slice(0, 40)}`
  }
  return undefined
}

function hiddenByVagueWord(fields: Fields): string | undefined {
  for (const [key, closed] of VAGUE) {
    const value = findText(fields, [key])?.value
    if (value !== undefined && closed.has(toWord(value)) && parseFlag(value) === undefined)
      return `${key}: ${toWord(value)}`
  }
  return undefined
}

/** Hugo's way to keep a page out of all lists. */
function hiddenByBuild(fields: Fields, report: Report): string | undefined {
  const build = findValue(fields, ['build'])
  const list = build && findValue(asMap(build.value, 'list'), ['list'])
  if (!list || (typeof list.value === 'string' && /^(?:always|true)$/i.test(list.value.trim())))
    return undefined
  if (typeof list.value === 'string' && /^(?:never|false|local)$/i.test(list.value.trim())) return 'build'
  return reportFlag('build.list', 'always', 'never', report)
}

function hiddenBySecret(fields: Fields): string | undefined {
  const found = findValue(fields, SECRETS)
  return found && found.value !== 'false' ? found.key : undefined
}

function hiddenByFlag(fields: Fields, report: Report): string | undefined {
  for (const name of fields.keys()) {
    const { key, hides } = FLAGS.get(name) ?? {}
    const found = key === undefined ? undefined : findValue(fields, [key])
    if (!found) continue
    const flag = parseFlag(found.value)
    if (flag === hides) return hides ? found.key : `${found.key}: false`
    if (flag === undefined && !maySayMore(found.key, found.value))
      return reportFlag(found.key, 'true', 'false', report)
  }
  return undefined
}

/** Whether a key that may be a flag may also be something else: the date of publication, an address. */
function maySayMore(key: string, value: Value): boolean {
  if (key === 'permalink') return true
  return key === 'published' && typeof value === 'string' && looksLikeDate(value)
}

function reportFlag(key: string, one: string, other: string, report: Report): string {
  report(
    'warning',
    'flag',
    key,
    `\`${key}\` is neither ${one} nor ${other}, so the article is not public`,
    `Write \`${key}: ${one}\` or \`${key}: ${other}\``,
  )
  return key
}

/** A template with `embargo:` is there to be filled in: left blank, it says that nobody has decided yet. */
function hiddenByBlankEmbargo(fields: Fields, report: Report): string | undefined {
  const key = EMBARGO_KEYS.find((key) => isBlank(fields, key))
  if (key === undefined) return undefined
  report(
    'warning',
    'embargo',
    key,
    `\`${key}\` is left blank, so the article is not public`,
    `Write when it becomes public, such as \`${key}: 2026-01-31T09:30\`, or remove the line`,
  )
  return key
}
