import { type Library, sectionSettings } from '../../content/library/library.ts'
import type { Settings } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import { archiveFolder, type FacetKind, folderOf, parseFolder, type Scope } from '../scope.ts'
import type { ReleaseLists } from './release-list.ts'

/** Which feeds there are, and where. */
export interface Directory {
  /** In the order a person wants to see them: the site and its sections, and after each of these what it has of these kinds. */
  list(kinds: readonly FacetKind[], now: Instant): Scope[]
  /** What is in a folder, whatever its spelling; `folder` is how our own links spell it. Undefined where nothing can be. */
  parse(folder: string): FolderPlace | undefined
  /** Whether there is a feed of the scope at `now`, if there is one at all. */
  exists(scope: Scope, now: Instant): boolean
  /** Whether the scope is what its folder leads to. */
  isFound(scope: Scope): boolean
  /** What the scope's feed says of itself. */
  settingsOf(scope: Scope): Settings
}

/** A feed, or one of its archives, and its folder. */
export interface FolderPlace {
  scope: Scope
  folder: string
  /** Counted from 1. */
  archive?: number
}

export function createDirectory(library: Library, lists: ReleaseLists): Directory {
  const sections = new Set(library.sections)
  const folded = new Map(library.sections.map((section) => [foldCase(section), section]))
  const listings = new Map<string, { scope: Scope; since: Instant }[]>()
  return {
    list: (kinds, now) => allScopes(kinds).flatMap(({ scope, since }) => (since <= now ? [scope] : [])),
    parse,
    exists: (scope, now) => firstRelease(scope) <= now,
    isFound,
    settingsOf,
  }

  /** Those that there are at any time, each with when it is there: there may be tens of thousands. */
  function allScopes(kinds: readonly FacetKind[]): readonly { scope: Scope; since: Instant }[] {
    const key = kinds.join()
    const known = listings.get(key)
    if (known) return known
    const scopes = ['', ...library.sections].flatMap((section) => [{ section }, ...facetsOf(section, kinds)])
    const made = scopes.filter(isFound).map((scope) => ({ scope, since: firstRelease(scope) }))
    listings.set(key, made)
    return made
  }

  function facetsOf(section: string, kinds: readonly FacetKind[]): Scope[] {
    return kinds
      .filter((kind) => kind !== 'language' || section === '')
      .flatMap((kind) => lists.facets(section, kind))
      .map((facet) => ({ section, facet }))
  }

  /** The site and its sections have feeds from the start, empty ones; nothing tells of a tag before its time. */
  function firstRelease(scope: Scope): Instant {
    if (scope.facet === undefined) return Number.NEGATIVE_INFINITY
    return lists.find(scope).articles[0]?.embargo ?? Number.POSITIVE_INFINITY
  }

  /** Not where a section has the folder of a tag, an author or a language. */
  function isFound(scope: Scope): boolean {
    const folder = folderOf(scope)
    const found = parse(folder)
    return found?.folder === folder && found.scope.section === scope.section
  }

  function parse(folder: string): FolderPlace | undefined {
    const found = parseFolder(folder, (path) => (sections.has(path) ? path : folded.get(foldCase(path))))
    if (!found) return undefined
    const { scope, archive } = found
    return { ...found, folder: archive === undefined ? folderOf(scope) : archiveFolder(scope, archive) }
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

/** Some file systems take accents apart. */
function foldCase(path: string): string {
  return path.toLowerCase().normalize('NFC')
}
