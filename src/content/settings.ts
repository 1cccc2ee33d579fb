import * as z from 'zod'
import { isTimezone } from './dates.ts'
import { isFields } from './fields.ts'
import { lineOfKey, normalizeKey, parseFrontMatter, type Value } from './front-matter/parse.ts'
import { GENERATORS, type Generator, type GeneratorName, type SiteDefaults } from './generators/generator.ts'
import { parseLanguage } from './language.ts'
import { type Person, parsePeople } from './people.ts'
import { type Podcast, readPodcast } from './podcast.ts'
import type { Problem, Report } from './problem.ts'
import { flag, line } from './schema.ts'
import { resolveUrl } from './urls.ts'

/** What a section inherits from the site unless its own `_index.md` says otherwise. */
export interface Settings {
  /** Plain text. */
  title: string
  /** Plain text. */
  description: string
  /** BCP 47. */
  language: string
  authors: Person[]
  copyright?: string
  /** Absolute URL of the licence. */
  licence?: string
  image?: string
  icon?: string
  /** A path pattern of `:path`, `:section`, `:slug`, `:year`, `:month`, `:day` and `:lang`; empty: as the generator makes them. */
  permalinks: string
  /** How many items a feed has at most. */
  feedLimit: number
  /** How many bytes a feed has at most, unless a single item has more. */
  feedBytes?: number
  content: 'full' | 'summary'
  /** `none`: articles without a title of their own are notes and stay without one. */
  titles: 'any' | 'none'
  /** Whether Atom tells what was withdrawn (RFC 6721). */
  tombstones?: boolean
  /** Where the section is a podcast, or a part of one. */
  podcast?: Podcast
  /** Addresses that this section itself had before, as paths or URLs; not inherited. */
  aliases?: string[]
}

/** The settings of the whole publication. */
export interface Site {
  /** Absolute, ends in `/`. */
  url: string
  /** IANA name; zone-less dates are in it. */
  timezone: string
  /** How an article without an `id` gets its id: `tag:` URI from `idPrefix` and its path, its permalink, or what the generator's feed has. */
  ids: 'tag' | 'permalink' | 'generator'
  idPrefix: string
  /** Languages whose tags count as a suffix of file names, as in `index.fr.md`. */
  languages: string[]
  /** Whether readers that ask for it get only what is new in a feed (RFC 3229). */
  deltas?: true
  /** The generator whose site the articles are part of. */
  generator?: Generator
  settings: Settings
  /** By section path, such as `news/world`; every folder with an `_index.md`. */
  sections: ReadonlyMap<string, Settings>
}

/** An `_index.md`: `path` relative to the articles folder. */
export interface SettingsFile {
  path: string
  source: string
}

export const DEFAULT_ID_PREFIX = 'tag:localhost,2026:'

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
  languages: z.array(tag, 'must be a list of language tags'),
  deltas: flag,
}
const SECTION = z.object(inherited).partial()
const SITE = z.object({ ...inherited, ...siteOnly }).partial()
type SiteValues = z.infer<typeof SITE>

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

/**
 * Reads the site's `_index.md` and the sections' into one Site. A wrong key is reported with its line and its default is used;
 * `url` overrides what the site's file says (a path in it is kept).
 */
export function readSite(
  files: SettingsFile[],
  defaults: {
    title: string
    url: string
    overrideUrl?: string
    /** The site of a generator around the articles, of this generator where one is named. */
    findGenerator?(name?: GeneratorName): { generator: Generator; site: SiteDefaults } | undefined
  },
): { site: Site; problems: Problem[] } {
  const problems: Problem[] = []
  const read = new Map(files.map((file) => [sectionOf(file.path), readFile(file, problems)]))
  const root = read.get('') ?? {}
  const found = root.generator === 'none' ? undefined : defaults.findGenerator?.(root.generator)
  const { generator, site: stated = {} }: Partial<typeof found> = found ?? {}
  const base =
    resolveUrl(defaults.overrideUrl ?? root.url ?? stated.url ?? defaults.url, defaults.url) ?? defaults.url
  const siteUrl = base.replace(/[?#].*$/, '').replace(/\/?$/, '/')
  const title = root.title ?? stated.title ?? defaults.title
  const settings = merge(
    {
      title,
      description: stated.description ?? title,
      language: stated.language ?? 'en',
      authors: stated.authors ?? [],
      permalinks: generator ? '' : '/:path/',
      feedLimit: 20,
      content: 'full',
      titles: 'any',
    },
    root,
    siteUrl,
    '',
  )
  const sections = new Map<string, Settings>()
  const paths = [...read.keys()].filter((path) => path !== '').sort()
  for (const path of paths) {
    const parent = nearest(sections, path) ?? settings
    const own = read.get(path)!
    const name = own.title ?? titleFromSlug(path.split('/').at(-1)!)
    sections.set(
      path,
      merge({ ...parent, title: name, description: own.description ?? name }, own, siteUrl, path),
    )
  }
  return {
    site: {
      url: siteUrl,
      timezone: root.timezone ?? stated.timezone ?? 'UTC',
      // Who has set a prefix has subscribers who know the ids that are made with it.
      ids: root.ids ?? (generator && root.idPrefix === undefined ? 'generator' : 'tag'),
      idPrefix: root.idPrefix ?? (generator ? `tag:${new URL(siteUrl).hostname},2026:` : DEFAULT_ID_PREFIX),
      languages: root.languages ?? stated.languages ?? [],
      ...(generator && { generator }),
      ...(root.deltas && { deltas: true }),
      settings,
      sections,
    },
    problems,
  }
}

/** Whether a file's key that is no setting is one of the generator, whose file it is as much as ours. */
export function isForeignKey({ code }: Problem, { generator }: Site): boolean {
  return code === 'unknown-setting' && (generator?.name === 'hugo' || generator?.name === 'zola')
}

/** The settings in force for a section, those of its nearest ancestor, or the site's. */
export function settingsOf(site: Site, section: string): Settings {
  return site.sections.get(section) ?? nearest(site.sections, section) ?? site.settings
}

/** The title of a section that has no `_index.md`: its folder's name in words. */
export function titleFromSlug(slug: string): string {
  const words = slug.replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function sectionOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}

function nearest(sections: ReadonlyMap<string, Settings>, path: string): Settings | undefined {
  for (let parent = sectionOf(path); parent !== ''; parent = sectionOf(parent)) {
    const settings = sections.get(parent)
    if (settings) return settings
  }
  return undefined
}

function merge(inherited: Settings, own: SiteValues, siteUrl: string, section: string): Settings {
  const { aliases: _, ...handedDown } = inherited
  const {
    url,
    timezone,
    ids,
    idPrefix,
    languages,
    deltas,
    generator,
    authors,
    licence,
    image,
    icon,
    podcast,
    ...plain
  } = own
  return {
    ...handedDown,
    ...plain,
    ...(authors !== undefined && { authors: parsePeople(authors, siteUrl) }),
    ...(licence !== undefined && { licence: resolveUrl(licence, siteUrl) }),
    ...(image !== undefined && { image: resolveUrl(image, siteUrl) }),
    ...(icon !== undefined && { icon: resolveUrl(icon, siteUrl) }),
    ...(podcast !== undefined && {
      podcast: readPodcast(podcast, section, siteUrl, inherited.podcast, () => {}),
    }),
  }
}

function readFile({ path, source }: SettingsFile, problems: Problem[]): SiteValues {
  const header = parseFrontMatter(source, path)
  problems.push(...header.problems)
  const isSite = sectionOf(path) === ''
  const schema = isSite ? SITE : SECTION
  const known = new Map(Object.keys(SITE.shape).map((key) => [normalizeKey(key), key]))
  const values: Record<string, unknown> = {}
  const typed = new Map<string, string>()
  const report: Report = (severity, code, key, message, hint) =>
    problems.push({ severity, code, path, line: lineOfKey(source, key), message, hint })
  for (const [key, value] of header.fields) {
    const name = known.get(normalizeKey(SYNONYMS.get(key) ?? key))
    if (name === undefined) {
      if (!FOREIGN.has(key)) problems.push(unknownKey(path, lineOfKey(source, key), key, [...known.values()]))
    } else if (!(name in schema.shape)) {
      // Hugo's address of the section's page.
      if (name === 'url' && typeof value === 'string' && value.startsWith('/')) continue
      problems.push({
        severity: 'error',
        code: 'setting',
        path,
        line: lineOfKey(source, key),
        message: `\`${name}\` is a setting of the whole site`,
        hint: 'Move it to the `_index.md` at the top of the articles folder',
      })
    } else if (value !== null) {
      values[name] = toPlain(name, value)
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
      line: lineOfKey(source, typed.get(key) ?? key),
      message: `\`${key}\` ${issue.message.replace(/^Invalid input: /, 'is wrong: ')}`,
      hint: 'Correct the value; until then the default is used',
    })
    delete values[key]
  }
  return schema.parse(values)
}

function toPlain(name: string, value: Value): unknown {
  if (name === 'languages' && typeof value === 'string') return value.trim().split(/[\s,]+/)
  return isFields(value) && name !== 'authors' && name !== 'podcast' ? Object.fromEntries(value) : value
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
