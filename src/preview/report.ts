import { type Comparison, changesOf, isEqual } from './compare.ts'
import type { MatchEvidence, Pair } from './match.ts'
import type { KnownArticle } from './published.ts'

/** A line that should be added to a file. */
export interface Fix {
  path: string
  line: number
  text: string
  /** Whether it replaces the existing line. */
  replaces: boolean
}

/** The fix that keeps the id of an article; `sends` is the id that the feed would have in spite of it. */
export type IdFix = Fix & { sends?: string }

/** What the report needs besides the comparison. */
interface ReportOptions {
  /** Fixes for the articles that would arrive again. */
  idFixes: ReadonlyMap<Pair, IdFix>
  /** Fixes for the settings that the comparison suggests. */
  settingFixes: readonly Fix[]
  /** The setting that holds the site's address. */
  homeSetting: 'url' | 'SITE_URL'
  /** Whether to list what is otherwise only counted. */
  verbose: boolean
}

const EVIDENCE: Record<MatchEvidence, string> = {
  id: 'the same id',
  address: 'the same address',
  'former address': 'an address it had',
  'address but for the site': 'the same address but for the site',
  'title and time': 'the same title and time',
  'title and day': 'the same title and day',
  enclosure: 'the same enclosure',
}

const FATE: Record<KnownArticle['fate'], string> = {
  shown: 'is in the feed',
  archived: 'is older than what the feed shows',
  elsewhere: 'does not belong to this feed',
  hidden: 'is a draft or hidden',
  embargoed: 'is under embargo',
  expired: 'has expired',
  withdrawn: 'is withdrawn',
}

/** Items listed without `--verbose`. */
const MAX_GONE = 20

/** Describes in lines of text what subscribers will see, the worst first and the verdict last. */
export function describeComparison(comparison: Comparison, options: ReportOptions): string[] {
  const { redelivered, gone, added, older, changed, moved, archived, renamed, duplicates } = comparison
  const list = (lines: string[]) => (options.verbose ? lines : [])
  return [
    ...describeRedelivered(comparison, options),
    ...describeHome(comparison, options),
    ...block(gone, 'is gone from the feed', 'are gone from the feed', describeAllGone(gone, options)),
    ...block(added, 'is new', 'are new', list(added.map(nameOf))),
    ...block(
      older,
      'is older than all that the live feed shows, and may arrive again; a lower `feedLimit` keeps it out',
      'are older than all that the live feed shows, and may arrive again; a lower `feedLimit` keeps them out',
      list(older.map(nameOf)),
    ),
    ...block(
      changed,
      'has changed',
      'have changed',
      list(changed.map((pair) => `${nameOf(pair.article)}: ${changesOf(pair).join(', ')}`)),
    ),
    ...block(
      moved,
      'has another date of publication, by which readers sort',
      'have another date of publication, by which readers sort',
      list(moved.map(describeMove)),
    ),
    ...block(
      archived,
      'is still public but no longer in the feed, which shows newer ones',
      'are still public but no longer in the feed, which shows newer ones',
      list(archived.map(({ article }) => nameOf(article))),
    ),
    ...block(
      renamed,
      'of these has another id, and would arrive again if the feed came to show it',
      'of these have another id, and would arrive again if the feed came to show them',
      list(renamed.map(({ item, article }) => `${nameOf(article)}: ${item.id} becomes ${article.id}`)),
    ),
    ...block(duplicates, 'id is in the live feed twice', 'ids are in the live feed twice', duplicates),
    ...comparison.addresses.map(
      ({ of, from, to }) => `The address of the ${of} changes from ${from} to ${to}`,
    ),
    ...(redelivered.length > 0 || !isEqual(comparison) ? [''] : []),
    describeVerdict(comparison),
  ]
}

function describeRedelivered({ redelivered, remedy }: Comparison, options: ReportOptions): string[] {
  if (redelivered.length === 0) return []
  const { settingFixes, homeSetting, verbose } = options
  const them = redelivered.length === 1 ? 'it' : 'them'
  const head = `${count(redelivered.length, 'article')} would arrive again, because subscribers know ${them} by another id`
  if (!remedy?.keepsIds)
    return [`${head}:`, ...redelivered.flatMap((pair) => describePair(pair, options)), '']
  const { url } = remedy.settings
  const settings = settingFixes.map((fix) => describeFix(fix))
  if (url !== undefined && homeSetting === 'SITE_URL') settings.push([`    SITE_URL=${url}`])
  return [
    `${head}. None would with ${settings.length > 1 ? 'these settings' : 'this setting'}:`,
    ...settings.flat(),
    ...(verbose ? redelivered.map(({ article, item }) => `  ${nameOf(article)} is ${item.id}`) : []),
    '',
  ]
}

function describePair(pair: Pair, { idFixes }: ReportOptions): string[] {
  const { item, article, evidence } = pair
  const fix = idFixes.get(pair)!
  const who = `${quote(article.title)} is known as ${item.id} (${EVIDENCE[evidence]})`
  if (fix.sends === undefined) return describeFix(fix, who)
  return [`${fix.path}:${fix.line}: ${who}, which cannot be kept: it would be ${fix.sends}`]
}

/** The text of the fix is on lines of its own, indented, so that it can be copied. */
function describeFix({ path, line, text, replaces }: Fix, why?: string): string[] {
  const order = replaces ? 'Replace the line by' : 'Add'
  const head = [`${path}:${line}`, why && `${why}.`].filter(Boolean).join(': ')
  return [`${head}${why ? ' ' : ': '}${order}:`, ...text.split('\n').map((part) => `    ${part}`)]
}

function describeHome({ remedy }: Comparison, { settingFixes, homeSetting }: ReportOptions): string[] {
  if (remedy?.settings.url === undefined) return []
  const why = `\`${homeSetting}\` seems wrong, as the articles of the live feed are below ${remedy.settings.url}`
  if (remedy.keepsIds || settingFixes.length === 0) return [why, '']
  return [...settingFixes.flatMap((fix) => describeFix(fix, why)), '']
}

function describeAllGone(gone: Comparison['gone'], { verbose }: ReportOptions): string[] {
  if (verbose || gone.length <= MAX_GONE) return gone.map(describeGone)
  const rest = `and ${gone.length - MAX_GONE} more, which --verbose lists`
  return [...gone.slice(0, MAX_GONE).map(describeGone), rest]
}

function describeGone({ item, article }: Comparison['gone'][number]): string {
  const title = item.title === undefined ? '' : `${quote(item.title)} `
  return `${title}${item.url ?? item.id}: ${article ? `${article.path} ${FATE[article.fate]}` : 'no article matches it'}`
}

function describeMove({ item, article }: Pair): string {
  const [from, to] = [item, article.item!].map(({ published }) => new Date(published!).toISOString())
  return `${nameOf(article)}: from ${from} to ${to}`
}

function nameOf({ path, title }: KnownArticle): string {
  return title === undefined ? path : `${path} ${quote(title)}`
}

function quote(title: string | undefined): string {
  return title === undefined ? 'It' : `"${title.replace(/\s+/g, ' ')}"`
}

function block(things: readonly unknown[], singular: string, plural: string, lines: string[]): string[] {
  if (things.length === 0) return []
  return [`${things.length} ${things.length === 1 ? singular : plural}`, ...lines.map((line) => `  ${line}`)]
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function describeVerdict(comparison: Comparison): string {
  const { redelivered, older, added } = comparison
  if (redelivered.length > 0) return `Subscribers would get ${count(redelivered.length, 'article')} again.`
  if (isEqual(comparison)) return 'Subscribers will see nothing twice; nothing changes.'
  if (older.length > 0) return `Subscribers will see nothing twice of what the live feed shows.`
  const fresh = added.length > 0 ? `; ${count(added.length, 'article')} will be new to them` : ''
  return `Subscribers will see nothing twice${fresh}.`
}
