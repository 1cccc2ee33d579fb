import { createFileRule } from '../content/library/file-rule.ts'
import { addressElsewhere, LARGE_BYTES } from '../content/media/elsewhere.ts'
import { readMention } from '../content/media/mentions.ts'
import { isHtmlTranscript } from '../content/podcast/transcript-html.ts'
import type { Problem } from '../content/problem.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Folder } from '../node/folder/folder.ts'
import { countOf } from '../push/words.ts'

/** Which of the files that are public, or will be, can be assets of the Worker. */
export interface EdgeFiles {
  assets: string[]
  /** The files that are not uploaded, because feeds name them elsewhere. */
  elsewhere: string[]
  /** One problem for each file that is too large: an error where an article names it, whose address would lead nowhere. */
  problems: Problem[]
}

/** Divides the files beside the articles by where the Worker has them. */
export function divideFiles(folder: Folder, now: Instant): EdgeFiles {
  const library = folder.library()
  const { media, pages } = library.site
  const isOutside = (path: string) => folder.file(path)?.root !== undefined
  const { isFilePublic, fileChanges } = createFileRule(library, folder.media, isOutside)
  const divided: EdgeFiles = { assets: [], elsewhere: [], problems: [] }
  let named: ReadonlySet<string> | undefined
  for (const path of folder.media()) {
    const bytes = folder.file(path)?.size ?? 0
    if (!isHtmlTranscript(path) && addressElsewhere(path, bytes, media) !== undefined)
      divided.elsewhere.push(path)
    else if (bytes <= LARGE_BYTES) divided.assets.push(path)
    // The generator publishes what is in its own folders at the same address.
    else if (!pages && isOutside(path) && !path.startsWith('_assets/')) divided.elsewhere.push(path)
    else if (isFilePublic(path, now) || fileChanges(path, now).length > 0) {
      named ??= namesIn(folder)
      divided.problems.push(describeLarge(path, bytes, named.has(nameOf(path))))
    }
  }
  return divided
}

/** What to tell of the files that are not uploaded; undefined where there are none. */
export function describeElsewhere(folder: Folder, { elsewhere }: EdgeFiles): string | undefined {
  const { media } = folder.library().site
  const moved = elsewhere.filter((path) => addressElsewhere(path, folder.file(path)?.size ?? 0, media))
  if (!media || moved.length === 0) return undefined
  return `${countOf(moved.length, 'file')} must be below ${media.url}, where feeds name them: ${moved.slice(0, 5).join(', ')}${moved.length > 5 ? ' …' : ''}`
}

function describeLarge(path: string, bytes: number, isNamed: boolean): Problem {
  const size = `This has ${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MiB, and Cloudflare takes files of up to 25 MiB`
  return {
    severity: isNamed ? 'error' : 'warning',
    code: 'edge-limit',
    path,
    message: isNamed
      ? `${size}, so its address would lead nowhere`
      : `${size}, so it is left out; no article names it`,
    hint: isNamed
      ? 'Put it on another host under the same path, and write the address of that host as `mediaUrl` in `_index.md`'
      : 'Move it elsewhere',
  }
}

/** The names of all files that articles mention, in lower case. */
function namesIn(folder: Folder): ReadonlySet<string> {
  const mentions = folder
    .library()
    .articles.flatMap(({ hidden, mentions }) => (hidden === undefined ? (mentions ?? []) : []))
  return new Set(mentions.flatMap(readMention).map(nameOf))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}
