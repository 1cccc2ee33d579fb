import { type Person, parsePeople } from '../front-matter/people.ts'
import type { Defaults, Generator, GeneratorName, SiteDefaults } from '../generators/generator.ts'
import { readIndexDefaults } from '../generators/index-defaults.ts'
import { rowOf } from '../generators/table.ts'
import { type MediaPlace, toPlace, withPlace } from '../media/elsewhere.ts'
import type { FindFile } from '../media/references.ts'
import { type Podcast, readPodcast } from '../podcast/show.ts'
import type { Problem } from '../problem.ts'
import { resolveUrl } from '../text/urls.ts'
import { type Caching, toCaching } from './caching.ts'
import { type TypedSettings, toTyped } from './id-settings.ts'
import { createPictures, type ResolvePicture } from './pictures.ts'
import { readPush } from './push-of-site.ts'
import { hubsOf, type PushSettings } from './push-settings.ts'
import { readSettingsFile, type SettingsFile, type SettingsValues, sectionOf } from './settings-file.ts'
import { chooseLanguages, type SiteLanguages } from './site-languages.ts'
import { readSiteTheme, type Theme } from './theme.ts'
import { resolveUsageTerms, type UsageTerms } from './usage-terms.ts'
import { toWireVersions, type WireVersions } from './wire-versions.ts'

/** The settings of a section; it inherits those that its own `_index.md` does not set. */
export interface Settings {
  /** Plain text, like `description` and `copyright`. */
  title: string
  description: string
  /** BCP 47. */
  language: string
  authors: Person[]
  copyright?: string
  /** Absolute URL, like `image` and `icon`. */
  licence?: string
  image?: string
  icon?: string
  /** A path pattern of `:path`, `:section`, `:slug`, `:year`, `:month`, `:day` and `:lang`; empty for the pattern of the generator. */
  permalinks: string
  /** The most items in a feed. */
  feedLimit: number
  /** The most bytes in a feed, unless a single item is larger. */
  feedBytes?: number
  content: 'full' | 'summary'
  /** `none`: articles without a title are notes and get none from their file names. */
  titles: 'any' | 'none'
  /** Whether Atom feeds list withdrawn articles (RFC 6721). */
  tombstones?: boolean
  /** The show that the section is, or is a part of. */
  podcast?: Podcast
  /** Former addresses of this section, as paths or URLs; not inherited. */
  aliases?: string[]
  /** Former addresses of feeds of the same articles, as paths or URLs; not inherited. */
  feedAliases?: string[]
}

/** The settings of the whole publication. */
export interface Site extends SiteLanguages, Caching, WireVersions {
  /** Absolute, ends in `/`. */
  url: string
  /** IANA name, used for dates without a zone. */
  timezone: string
  /** The id of an article without an `id`: a `tag:` URI from `idPrefix` and its path, its permalink, or the id in the generator's feed. */
  ids: 'tag' | 'permalink' | 'generator'
  idPrefix: string
  /** What `_index.md` itself says of these. */
  typed?: TypedSettings
  /** The WebSub hubs that feeds name: ours, unless the site has no address yet. */
  hubs: string[]
  /** Whether feed readers may ask for only the new items of a feed (RFC 3229). */
  deltas?: true
  /** Whether the pages for people are served; unless `_index.md` says so, a site with a generator has pages elsewhere. */
  pages: boolean
  /** `false`: a browser that opens a feed gets the feed, and not its subscribe page. */
  browserView?: false
  /** What machines may use the articles for; absent where `_index.md` says nothing of it. */
  usageTerms?: UsageTerms
  /** Where news is pushed; absent where `_index.md` says nothing of it. */
  push?: PushSettings
  /** Where files are that are not published with the site; absent where all are. */
  media?: MediaPlace
  /** How pages look; absent where `_index.md` says nothing of it. */
  theme?: Theme
  /** The generator that builds the site around the articles. */
  generator?: Generator
  /** What the `_index.md` of sections hand down to their articles; absent where they hand down nothing. */
  defaults?: Defaults[]
  settings: Settings
  /** The settings of every folder with an `_index.md`, by section path such as `news/world`. */
  sections: ReadonlyMap<string, Settings>
}

/** The `idPrefix` of a site that sets none and has no generator. */
export const DEFAULT_ID_PREFIX = 'tag:localhost,2026:'

/**
 * Builds the Site from the `_index.md` of the site and of its sections. A faulty key is reported with its line and its default is used;
 * `overrideUrl` replaces the site's `url` (a path in it is kept). `missing` are those of the problems that are about pictures which are not there.
 */
export function readSite(
  files: SettingsFile[],
  defaults: {
    title: string
    url: string
    overrideUrl?: string
    /** Finds the generator's site around the articles, of the named generator where `name` is given. */
    findGenerator?(name?: GeneratorName): { generator: Generator; site: SiteDefaults } | undefined
    /** Finds the files beside the settings; without it, pictures are addresses of the site. */
    findFile?: FindFile
  },
): { site: Site; problems: Problem[]; missing: Problem[] } {
  const problems: Problem[] = []
  const missing: Problem[] = []
  const read = new Map(
    files
      .filter(({ isUnread }) => !isUnread)
      .map((file) => [sectionOf(file.path).normalize('NFC'), readSettingsFile(file, problems)]),
  )
  const { url, timezone, ids, idPrefix, languages, deltas, generator: named, ...others } = read.get('') ?? {}
  const { pages, browserView = true, usageTerms, maxAge, ninjs, ...rest } = others
  const { hub, hubs, push: pushed, theme: dressed, mediaUrl, mediaFiles, ...root } = rest
  const found = named === 'none' ? undefined : defaults.findGenerator?.(named)
  const { generator, site: stated = {} }: Partial<typeof found> = found ?? {}
  const isMaker = generator !== undefined && !rowOf(generator.name).isEditor
  const handedDown = readIndexDefaults(generator, files)
  const base =
    resolveUrl(defaults.overrideUrl ?? url ?? stated.url ?? defaults.url, defaults.url) ?? defaults.url
  const siteUrl = base.replace(/[?#].*$/s, '').replace(/\/?$/, '/')
  const media = toPlace(mediaUrl, mediaFiles)
  const findFile = defaults.findFile && withPlace(defaults.findFile, media)
  const pictures = new Map(
    files.map((file) => [
      sectionOf(file.path).normalize('NFC'),
      createPictures(file, siteUrl, { findFile, generator }, missing),
    ]),
  )
  const title = root.title ?? stated.title ?? defaults.title
  const settings = merge(
    {
      title,
      description: stated.description ?? title,
      language: stated.language ?? 'en',
      authors: stated.authors ?? [],
      permalinks: isMaker ? '' : '/:path/',
      feedLimit: 20,
      content: 'full',
      titles: 'any',
    },
    root,
    siteUrl,
    '',
    pictures.get(''),
  )
  const sections = new Map<string, Settings>()
  for (const path of [...read.keys()].filter((path) => path !== '').sort()) {
    const parent = nearest(sections, path) ?? settings
    const own = read.get(path)!
    const name = own.title ?? titleFromSlug(path.split('/').at(-1)!)
    sections.set(
      path,
      merge(
        { ...parent, title: name, description: own.description ?? name },
        own,
        siteUrl,
        path,
        pictures.get(path),
      ),
    )
  }
  const push = readPush({ hub, hubs, push: pushed }, sections, files, problems)
  const theme = readSiteTheme(dressed, pictures.get(''))
  return {
    site: {
      url: siteUrl,
      timezone: timezone ?? stated.timezone ?? 'UTC',
      // A site with a prefix has subscribers who know the ids that start with it.
      ids: ids ?? (isMaker && idPrefix === undefined ? 'generator' : 'tag'),
      idPrefix: idPrefix ?? (isMaker ? `tag:${new URL(siteUrl).hostname},2026:` : DEFAULT_ID_PREFIX),
      ...chooseLanguages(languages, stated.languages, settings.language, generator),
      hubs: hubsOf(siteUrl, push, (defaults.overrideUrl ?? url) !== undefined),
      ...toTyped({ url, ids, idPrefix }),
      ...(generator && { generator }),
      ...(handedDown.length > 0 && { defaults: handedDown }),
      ...(deltas && { deltas: true }),
      ...toCaching(maxAge),
      ...toWireVersions(ninjs),
      pages: pages ?? generator === undefined,
      ...(!browserView && { browserView }),
      ...(usageTerms && { usageTerms: resolveUsageTerms(usageTerms, siteUrl) }),
      ...(push && { push }),
      ...(media && { media }),
      ...(theme && { theme }),
      settings,
      sections,
    },
    problems: [...problems, ...missing],
    missing,
  }
}

/** The settings of a section, of its nearest ancestor that has some, or of the site. */
export function settingsOf(site: Site, section: string): Settings {
  return site.sections.get(section) ?? nearest(site.sections, section) ?? site.settings
}

/** Turns the name of a folder into a title: `world-news` becomes `World news`. */
export function titleFromSlug(slug: string): string {
  const words = slug.normalize('NFC').replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function nearest(sections: ReadonlyMap<string, Settings>, path: string): Settings | undefined {
  for (let parent = sectionOf(path); parent !== ''; parent = sectionOf(parent))
    if (sections.has(parent)) return sections.get(parent)
  return undefined
}

function merge(
  inherited: Settings,
  own: SettingsValues,
  siteUrl: string,
  section: string,
  resolvePicture: ResolvePicture = (reference) => resolveUrl(reference, siteUrl),
): Settings {
  const { aliases: _, feedAliases: __, ...handedDown } = inherited
  const { authors, licence, image, icon, podcast, ...plain } = own
  return {
    ...handedDown,
    ...plain,
    ...(authors !== undefined && { authors: parsePeople(authors, siteUrl) }),
    ...(licence !== undefined && { licence: resolveUrl(licence, siteUrl) }),
    ...(image !== undefined && { image: resolvePicture(image, 'image') }),
    ...(icon !== undefined && { icon: resolvePicture(icon, 'icon') }),
    ...(podcast !== undefined && {
      podcast: readPodcast(
        podcast,
        section,
        siteUrl,
        inherited.podcast,
        () => {},
        (reference) => resolvePicture(reference, 'podcast.image'),
      ),
    }),
  }
}
