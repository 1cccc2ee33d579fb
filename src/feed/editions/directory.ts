import { type Library, sectionSettings } from '../../content/library/library.ts'
import type { Settings } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import {
  type ArchivePart,
  archiveFolder,
  type FacetKind,
  folderOf,
  parseFolder,
  type Scope,
} from '../scope.ts'
import type { ReleaseLists } from './release-list.ts'

/** Knows which feeds exist, and in which folders. */
export interface Directory {
  /** The scopes that have a feed at `now`, though it may be empty: the site and its sections, each followed by its facets of these kinds. */
  list(kinds: readonly FacetKind[], now: Instant): Scope[]
  /** The feed or archive that a folder in any spelling can hold, and how our links spell it. */
  parse(folder: string): FolderPlace | undefined
  /** Whether something in the scope has been released by `now`. */
  isReleased(scope: Scope, now: Instant): boolean
  /** Whether the scope's folder leads to it, and not to a section of that name. */
  isReachable(scope: Scope): boolean
  /** The settings of the scope's feed, with its own title, description, author or language. */
  settingsOf(scope: Scope): Settings
}

/** A feed or one of its archives, and its folder. */
export interface FolderPlace {
  scope: Scope
  folder: string
  archive?: ArchivePart
}

export function createDirectory(library: Library, lists: ReleaseLists): Directory {
  const sections = new Set(library.sections)
  const folded = new Map(library.sections.map((section) => [foldCase(section), section]))
  const listings = new Map<string, { scope: Scope; since: Instant }[]>()
  return {
    list: (kinds, now) => allScopes(kinds).flatMap(({ scope, since }) => (since <= now ? [scope] : [])),
    parse,
    isReleased: (scope, now) => firstRelease(scope) <= now,
    isReachable,
    settingsOf,
  }

  /** Cached, because there may be tens of thousands. */
  function allScopes(kinds: readonly FacetKind[]): readonly { scope: Scope; since: Instant }[] {
    const key = kinds.join()
    const known = listings.get(key)
    if (known) return known
    const scopes = ['', ...library.sections].flatMap((section) => [{ section }, ...facetsOf(section, kinds)])
    const made = scopes.filter(isReachable).map((scope) => ({ scope, since: firstRelease(scope) }))
    listings.set(key, made)
    return made
  }

  function facetsOf(section: string, kinds: readonly FacetKind[]): Scope[] {
    return kinds
      .filter((kind) => kind !== 'language' || section === '')
      .flatMap((kind) => lists.facets(section, kind))
      .map((facet) => ({ section, facet }))
  }

  /** The site always has a feed, empty at first; a section or a tag stays secret until its first release. */
  function firstRelease(scope: Scope): Instant {
    if (scope.section === '' && scope.facet === undefined) return Number.NEGATIVE_INFINITY
    return lists.find(scope).articles[0]?.embargo ?? Number.POSITIVE_INFINITY
  }

  function isReachable(scope: Scope): boolean {
    const folder = folderOf(scope)
    const found = parse(folder)
    return found?.folder === folder && found.scope.section === scope.section
  }

  function parse(folder: string): FolderPlace | undefined {
    const found = parseFolder(folder, findSection)
    if (!found) return undefined
    const { scope, archive } = found
    return { ...found, folder: archive === undefined ? folderOf(scope) : archiveFolder(scope, archive) }
  }

  /** A section without articles is nowhere, so it takes no address from a tag or a language. */
  function findSection(path: string): string | undefined {
    const section = sections.has(path) ? path : folded.get(foldCase(path))
    return section !== undefined && lists.find({ section }).articles.length > 0 ? section : undefined
  }

  function settingsOf(scope: Scope): Settings {
    const { section, facet } = scope
    const { label, person } = lists.find(scope)
    const own = sectionSettings(library, section)
    if (!facet || label === undefined) return own
    const title = `${label} – ${own.title}`
    return {
      ...own,
      title,
      description: title,
      ...(person && { authors: [person] }),
      ...(facet.kind === 'language' && { language: label }),
    }
  }
}

/** Composes accents, which some file systems decompose. */
function foldCase(path: string): string {
  return path.toLowerCase().normalize('NFC')
}
