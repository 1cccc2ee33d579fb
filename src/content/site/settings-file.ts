import * as z from 'zod'
import { findText } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import { type FrontMatter, linesOfKeys, parseFrontMatter, type Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import { flag, line, readKnownKeys, reportIssues, type ValuesOf } from '../front-matter/schema.ts'
import { GENERATORS, type Generator } from '../generators/generator.ts'
import { rowOf } from '../generators/table.ts'
import { readPodcast } from '../podcast/show.ts'
import type { Problem, ProblemCode, Report } from '../problem.ts'
import { dropAtEnd } from '../text/characters.ts'
import { isTimezone } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { isAddressLike, resolveUrl } from '../text/urls.ts'
import { maxAge } from './caching.ts'
import { findIdSetting, guessIdSetting, type SettingsFault, setsIdsInText } from './id-settings.ts'
import { olderNinjs } from './older-ninjs.ts'
import { readDestinations } from './push-settings.ts'
import { ALL_LANGUAGES } from './site-languages.ts'
import { readTheme } from './theme.ts'
import { usageTerms } from './usage-terms.ts'

/** An `_index.md`; `path` is relative to the articles folder. */
export interface SettingsFile {
  path: string
  source: string
  /** What can be made out of a file whose encoding is not understood, and whose `source` is therefore empty. */
  undecoded?: string
  /** Whether nothing of the file was ever read, and its `source` is therefore empty. */
  isUnread?: true
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
  licence: url.refine(
    isAddressLike,
    'must be an address such as `https://creativecommons.org/licenses/by/4.0/`',
  ),
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
  feedAliases: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()))
    .refine((paths) => paths.every((path) => path.trim() !== ''), 'must be a path or a list of paths'),
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
    z.array(z.union([z.literal(ALL_LANGUAGES), tag]), 'must be a list of language tags, or `all`'),
  ),
  deltas: flag,
  pages: flag,
  browserView: flag,
  usageTerms,
  ninjs: olderNinjs,
  hub: flag,
  hubs: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(
      z.string().transform((text, context) => {
        const hub = resolveUrl(text, text)
        if (hub === undefined) context.addIssue('must be an absolute http or https URL')
        return hub ?? z.NEVER
      }),
      'must be a list of addresses of hubs',
    ),
  ),
  mediaUrl: z
    .string()
    .transform((text) => `${dropAtEnd(text, '/')}/`)
    .refine(
      (text) => /^https:/i.test(text) && resolveUrl(text, text) !== undefined && !/[?#]/.test(text),
      'must be an absolute https URL such as `https://media.example.org/`',
    ),
  maxAge,
  mediaFiles: z.enum(['large', 'all'], 'must be `large` or `all`'),
  push: z.custom<Value>(),
  theme: z.custom<Value>(),
}
const all = { ...inherited, ...siteOnly }
/** The keys of all settings, as they are documented. */
export const SETTING_KEYS: readonly string[] = Object.keys(all)
const SITE_KEYS = new Map([
  ...Object.keys(siteOnly).map((key) => [normalizeKey(key), key] as const),
  ['baseurl', 'url'],
])

/** The settings of one file, checked; keys that are missing or wrong are absent. */
export type SettingsValues = ValuesOf<typeof all>

/** Keys that other generators read in an `_index.md`; they mean nothing here and need no warning. */
const FOREIGN = new Set(
  (
    'sortby weight template pagetemplate paginateby menu cascade layout type draft date extra render transparent ' +
    'insertanchorlinks linktitle outputs'
  ).split(' '),
)
const SYNONYMS = {
  license: 'licence',
  baseurl: 'url',
  lang: 'language',
  author: 'authors',
  limit: 'feedLimit',
  cache: 'maxAge',
}

/** Reads one `_index.md`; a faulty value is added to `problems` with its line, and to `faults`, and left out. */
export function readSettingsFile(
  { path, source }: SettingsFile,
  problems: Problem[],
  faults: SettingsFault[] = [],
): SettingsValues {
  const header = parseFrontMatter(source, path)
  problems.push(...header.problems)
  for (const problem of header.problems)
    if (problem.severity === 'error') faults.push({ problem, setting: '' })
  const lineOf = linesOfKeys(source)
  const report: Report = (severity, code, key, message, hint) =>
    problems.push({ severity, code, path, line: lineOf(key), message, hint })
  const isSite = sectionOf(path) === ''
  const reportFault = (code: ProblemCode, key: string, setting: string, message: string, hint: string) => {
    report('error', code, key, message, hint)
    faults.push({ problem: problems.at(-1)!, setting })
  }
  if (isSite) findMissing(header, reportFault)
  const values: SettingsValues = readKnownKeys(header.fields, isSite ? all : inherited, SYNONYMS, {
    unknown(key, known) {
      const siteKey = SITE_KEYS.get(key)
      // Hugo writes the address of a section's page as its `url`.
      if (siteKey === 'url' && findText(header.fields, ['url'])?.value.startsWith('/')) return
      if (siteKey !== undefined)
        report(
          'error',
          'setting',
          key,
          `\`${siteKey}\` is a setting of the whole site`,
          'Move it to the `_index.md` at the top of the articles folder',
        )
      else if (isSite && guessIdSetting(key) !== undefined)
        reportFault(
          'ids-in-doubt',
          key,
          guessIdSetting(key)!,
          `There is no setting \`${key}\`, and it looks like \`${guessIdSetting(key)}\`, which decides the ids of articles`,
          `Write \`${guessIdSetting(key)}\` if you mean it, or remove the line`,
        )
      else if (!FOREIGN.has(key))
        report(
          'warning',
          'unknown-setting',
          key,
          `There is no setting \`${key}\``,
          `Known are ${known.join(', ')}`,
        )
    },
    wrong: (key, name, error) =>
      reportIssues(name, error, (_place, message) =>
        reportFault('setting', key, name, message, 'Correct the value; until then the default is used'),
      ),
  })
  readDestinations(values.push, (place, message, hint) =>
    reportFault('setting', place, 'push', message, hint),
  )
  readTheme(values.theme, (place, message, hint) => reportFault('setting', place, 'theme', message, hint))
  if (values.podcast !== undefined) readPodcast(values.podcast, '', 'http://base.invalid/', undefined, report)
  return values
}

/** Reports settings that decide ids where they have no value, or stand outside of the front matter. */
function findMissing(
  { present, fields, body }: FrontMatter,
  report: (code: ProblemCode, key: string, setting: string, message: string, hint: string) => void,
): void {
  for (const [key, value] of fields) {
    const setting = value === null ? findIdSetting(key) : undefined
    if (setting !== undefined)
      report('setting', key, setting, `\`${setting}\` has no value`, 'Write its value, or remove the line')
  }
  if (!present && setsIdsInText(body))
    report(
      'ids-in-doubt',
      '',
      '',
      'The settings are not read, because they do not stand in front matter',
      'Begin the file with a line `---`, and put another after the settings',
    )
}

/** Whether a problem is an unknown key of an `_index.md` that the generator reads too. */
export function isForeignKey({ code }: Problem, { generator }: { generator?: Generator }): boolean {
  return code === 'unknown-setting' && generator !== undefined && rowOf(generator.name).hasIndexFiles === true
}

/** The path of the folder that contains a file or section; empty at the top. */
export function sectionOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
