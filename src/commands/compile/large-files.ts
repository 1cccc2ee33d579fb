import { createFileRule } from '../../content/library/file-rule.ts'
import { addressElsewhere, LARGE_BYTES } from '../../content/media/elsewhere.ts'
import { readMention } from '../../content/media/mentions.ts'
import { isHtmlTranscript } from '../../content/podcast/transcript-html.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Folder } from '../../node/folder/folder.ts'
import { countOf } from '../../push/words.ts'

/** Which of the files that are public, or will be, can be assets of the Worker. */
export interface EdgeFiles {
  assets: string[]
  /** The files at `mediaUrl`, to which their addresses here redirect. */
  moved: string[]
  /** The files that the Worker reads from its bucket. */
  objects: string[]
  /** One problem for each file that is too large: an error where an article names it, whose address would lead nowhere. */
  problems: Problem[]
}

/** The name by which wrangler.toml binds the bucket of large files. */
export const BUCKET = 'MEDIA'

const MAX_LISTED = 5

/** Divides the files beside the articles by where the Worker has them. */
export function divideFiles(folder: Folder, now: Instant, hasBucket: boolean): EdgeFiles {
  const library = folder.library()
  const { media, pages } = library.site
  const isOutside = (path: string) => folder.file(path)?.root !== undefined
  const { isFilePublic, fileChanges } = createFileRule(library, folder.media, isOutside)
  const divided: EdgeFiles = { assets: [], moved: [], objects: [], problems: [] }
  let named: ReadonlySet<string> | undefined
  for (const path of folder.media()) {
    const bytes = folder.file(path)?.size ?? 0
    if (!isHtmlTranscript(path) && addressElsewhere(path, bytes, media) !== undefined)
      divided.moved.push(path)
    else if (bytes <= LARGE_BYTES) divided.assets.push(path)
    // The generator publishes what is in its own folders at the same address.
    else if (!pages && isOutside(path) && !path.startsWith('_assets/')) continue
    else if (isFilePublic(path, now) || fileChanges(path, now).length > 0) {
      if (hasBucket) {
        divided.objects.push(path)
        continue
      }
      named ??= namesIn(folder)
      divided.problems.push(describeLarge(path, bytes, named.has(nameOf(path))))
    }
  }
  return divided
}

/** What to tell of the files that are not uploaded with the Worker. */
export function describeElsewhere(folder: Folder, { moved, objects }: EdgeFiles): string[] {
  return [
    ...describeFiles(moved, `below ${folder.library().site.media?.url}, where feeds name them`),
    ...describeFiles(objects, `in the bucket ${BUCKET} under these keys`),
  ]
}

function describeFiles(paths: readonly string[], place: string): string[] {
  if (paths.length === 0) return []
  const more = paths.length > MAX_LISTED ? ' …' : ''
  return [
    `${countOf(paths.length, 'file')} must be ${place}: ${paths.slice(0, MAX_LISTED).join(', ')}${more}`,
  ]
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
      ? `Put it on another host under the same path, and write the address of that host as \`mediaUrl\` in \`_index.md\`; or bind a bucket as ${BUCKET} in wrangler.toml`
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
