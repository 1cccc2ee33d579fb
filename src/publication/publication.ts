import { type Gone, pathOnSite, type Redirect } from '../content/library/addresses.ts'
import type { State } from '../content/library/visibility.ts'
import type { Problem } from '../content/problem.ts'
import type { Caching } from '../content/site/caching.ts'
import type { Site } from '../content/site/settings.ts'
import { toWireVersions, type WireVersions } from '../content/site/wire-versions.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Edition } from '../feed/editions/edition.ts'
import type { Editions } from '../feed/editions/editions.ts'
import type { Format } from '../feed/formats/format.ts'
import { FORMATS } from '../feed/formats/formats.ts'
import { type FacetKind, folderOf, type Scope } from '../feed/scope.ts'
import type { FormerFeeds } from './former-feeds.ts'

/** A range of bytes, counted from 0; `last` is included. */
export interface ByteRange {
  first: number
  last: number
}

/** The bytes of a document, as a stream if they are not in memory. */
export type Bytes = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** The items of a feed that are new or changed since a version of it, as a document. */
export interface Delta {
  since: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A document at an address, with all that its headers need, known before anything is read. */
export interface Document {
  /**
   * `archive` is a full archive, which changes only with its own articles; `past` is what else a feed no longer shows, to which nobody
   * subscribes either; `media` is a file beside the articles; `page` is for people.
   */
  kind: Edition['kind'] | 'media' | 'page' | 'document'
  /** From the site's root, percent-encoded, without a leading slash: `news/feed.xml`. */
  path: string
  contentType: string
  /** Differs whenever the bytes differ; letters and digits. */
  version: string
  /** Later whenever the bytes differ, and never earlier than before. */
  lastModified: Instant
  /** In bytes; media only. */
  length?: number
  /** Present while the document may change by itself: the next instant at which it may, or, from the Worker, the last. */
  validUntil?: Instant
  /** The format of a feed or an archive. */
  format?: Format['name']
  /** Reads the bytes, or a range of those of media. */
  read(range?: ByteRange): Promise<Bytes> | Bytes
  /** The delta since the newest of these versions; undefined if none is remembered. Absent if the feed has no deltas. */
  readSince?(versions: readonly string[]): Delta | undefined
}

/** What a path leads to. */
export type Answer = Document | Redirect | Gone

/** Whether a path leads to a document, rather than to a redirect, a withdrawn article or nothing. */
export function isDocument(answer: Answer | undefined): answer is Document {
  return answer !== undefined && answer.kind !== 'redirect' && answer.kind !== 'gone'
}

/** Whether a document is a feed, or holds what one no longer shows. */
export function isOfFeed({ kind }: { kind: Answer['kind'] }): boolean {
  return kind === 'feed' || kind === 'archive' || kind === 'past'
}

/** The kind of a document that is neither a feed nor a file. */
export function kindOf(contentType: string): 'page' | 'document' {
  return contentType.startsWith('text/html') ? 'page' : 'document'
}

/** The redirect to a path of the site; the target is a path of the server, because the site may be below a path. */
export function redirectTo(path: string, status: Redirect['status'], siteUrl: string): Redirect {
  return { kind: 'redirect', to: new URL(path, siteUrl).pathname, status }
}

/** A feed in one format, for lists of feeds. */
export interface FeedEntry {
  /** Path of the section's folder; empty for the site. */
  section: string
  /** The kind of facet that the feed is of; absent for the whole section. */
  facet?: FacetKind
  title: string
  format: string
  mediaType: string
  path: string
}

export interface SiteInfo extends Caching, WireVersions {
  /** Absolute, ends in `/`. */
  url: string
  title: string
  description: string
  language: string
  /** `false`: the pages of the site are elsewhere, and those here help to subscribe alone. */
  pages?: false
  /** URLs of WebSub hubs. */
  hubs?: readonly string[]
  /** `false`: a browser that opens a feed gets the feed, and not its subscribe page. */
  browserView?: false
}

/** Former folders of sections, in the form of `canonicalPath` with a slash, each with the folder of today. */
export type FormerFolders = readonly (readonly [before: string, now: string])[]

export interface Status {
  /** How many articles are in each state; only the public ones are counted where nobody may know of others. */
  articles: { public: number } & Partial<Record<State, number>>
  /** Without places, and counted together, where nobody may know these. */
  problems: readonly FoundProblem[]
  /** What rendering has found so far, which is for those who may know; absent where everything is rendered ahead. */
  foundInRendering?(): readonly FoundProblem[]
}

/** A problem, or its code alone with how often it was found. */
export type FoundProblem = Pick<Problem, 'severity' | 'code'> & Partial<Problem> & { count?: number }

/** What the app serves. `node/` implements it from a folder, `cloudflare/` from a compiled one. */
export interface Publication {
  site(): SiteInfo
  /** What a path leads to at `now`; undefined for nothing. */
  find(path: string, now: Instant): Promise<Answer | undefined> | Answer | undefined
  formerFolders(): Promise<FormerFolders> | FormerFolders
  /** Where the site had feeds before. */
  formerFeeds?(): Promise<FormerFeeds | undefined> | FormerFeeds | undefined
  feeds(now: Instant): Promise<FeedEntry[]> | FeedEntry[]
  status(now: Instant): Promise<Status> | Status
}

/** The public description of a site, the same on every runtime. */
export function toSiteInfo({
  url,
  settings,
  hubs,
  pages,
  browserView,
  maxAgeSeconds,
  ninjs,
}: Site): SiteInfo {
  const { title, description, language } = settings
  return {
    url,
    title,
    description,
    language,
    ...(!pages && { pages }),
    ...(hubs.length > 0 && { hubs }),
    ...(browserView === false && { browserView }),
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    ...toWireVersions(ninjs),
  }
}

/** The folders that sections of a site had before. */
export function findFormerFolders({ url, sections }: Site): FormerFolders {
  return [...sections].flatMap(([section, { aliases = [] }]) =>
    aliases.flatMap((alias): [string, string][] => {
      const before = pathOnSite(alias, url)
      return before === undefined ? [] : [[`${before}/`, folderOf({ section })]]
    }),
  )
}

/** The version of an edition's document in one format. */
export function versionOf(edition: string, { name }: Format): string {
  return edition + name
}

/** Lists the feeds for readers of the site, of its sections, and of its languages if there are several. */
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
