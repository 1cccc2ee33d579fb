import { asList, asMap, type Found, findLine, findValue, parseFlag } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { parseLanguage } from '../text/language.ts'
import { type EpisodePlace, refer, reportValue } from './episode-files.ts'

/** A transcript: its absolute `url`, media `type` and BCP 47 `language`. */
export interface Transcript {
  url: string
  type: string
  language?: string
  /** Whether it is meant to be shown in step with the sound. */
  isCaptions?: boolean
}

const TRANSCRIPT_TYPES: Partial<Record<string, string>> = {
  html: 'text/html',
  json: 'application/json',
  srt: 'application/x-subrip',
  txt: 'text/plain',
  vtt: 'text/vtt',
}

/** Reads the transcripts that an episode names; skips a value that is the text of a transcript. */
export function readTranscripts(fields: Fields, place: EpisodePlace, report: Report): Transcript[] {
  return ['transcripts', 'transcript', 'podcast_transcript'].flatMap((key) =>
    asList(findValue(fields, [key])?.value).flatMap((value) => {
      // Some themes have the text itself here, or a switch.
      if (typeof value === 'string' && (value.trim().includes('\n') || parseFlag(value) !== undefined))
        return []
      return readTranscript({ key, value }, place, report) ?? []
    }),
  )
}

function readTranscript(found: Found<Value>, place: EpisodePlace, report: Report): Transcript | undefined {
  const own = asMap(found.value, 'url')
  const url = refer(found, own, place, 'x.transcript.json', report)
  if (url === undefined) return undefined
  const extension = /\.(\w{3,4})$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''
  const known = Object.hasOwn(TRANSCRIPT_TYPES, extension) ? TRANSCRIPT_TYPES[extension] : undefined
  const type = findLine(own, ['type']) ?? known
  if (type === undefined) {
    reportValue(found, 'has an unknown media type', 'Write `{ url: …, type: text/vtt }`', report)
    return undefined
  }
  return {
    url,
    type,
    language: parseLanguage(findLine(own, ['language', 'lang']) ?? ''),
    isCaptions: findLine(own, ['rel']) === 'captions' || undefined,
  }
}
