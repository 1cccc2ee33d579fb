import { type Person, parsePeople } from '../front-matter/people.ts'
import type { Generator, GeneratorName, SiteDefaults } from '../generators/generator.ts'
import { rowOf } from '../generators/table.ts'
import { type Podcast, readPodcast } from '../podcast/show.ts'
import type { Problem } from '../problem.ts'
import { resolveUrl } from '../text/urls.ts'
import { readSettingsFile, type SettingsFile, type SettingsValues, sectionOf } from './settings-file.ts'

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

export const DEFAULT_ID_PREFIX = 'tag:localhost,2026:'

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
  const read = new Map(files.map((file) => [sectionOf(file.path), readSettingsFile(file, problems)]))
  const { url, timezone, ids, idPrefix, languages, deltas, generator: named, ...root } = read.get('') ?? {}
  const found = named === 'none' ? undefined : defaults.findGenerator?.(named)
  const { generator, site: stated = {} }: Partial<typeof found> = found ?? {}
  const base =
    resolveUrl(defaults.overrideUrl ?? url ?? stated.url ?? defaults.url, defaults.url) ?? defaults.url
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
      timezone: timezone ?? stated.timezone ?? 'UTC',
      // Who has set a prefix has subscribers who know the ids that are made with it.
      ids: ids ?? (generator && idPrefix === undefined ? 'generator' : 'tag'),
      idPrefix: idPrefix ?? (generator ? `tag:${new URL(siteUrl).hostname},2026:` : DEFAULT_ID_PREFIX),
      languages: languages ?? stated.languages ?? [],
      ...(generator && { generator }),
      ...(deltas && { deltas: true }),
      settings,
      sections,
    },
    problems,
  }
}

/** Whether a file's key that is no setting is one of the generator, whose file it is as much as ours. */
export function isForeignKey({ code }: Problem, { generator }: Site): boolean {
  return code === 'unknown-setting' && generator !== undefined && rowOf(generator.name).hasIndexFiles === true
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

function nearest(sections: ReadonlyMap<string, Settings>, path: string): Settings | undefined {
  for (let parent = sectionOf(path); parent !== ''; parent = sectionOf(parent)) {
    const settings = sections.get(parent)
    if (settings) return settings
  }
  return undefined
}

function merge(inherited: Settings, own: SettingsValues, siteUrl: string, section: string): Settings {
  const { aliases: _, ...handedDown } = inherited
  const { authors, licence, image, icon, podcast, ...plain } = own
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
