import {
  asMap,
  type Found,
  findLine,
  findText,
  findValue,
  isFields,
  parseFlag,
} from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { parseSeconds } from '../media/media.ts'
import { CHAPTERS_TYPE } from '../media/media-types.ts'
import type { References } from '../media/references.ts'
import type { Report } from '../problem.ts'
import { encodePath } from '../text/urls.ts'
import { type EpisodePlace, refer, reportValue } from './episode-files.ts'

export interface Chapters {
  /** Absolute. */
  url: string
  /** Media type. */
  type: string
  /** Those that are written in the front matter, in order; the file at `url` is made of them. */
  list?: Chapter[]
}

export interface Chapter {
  startSeconds: number
  endSeconds?: number
  /** Plain text. */
  title?: string
  /** Absolute URL of a picture. */
  imageUrl?: string
  /** Absolute. */
  url?: string
  /** Whether it is left out of the table of contents. */
  isHidden?: boolean
}

/** The chapters of an episode: a list in the front matter, or a file that it names. */
export function readChapters(fields: Fields, place: EpisodePlace, report: Report): Chapters | undefined {
  const found = findValue(fields, ['chapters', 'podcast_chapters'])
  if (!found) return undefined
  if (!Array.isArray(found.value)) {
    const own = asMap(found.value, 'url')
    const url = refer(found, own, place, 'x.chapters.json', report)
    return url === undefined ? undefined : { url, type: findLine(own, ['type']) ?? CHAPTERS_TYPE }
  }
  const path = `${encodePath(place.articlePath.replace(/\.\w+$/, ''))}.chapters.json`
  const url = place.siteUrl + path
  if (place.references.resolve(`/${path}`)?.file) {
    reportValue(found, `stand in ${path} as well, which counts`, 'Remove one of the two', report)
    return { url, type: CHAPTERS_TYPE }
  }
  const list = found.value.flatMap((entry) => readChapter({ ...found, value: entry }, place, report) ?? [])
  list.sort((a, b) => a.startSeconds - b.startSeconds)
  return list.length === 0 ? undefined : { url, type: CHAPTERS_TYPE, list }
}

/** A map, or a line such as `1:30 Title`. */
function readChapter(found: Found<Value>, { references }: EpisodePlace, report: Report): Chapter | undefined {
  const [, start = '', rest = ''] =
    typeof found.value === 'string' ? (/^(\S+)\s+(.+)$/s.exec(found.value) ?? []) : []
  const own: Fields = isFields(found.value)
    ? found.value
    : new Map([
        ['start', start],
        ['title', rest],
      ])
  const startSeconds = parseSeconds(findText(own, ['start', 'startTime', 'time'])?.value)
  if (startSeconds === undefined) {
    reportValue(found, 'does not say when the chapter starts', 'Write `{ start: 1:30, title: … }`', report)
    return undefined
  }
  const endSeconds = parseSeconds(findText(own, ['end', 'endTime'])?.value)
  const title = findLine(own, ['title', 'name'])
  const imageUrl = resolve(references, findText(own, ['img', 'image'])?.value)
  const url = resolve(references, findText(own, ['url', 'href', 'link'])?.value)
  return {
    startSeconds,
    ...(endSeconds !== undefined && { endSeconds }),
    ...(title && { title }),
    ...(imageUrl && { imageUrl }),
    ...(url && { url }),
    ...(parseFlag(own.get('toc') ?? null) === false && { isHidden: true }),
  }
}

function resolve(references: References, reference: string | undefined): string | undefined {
  return reference === undefined ? undefined : references.resolve(reference)?.url
}
