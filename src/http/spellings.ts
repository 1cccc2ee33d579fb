import { canonicalPath } from '../content/library/addresses.ts'
import { parseLanguage } from '../content/text/language.ts'
import { decodePart, encodePath } from '../content/text/urls.ts'
import { ALL_FORMATS } from '../feed/formats/formats.ts'
import { laterFacetPaths } from '../feed/scope.ts'
import type { FormerFolders } from '../publication/publication.ts'

/** Path at which some clients look for the feeds of a site; proposed, but not registered (RFC 8615). */
const WELL_KNOWN = '.well-known/feeds'

/**
 * Lists other spellings of a path, the closest first: with our percent-encoding and slashes, then also in lower case, then with hyphens in
 * language tags, then with the slugs that tags have now. Each is followed by the feed's path that it may mean; below a former folder of a section, all are listed in its new one.
 */
export function respell(path: string, formerFolders: FormerFolders = []): string[] {
  if (path === WELL_KNOWN) return ['feeds.opml']
  const canonical = canonicalPath(path)
  const plain = [
    path,
    tidyPath(path),
    canonical,
    hyphenate(canonical),
    ...[path, canonical].flatMap(laterFacetPaths),
  ]
  const spellings = plain.flatMap((spelling) => [
    spelling,
    canonicalFeedPath(spelling) ?? spelling,
    // A name with a dot is that of a file.
    ...(/(?:^|\/)[^/.]+$/.test(spelling) ? [`${spelling}/`] : []),
  ])
  const renamed = spellings.flatMap((spelling) =>
    formerFolders
      .filter(([before]) => spelling.startsWith(before))
      .map(([before, now]) => now + spelling.slice(before.length)),
  )
  return [...new Set([...spellings, ...renamed])].filter((spelling) => spelling !== path)
}

/** Turns `fa_af/feed.xml` into `fa-af/feed.xml`. */
function hyphenate(path: string): string {
  return path.replace(/^[a-z]+_[^/]+(?=\/)/, (folder) =>
    parseLanguage(folder) ? folder.replaceAll('_', '-') : folder,
  )
}

/** Normalizes percent-encoding (RFC 3986 section 6.2.2), accents, which macOS writes decomposed, and slashes. An encoded slash does not separate segments. */
function tidyPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '')
  return segments.map((segment) => (/%(?:2f|25)/i.test(segment) ? segment : recode(segment))).join('/')
}

function recode(segment: string): string {
  const decoded = decodePart(segment)
  return decoded === undefined ? segment : encodePath(decoded.normalize('NFC'))
}

/**
 * The path of the feed that people or other generators mean by a path: `news/feed.xml` for `news/index.xml` and `news/feed/`. Undefined for
 * any other path.
 */
function canonicalFeedPath(path: string): string | undefined {
  const [, folder = '', file = ''] = /^(.*\/)?([^/]+)\/?$/.exec(path) ?? []
  const format = ALL_FORMATS.find(({ formerFiles }) => formerFiles.includes(file))
  return format && folder + format.file
}
