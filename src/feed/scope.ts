import { dropAtEnds } from '../content/text/characters.ts'
import { parseLanguage } from '../content/text/language.ts'
import { decodePart, encodePath } from '../content/text/urls.ts'

/** What a feed covers: the site or a section, or its articles with one tag, author or language. */
export interface Scope {
  /** Path of the section's folder; empty for the site. */
  section: string
  facet?: Facet
}

export interface Facet {
  kind: FacetKind
  /** The last part of the address, not percent-encoded; for a language its tag. */
  slug: string
}

export type FacetKind = 'language' | 'tag' | 'author'

/** All kinds of facets, in the order of listings. */
export const FACET_KINDS: readonly FacetKind[] = ['language', 'tag', 'author']

const FOLDERS = { tag: 'tags', author: 'authors' } as const

/** The folder of a scope's documents, from the site's root, percent-encoded: `news/tags/peace/`; empty for the site. */
export function folderOf({ section, facet }: Scope): string {
  const parts = section === '' ? [] : [section]
  if (facet && facet.kind !== 'language') parts.push(FOLDERS[facet.kind])
  if (facet) parts.push(facet.slug)
  return parts.map((part) => `${encodePath(part)}/`).join('')
}

/** An archive of a feed, counted from 1, or `older`: the items between the feed and the archives, which is no archive by itself. */
export type ArchivePart = number | 'older'

/** The folder of a scope's archive, or of the items between its feed and the archives. */
export function archiveFolder(scope: Scope, part: ArchivePart): string {
  return `${folderOf(scope)}archive/${part}/`
}

/**
 * Parses a folder in any spelling into a scope and the number of an archive, whether they exist or not; undefined for other folders. A
 * section takes precedence over a facet or an archive of the same path; `findSection` returns the section that a path means.
 */
export function parseFolder(
  folder: string,
  findSection: (path: string) => string | undefined,
): { scope: Scope; archive?: ArchivePart } | undefined {
  // An encoded slash does not separate folders.
  const path = /%2f/i.test(folder) ? undefined : decodePart(folder)?.replace(/\/$/, '')
  if (path === undefined || !/^(?:[^/]+\/)*$/.test(folder)) return undefined
  const whole = parseScope(path, findSection)
  if (whole) return { scope: whole }
  const [, above = '', part] = /^(?:(.+)\/)?archive\/([1-9]\d{0,8}|older)$/.exec(path) ?? []
  const scope = part === undefined ? undefined : parseScope(above, findSection)
  return scope && { scope, archive: part === 'older' ? part : Number(part) }
}

function parseScope(path: string, findSection: (path: string) => string | undefined): Scope | undefined {
  const section = path === '' ? '' : findSection(path)
  if (section !== undefined) return { section }
  const [, above = '', folder, slug = ''] = /^(?:(.+)\/)?(tags|authors)\/([^/]+)$/i.exec(path) ?? []
  if (folder) {
    const within = above === '' ? '' : findSection(above)
    const kind = folder.toLowerCase() === 'tags' ? 'tag' : 'author'
    return within === undefined ? undefined : { section: within, facet: { kind, slug: foldName(slug) } }
  }
  const language = parseLanguage(path)
  // `iw` is another tag for `he`, not another spelling.
  const isSpelling = language?.toLowerCase() === path.toLowerCase().replaceAll('_', '-')
  return language !== undefined && isSpelling
    ? { section: '', facet: { kind: 'language', slug: language } }
    : undefined
}

/** Names that differ in their case alone become equal; `ß` is `SS` in capitals (Unicode, CaseFolding.txt). */
function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll('ß', 'ss')
}

/** Where a path of documents of a tag or an author leads that was right before slugs told `.NET` from `net`, and took `Straße` for `STRASSE`. */
export function laterFacetPaths(path: string): string[] {
  const [, before, slug, rest] = /^((?:.*\/)?(?:tags|authors)\/)([^/]+)(\/.*)$/is.exec(path) ?? []
  const name = slug === undefined ? undefined : decodePart(slug)
  if (name === undefined) return []
  const slugs = [foldName(name), dotted(name.toLowerCase())].filter((one) => one !== name)
  return slugs.map((one) => `${before}${encodePath(one)}${rest}`)
}

function dotted(name: string): string {
  return `dot-${name}`
}

/** The slug of a tag or an author, in any script; `C++` and `C` differ, and `.NET` and `net`. A name without letters becomes its code points. */
export function facetSlug(name: string): string {
  const folded = foldName(name)
  const text = /^\.[\p{L}\p{N}]/u.test(folded) ? dotted(folded.slice(1)) : folded
  // The first request makes thousands of slugs, and the pattern for ASCII is many times faster.
  const between = /^[\x20-\x7E]*$/.test(text) ? /[^a-z\d+#]+/g : /[^\p{L}\p{M}\p{N}+#]+/gu
  const joined = text.replace(between, '-')
  const slug = /[+#]/.test(joined) ? joined.replace(/(?<=^|-)[+#]+/g, '') : joined
  return dropAtEnds(slug, '-') || `u-${[...text].map((sign) => sign.codePointAt(0)!.toString(16)).join('-')}`
}
