import { asList, findLine, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { oneLine } from '../text/characters.ts'
import { resolveUrl } from '../text/urls.ts'
import { HUB_PATH } from './hub-path.ts'

/** What every destination of `push` may say. */
interface DestinationLimits {
  /** Its place in the settings, such as `push.1`. */
  place: string
  /** What the outbox and the metrics call it. */
  name?: string
  /** Paths of sections; absent for all of them. */
  sections?: string[]
  /** Normalized to lower case; absent for all articles. */
  tags?: string[]
}

const FORMATS = ['json', 'slack', 'discord', 'telegram'] as const

/** A destination that `_index.md` chooses. `secret`, `token`, `key` and an address that is secret are names of environment variables. */
export type DestinationSettings = DestinationLimits &
  (
    | { kind: 'webhook'; url: string; format: 'json'; secret: string }
    | { kind: 'webhook'; url: string; format: 'slack' | 'discord' }
    | { kind: 'webhook'; url: string; format: 'telegram'; token: string; chat: string }
    | { kind: 'indexnow'; url?: string; key?: string; secret?: string }
  )

/** Where news of the site is pushed. */
export interface PushSettings {
  /** Whether the site has a hub of its own; undefined where `_index.md` does not say. */
  hub?: boolean
  /** Addresses of the hubs of others. */
  hubs: string[]
  destinations: DestinationSettings[]
}

/** Whether a site pushes anything: it has a hub of its own, or names others or destinations. */
export function isPushWanted({ hubs, push }: { hubs: readonly string[]; push?: PushSettings }): boolean {
  return hubs.length > 0 || (push?.destinations.length ?? 0) > 0
}

/** Receives what is wrong at a place such as `push.1.secret`; the message never repeats a value that may be secret. */
type ReportFault = (place: string, message: string, hint: string) => void

interface Entry {
  place: string
  fields: Fields
  report: ReportFault
}

const COMMON = ['name', 'sections', 'tags']
/** One row for each kind of destination: its keys, and how they are read. */
const KINDS: Record<DestinationSettings['kind'], { keys: string[]; read(entry: Entry): object | undefined }> =
  {
    webhook: { keys: ['format', 'secret', 'token', 'chat'], read: readWebhook },
    indexnow: { keys: ['key', 'secret'], read: readIndexNow },
  }
const NAMES = Object.keys(KINDS) as DestinationSettings['kind'][]

/** Reads the value of `push`. A destination with a fault is reported and left out; the others stay. */
export function readDestinations(value: Value | undefined, reportFault: ReportFault): DestinationSettings[] {
  return asList(value).flatMap((fields, index) => {
    const place = `push.${index}`
    const kind = isFields(fields) ? NAMES.filter((name) => fields.has(name)) : []
    if (!isFields(fields) || kind.length !== 1) {
      reportFault(
        place,
        `\`${place}\` must be a map with ${NAMES.map((name) => `\`${name}\``).join(' or ')}`,
        'Write such as `- webhook: https://example.org/hook`, with the rest of its keys below',
      )
      return []
    }
    return readDestination(kind[0]!, { place, fields, report: reportFault }) ?? []
  })
}

function readDestination(
  kind: DestinationSettings['kind'],
  { place, fields, report }: Entry,
): DestinationSettings | undefined {
  const known = [kind, ...KINDS[kind].keys, ...COMMON]
  let hasFault = false
  const reportFault: ReportFault = (key, message, hint) => {
    hasFault = true
    report(`${place}.${key}`, `\`${place}.${key}\` ${message}`, hint)
  }
  for (const key of fields.keys())
    if (!known.some((name) => name === key))
      reportFault(key, `is not a setting of ${kind}`, `Known are ${known.join(', ')}`)
  const entry = { place, fields, report: reportFault }
  const name = findLine(fields, ['name'])
  const sections = readTexts(entry, 'sections')?.map((path) => path.replace(/^\/|\/$/g, ''))
  const tags = readTexts(entry, 'tags')?.map((tag) => tag.toLowerCase())
  const own = KINDS[kind].read(entry)
  if (own === undefined || hasFault) return undefined
  const limits = { ...(name && { name }), ...(sections && { sections }), ...(tags && { tags }) }
  // Each row of KINDS reads the settings of its kind.
  return { place, kind, ...limits, ...own } as DestinationSettings
}

function readWebhook({ fields, report, ...entry }: Entry): object | undefined {
  const text = findLine(fields, ['format']) ?? 'json'
  const format = FORMATS.find((name) => name === text)
  if (!format) {
    report('format', 'is not a format of webhooks', `Known are ${FORMATS.join(', ')}`)
    return undefined
  }
  const own: string[] = { json: ['secret'], slack: [], discord: [], telegram: ['token', 'chat'] }[format]
  for (const key of ['secret', 'token', 'chat'])
    if (fields.has(key) && !own.includes(key))
      report(key, `means nothing to the format ${format}`, 'Remove the line')
  const url = readHookUrl({ ...entry, fields, report }, format)
  if (format === 'json') return { url, format, secret: readVariable({ ...entry, fields, report }, 'secret') }
  if (format !== 'telegram') return { url, format }
  const chat = findLine(fields, ['chat'])
  if (!chat || !/^(?:@\w{4,40}|-?\d{1,20})$/.test(chat))
    report(
      'chat',
      'must be the number of a chat or the @name of a channel',
      'Write such as `chat: "@example"`',
    )
  return { url, format, chat, token: readVariable({ ...entry, fields, report }, 'token') }
}

/** The address of a webhook, or the name of the variable that holds it. Whoever knows the address of a Slack or Discord webhook can write there. */
function readHookUrl({ fields, report }: Entry, format: (typeof FORMATS)[number]): string {
  const text = findLine(fields, ['webhook']) ?? ''
  if (isVariable(text)) return text
  const isSecret = format === 'slack' || format === 'discord'
  const url = resolveUrl(text, text)
  if (url !== undefined && !isSecret) return url
  report(
    'webhook',
    isSecret
      ? `must be the name of an environment variable, because the address of a webhook of ${format} is a secret`
      : 'must be an http or https address without a password, or the name of an environment variable with one',
    isSecret
      ? `Put the address into a variable, and write \`webhook: ${format.toUpperCase()}_WEBHOOK\``
      : 'Write such as `webhook: https://example.org/hook`',
  )
  return text
}

function readIndexNow(entry: Entry): object | undefined {
  const { fields, report } = entry
  const text = findLine(fields, ['indexnow']) ?? ''
  const isOn = parseFlag(text)
  if (isOn === false) return undefined
  const url = isOn ? undefined : resolveUrl(text, text)
  if (!isOn && url === undefined)
    report('indexnow', 'must be `true` or the address of a search engine', 'Write `indexnow: true`')
  if (fields.has('key') === fields.has('secret'))
    report(
      'key',
      'must name the environment variable with the key, or `secret` one that a key is made of',
      'Write such as `key: INDEXNOW_KEY`',
    )
  return {
    ...(url && { url }),
    ...(fields.has('key') && { key: readVariable(entry, 'key') }),
    ...(fields.has('secret') && { secret: readVariable(entry, 'secret') }),
  }
}

/** The name of an environment variable; what else stands there may be the secret itself, and is not repeated. */
function readVariable({ fields, report }: Entry, key: string): string {
  const text = findLine(fields, [key]) ?? ''
  if (!isVariable(text))
    report(
      key,
      'must be the name of an environment variable, in capital letters; the secret itself may not stand here',
      `Write such as \`${key}: WIREROOM_${key.toUpperCase()}\`, and replace a secret that stood here: others may have read it`,
    )
  return text
}

/** Long runs of capital letters and digits are secrets, not names. */
function isVariable(text: string): boolean {
  return /^[A-Z][A-Z\d_]{0,99}$/.test(text) && !/[A-Z\d]{24}/.test(text)
}

function readTexts({ fields, report }: Entry, key: string): string[] | undefined {
  if (!fields.has(key)) return undefined
  const values = asList(fields.get(key))
  const texts = values.flatMap((value) =>
    typeof value === 'string' && value.trim() !== '' ? [oneLine(value)] : [],
  )
  if (texts.length === 0 || texts.length < values.length)
    report(key, 'must be a list of names', `Write such as \`${key}: [news]\`, or remove the line for all`)
  return texts
}

/** Reports sections that destinations name and no `_index.md` makes. */
export function findUnknownSections(
  destinations: readonly DestinationSettings[],
  sections: ReadonlyMap<string, unknown>,
  report: ReportFault,
): void {
  for (const { place, sections: named = [] } of destinations)
    for (const path of named)
      if (!sections.has(path.normalize('NFC')))
        report(
          `${place}.sections`,
          `There is no section \`${path}\``,
          `Known are ${[...sections.keys()].sort().slice(0, 20).join(', ') || 'none'}`,
        )
}

/** Our own hub, unless it is switched off or nobody could reach it, and those of others. */
export function hubsOf(siteUrl: string, push: PushSettings | undefined, hasUrl: boolean): string[] {
  const own = (push?.hub ?? hasUrl) ? [`${siteUrl}${HUB_PATH}`] : []
  return [...new Set([...own, ...(push?.hubs ?? [])])]
}
