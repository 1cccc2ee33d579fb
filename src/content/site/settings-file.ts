import * as z from 'zod'
import { linesOfKeys, normalizeKey, parseFrontMatter, type Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import { flag, line, toPlain } from '../front-matter/schema.ts'
import { GENERATORS } from '../generators/generator.ts'
import { readPodcast } from '../podcast/show.ts'
import type { Problem, Report } from '../problem.ts'
import { isTimezone } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { resolveUrl } from '../text/urls.ts'

/** An `_index.md`: `path` relative to the articles folder. */
export interface SettingsFile {
  path: string
  source: string
}

const url = z
  .string()
  .refine(
    (text) => resolveUrl(text, 'http://base.invalid/') !== undefined,
    'must be an http or https URL or a path',
  )
const tag = z.string().transform((text, context) => {
  const parsed = parseLanguage(text)
  if (parsed === undefined) context.addIssue('must be a BCP 47 language tag such as `en` or `fa-AF`')
  return parsed ?? z.NEVER
})
const inherited = {
  title: line,
  description: line,
  language: tag,
  authors: z.custom<Value>(
    (value) => parsePeople(value as Value, 'http://base.invalid/').length > 0,
    'must name at least one person',
  ),
  copyright: line,
  licence: url,
  image: url,
  icon: url,
  permalinks: z
    .string()
    .regex(
      /^\/(?:[^?#\s:]|:(?:path|section|slug|year|month|day|lang)(?![a-z]))*$/,
      'must be a path such as `/:year/:slug/` of `:path`, `:section`, `:slug`, `:year`, `:month`, `:day` and `:lang`',
    ),
  feedLimit: z.coerce.number('must be a whole number').int('must be a whole number').min(1).max(1000),
  feedBytes: z.coerce
    .number('must be a whole number of bytes')
    .int('must be a whole number of bytes')
    .min(1000, 'must be at least 1000 bytes'),
  content: z.enum(['full', 'summary'], 'must be `full` or `summary`'),
  titles: z.enum(['any', 'none'], 'must be `any` or `none`'),
  tombstones: flag,
  podcast: z.custom<Value>(),
  aliases: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()))
    .refine((paths) => paths.every((path) => path.trim() !== ''), 'must be a path or a list of paths'),
}
const siteOnly = {
  url: z
    .string()
    .refine((text) => resolveUrl(text, text) !== undefined, 'must be an absolute http or https URL'),
  timezone: z.string().refine(isTimezone, 'must be an IANA time zone such as `Europe/London`'),
  ids: z.enum(['tag', 'permalink'], 'must be `tag` or `permalink`'),
  generator: z.enum([...GENERATORS, 'none'], `must be \`none\` or one of ${GENERATORS.join(', ')}`),
  // RFC 4151 section 2.1: tag:authority,date:
  idPrefix: z
    .string()
    .regex(
      /^tag:(?:[\w.-]+@)?[a-z\d](?:[a-z\d.-]*[a-z\d])?,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w.~:@!$&'()*+,;=/?%-]*$/i,
      'must be the start of a tag URI such as `tag:example.org,2026:`',
    ),
  languages: z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().split(/[\s,]+/) : value),
    z.array(tag, 'must be a list of language tags'),
  ),
  deltas: flag,
}
const SECTION = z.object(inherited).partial()
const SITE = z.object({ ...inherited, ...siteOnly }).partial()
/** The keys of all settings, as they are documented. */
export const SETTING_KEYS: readonly string[] = Object.keys(SITE.shape)

/** What a file says, checked; absent where it says nothing, or what is wrong. */
export type SettingsValues = z.infer<typeof SITE>

/** Settings with readers of their own, which take front matter. */
const READ_AS_WRITTEN = new Set(['authors', 'podcast'])

/** Keys that other generators keep in an `_index.md`; they mean nothing here and need no warning. */
const FOREIGN = new Set([
  'sortby',
  'weight',
  'template',
  'pagetemplate',
  'paginateby',
  'menu',
  'cascade',
  'layout',
  'type',
  'draft',
  'date',
  'extra',
  'render',
  'transparent',
  'insertanchorlinks',
  'linktitle',
  'outputs',
])
const SYNONYMS = new Map([
  ['license', 'licence'],
  ['baseurl', 'url'],
  ['lang', 'language'],
  ['author', 'authors'],
  ['limit', 'feedLimit'],
])

/** Reads one `_index.md`. What is wrong in it is added to `problems` with its line, and left out. */
export function readSettingsFile({ path, source }: SettingsFile, problems: Problem[]): SettingsValues {
  const header = parseFrontMatter(source, path)
  problems.push(...header.problems)
  const isSite = sectionOf(path) === ''
  const schema = isSite ? SITE : SECTION
  const known = new Map(SETTING_KEYS.map((key) => [normalizeKey(key), key]))
  const values: Record<string, unknown> = {}
  const typed = new Map<string, string>()
  const lineOf = linesOfKeys(source)
  const report: Report = (severity, code, key, message, hint) =>
    problems.push({ severity, code, path, line: lineOf(key), message, hint })
  for (const [key, value] of header.fields) {
    const name = known.get(normalizeKey(SYNONYMS.get(key) ?? key))
    if (name === undefined) {
      if (!FOREIGN.has(key)) problems.push(unknownKey(path, lineOf(key), key, [...known.values()]))
    } else if (!(name in schema.shape)) {
      // Hugo's address of the section's page.
      if (name === 'url' && typeof value === 'string' && value.startsWith('/')) continue
      problems.push({
        severity: 'error',
        code: 'setting',
        path,
        line: lineOf(key),
        message: `\`${name}\` is a setting of the whole site`,
        hint: 'Move it to the `_index.md` at the top of the articles folder',
      })
    } else if (value !== null) {
      values[name] = READ_AS_WRITTEN.has(name) ? value : toPlain(value)
      typed.set(name, key)
      if (name === 'podcast') readPodcast(value, '', 'http://base.invalid/', undefined, report)
    }
  }
  const result = schema.safeParse(values)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const key = String(issue.path[0])
    problems.push({
      severity: 'error',
      code: 'setting',
      path,
      line: lineOf(typed.get(key) ?? key),
      message: `\`${key}\` ${issue.message.replace(/^Invalid input: /, 'is wrong: ')}`,
      hint: 'Correct the value; until then the default is used',
    })
    delete values[key]
  }
  return schema.parse(values)
}

function unknownKey(path: string, line: number, key: string, known: string[]): Problem {
  return {
    severity: 'warning',
    code: 'unknown-setting',
    path,
    line,
    message: `There is no setting \`${key}\``,
    hint: `Known are ${known.join(', ')}`,
  }
}

/** The path of the folder that a file is in. */
export function sectionOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
