import { type Gone, pathOnSite, type Redirect } from '../content/library/addresses.ts'
import type { State } from '../content/library/visibility.ts'
import type { Problem } from '../content/problem.ts'
import type { Site } from '../content/site/settings.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Editions } from '../feed/editions/editions.ts'
import type { Format } from '../feed/formats/format.ts'
import { FORMATS } from '../feed/formats/formats.ts'
import { type FacetKind, folderOf, type Scope } from '../feed/scope.ts'

/** A part of a document, in bytes counted from 0; the last one belongs to it. */
export interface ByteRange {
  first: number
  last: number
}

export type Bytes = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** What is new or changed in a feed since a version of it, as a document of its own. */
export interface Delta {
  since: string
  bytes: Uint8Array<ArrayBuffer>
}

/** What can be fetched under an address: all that its headers say, known before anything is read. */
export interface Document {
  /** An archive is one that is full: it never changes again but for corrections. Media are files beside the articles. */
  kind: 'feed' | 'archive' | 'media' | 'document'
  /** From the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  contentType: string
  /** Differs whenever the bytes do; letters and digits. */
  version: string
  /** Moves whenever the bytes do, and never back. */
  lastModified: Instant
  /** In bytes, of media. */
  length?: number
  /** The next moment at which the document may change by itself, where one is known. */
  validUntil?: Instant
  /** The format of a feed or an archive. */
  format?: Format['name']
  /** The bytes, or a part of those of media; a stream only where they are not in memory. */
  read(range?: ByteRange): Promise<Bytes> | Bytes
  /** What is new in a feed since the newest of these versions; undefined where none is remembered. Absent where nothing ever is. */
  readSince?(versions: readonly string[]): Delta | undefined
}

/** What an address leads to. */
export type Answer = Document | Redirect | Gone

export function isDocument(answer: Answer | undefined): answer is Document {
  return answer !== undefined && answer.kind !== 'redirect' && answer.kind !== 'gone'
}

/** The redirect to a path of the site, as a path of the server, which may be below another one. */
export function redirectTo(path: string, status: Redirect['status'], siteUrl: string): Redirect {
  return { kind: 'redirect', to: new URL(path, siteUrl).pathname, status }
}

/** One line of the list of feeds. */
export interface FeedEntry {
  /** As its folder is called; empty for the site. */
  section: string
  /** What the articles in it have in common, where it is not all of the section. */
  facet?: FacetKind
  title: string
  format: string
  mediaType: string
  path: string
}

export interface SiteInfo {
  /** Absolute, ends in `/`. */
  url: string
  title: string
  description: string
  language: string
  /** WebSub hubs. */
  hubs?: readonly string[]
  /** Folders that sections had before, in the form of `canonicalPath` and a slash, with those that they have now. */
  formerFolders?: readonly (readonly [before: string, now: string])[]
}

export interface Status {
  /** How many articles are in each state. */
  articles: Record<State, number>
  problems: readonly Problem[]
}

/** Where the app finds what it serves. `node/` fills it from a folder, `cloudflare/` from what was compiled of one. */
export interface Publication {
  site(): SiteInfo
  /** What a path leads to at `now`, or undefined. */
  find(path: string, now: Instant): Promise<Answer | undefined> | Answer | undefined
  feeds(now: Instant): Promise<FeedEntry[]> | FeedEntry[]
  status(now: Instant): Promise<Status> | Status
}

/** What a site says of itself: equal on every runtime. */
export function toSiteInfo({ url, settings, sections }: Site): SiteInfo {
  const { title, description, language } = settings
  const formerFolders = [...sections].flatMap(([section, { aliases = [] }]) =>
    aliases.flatMap((alias): [string, string][] => {
      const before = pathOnSite(alias, url)
      return before === undefined ? [] : [[`${before}/`, folderOf({ section })]]
    }),
  )
  return { url, title, description, language, ...(formerFolders.length > 0 && { formerFolders }) }
}

/** The version of an edition in one format. */
export function versionOf(edition: string, { name }: Format): string {
  return edition + name
}

/** The feeds that a person can choose from at a glance: of the site and its sections, and of its languages where there are several. */
export function listFeeds(editions: Editions, now: Instant): FeedEntry[] {
  return mainScopes(editions, now).flatMap((scope) => {
    const { title } = editions.describe(scope)
    return FORMATS.map((format) => ({
      section: scope.section,
      ...(scope.facet && { facet: scope.facet.kind }),
      title,
      format: format.title,
      mediaType: format.mediaType,
      path: folderOf(scope) + format.file,
    }))
  })
}

function mainScopes(editions: Editions, now: Instant): Scope[] {
  const scopes = editions.scopes(now, ['language'])
  const whole = scopes.filter(({ facet }) => facet === undefined)
  const languages = scopes.filter(({ facet }) => facet?.kind === 'language')
  return languages.length > 1 ? [...whole, ...languages] : whole
}
