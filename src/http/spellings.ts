import { canonicalPath } from '../content/library/addresses.ts'
import { parseLanguage } from '../content/text/language.ts'
import { decodePart, encodePath } from '../content/text/urls.ts'
import { ALL_FORMATS } from '../feed/formats/formats.ts'
import type { SiteInfo } from '../publication/publication.ts'

/** Where some look for the feeds of a site; a proposal, registered nowhere (RFC 8615). */
const WELL_KNOWN = '.well-known/feeds'

/**
 * The other spellings of a path, the most faithful first: percent-encoding and slashes as our own links have them, then lower case as
 * well, then languages with hyphens; each also as the feed that it may stand for, and all of them below the folder that a section has now.
 */
export function respell(path: string, formerFolders: SiteInfo['formerFolders'] = []): string[] {
  if (path === WELL_KNOWN) return ['feeds.opml']
  const canonical = canonicalPath(path)
  const plain = [path, tidyPath(path), canonical, hyphenate(canonical)]
  const spellings = plain.flatMap((spelling) => [spelling, canonicalFeedPath(spelling) ?? spelling])
  const renamed = spellings.flatMap((spelling) =>
    formerFolders
      .filter(([before]) => spelling.startsWith(before))
      .map(([before, now]) => now + spelling.slice(before.length)),
  )
  return [...new Set([...spellings, ...renamed])].filter((spelling) => spelling !== path)
}

/** `fa_af/feed.xml` is `fa-af/feed.xml`, as languages are written. */
function hyphenate(path: string): string {
  return path.replace(/^[a-z]+_[^/]+(?=\/)/, (folder) =>
    parseLanguage(folder) ? folder.replaceAll('_', '-') : folder,
  )
}

/** RFC 3986 section 6.2.2: what is encoded needlessly, or in lower-case digits, is the same. An encoded slash is no slash. */
function tidyPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '')
  return segments.map((segment) => (/%(?:2f|25)/i.test(segment) ? segment : recode(segment))).join('/')
}

function recode(segment: string): string {
  const decoded = decodePart(segment)
  return decoded === undefined ? segment : encodePath(decoded)
}

/**
 * The path that an address people and other generators use for a feed stands for: `news/index.xml` and `news/feed/` are `news/feed.xml`.
 * Undefined for any other path. Paths have no leading slash.
 */
function canonicalFeedPath(path: string): string | undefined {
  const [, folder = '', file = ''] = /^(.*\/)?([^/]+)\/?$/.exec(path) ?? []
  const format = ALL_FORMATS.find(({ formerFiles }) => formerFiles.includes(file))
  return format && folder + format.file
}
