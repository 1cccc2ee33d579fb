import { asMap, type Found, findLine, findText, findValue, isFields, isFlag } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { parseSeconds } from '../media/duration.ts'
import { CHAPTERS_TYPE } from '../media/media-types.ts'
import type { LocalFile } from '../media/references.ts'
import type { Report } from '../problem.ts'
import { dropForbidden, oneLine } from '../text/characters.ts'
import { encodePath } from '../text/urls.ts'
import { type EpisodePlace, findTarget, refer, reportValue } from './episode-files.ts'

/** The chapters of an episode: the absolute `url` and media `type` of their file. */
export interface Chapters {
  url: string
  type: string
  /** The chapters that are written in the front matter, in order; the file at `url` is made from them. */
  list?: Chapter[]
  /** Those of a file beside the article, in order, for its page. */
  inFile?: Pick<Chapter, 'startSeconds' | 'title'>[]
}

/** One chapter. The title is plain text, the URLs are absolute. */
interface Chapter {
  startSeconds: number
  endSeconds?: number
  title?: string
  imageUrl?: string
  url?: string
  /** Whether the table of contents leaves it out. */
  isHidden?: boolean
}

/** Reads the chapters of an episode: a list in the front matter, or the name of a file. */
export function readChapters(fields: Fields, place: EpisodePlace, report: Report): Chapters | undefined {
  const found = findValue(fields, ['chapters', 'podcast_chapters'])
  if (!found) return undefined
  if (!Array.isArray(found.value)) {
    const own = asMap(found.value, 'url')
    const url = refer(found, own, place, 'x.chapters.json', report)
    const inFile = readFile(findTarget(own, place)?.file)
    return url === undefined ? undefined : { url, type: findLine(own, ['type']) ?? CHAPTERS_TYPE, ...inFile }
  }
  const path = `${encodePath(place.articlePath.replace(/\.\w+$/, ''))}.chapters.json`
  const url = place.siteUrl + path
  const file = place.references.resolve(`/${path}`)?.file
  if (file) {
    reportValue(found, `are also in ${path}, which is used`, 'Remove one of the two', report)
    return { url, type: CHAPTERS_TYPE, ...readFile(file) }
  }
  const list = found.value.flatMap((entry) => readChapter({ ...found, value: entry }, place, report) ?? [])
  list.sort((a, b) => a.startSeconds - b.startSeconds)
  return list.length === 0 ? undefined : { url, type: CHAPTERS_TYPE, list }
}

/** The chapters of a file in the form of JSON Chapters 1.2 that its table of contents has; nothing of another file. */
function readFile(file: LocalFile | undefined): Pick<Chapters, 'inFile'> {
  const read = readJson(file?.readText?.()) as { chapters?: unknown } | null | undefined
  const listed = Array.isArray(read?.chapters) ? read.chapters.slice(0, MAX_CHAPTERS) : []
  const inFile = listed.flatMap((entry) => {
    const { startTime, title: typed, toc } = (entry ?? {}) as Record<string, unknown>
    const title = typeof typed === 'string' ? oneLine(dropForbidden(typed)) : ''
    const isListed = typeof startTime === 'number' && startTime >= 0 && title !== '' && toc !== false
    return isListed ? [{ startSeconds: startTime, title }] : []
  })
  inFile.sort((a, b) => a.startSeconds - b.startSeconds)
  return inFile.length > 0 ? { inFile } : {}
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** More would be no table of contents. */
const MAX_CHAPTERS = 1000

/** Reads a map, or a line such as `1:30 Title`. */
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
    reportValue(found, 'has a chapter without a start', 'Write `{ start: 1:30, title: … }`', report)
    return undefined
  }
  const resolve = (keys: string[]) => references.resolve(findText(own, keys)?.value ?? '')
  const image = resolve(['img', 'image'])
  if (image?.missing)
    reportValue(
      found,
      'has a chapter whose picture does not exist and is left out',
      'Put the file beside this one, or correct its name',
      report,
    )
  return {
    startSeconds,
    endSeconds: parseSeconds(findText(own, ['end', 'endTime'])?.value),
    title: findLine(own, ['title', 'name']),
    imageUrl: image?.missing ? undefined : image?.url,
    url: resolve(['url', 'href', 'link'])?.url,
    isHidden: isFlag(own, ['toc'], false) || undefined,
  }
}
