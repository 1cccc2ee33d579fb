import { asList, asMap, findLine, findText, findValue, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import { parseSeconds } from '../media/duration.ts'
import type { Enclosure } from '../media/media.ts'
import { isPlayable } from '../media/media-types.ts'
import type { Report } from '../problem.ts'
import { type Chapters, readChapters } from './chapters.ts'
import { type Credit, readCredits } from './credits.ts'
import { type EpisodePlace, reportValue } from './episode-files.ts'
import { type Payment, readPayment } from './payment.ts'
import type { Podcast } from './show.ts'
import { readTranscripts, type Transcript } from './transcripts.ts'

/** The podcast fields of an article that has audio or video to play. */
export interface Episode {
  /** Plain text: the title without numbers and the name of the show. */
  title?: string
  number?: Numbered
  season?: Numbered
  type?: 'full' | 'trailer' | 'bonus'
  explicit?: boolean
  /** Whether Apple is asked not to list it. */
  block?: boolean
  durationSeconds?: number
  chapters?: Chapters
  transcripts: Transcript[]
  /** Replaces the people of the show. */
  people: Credit[]
  soundbites: { startSeconds: number; durationSeconds: number; title?: string }[]
  /** Replaces the payment of the show. */
  value?: Payment
}

/** A decimal number, and the text to show instead of it. */
interface Numbered {
  value: number
  name?: string
}

/** Puts playable enclosures first, because apps use only one, and gives M4A the media type that Apple uses. */
export function arrangeEnclosures(enclosures: Enclosure[]): Enclosure[] {
  return enclosures
    .map((enclosure) => (enclosure.type === 'audio/mp4' ? { ...enclosure, type: 'audio/x-m4a' } : enclosure))
    .sort((a, b) => Number(isPlayable(b)) - Number(isPlayable(a)))
}

/** Reads the podcast fields of an article; undefined where none of its enclosures is playable. */
export function readEpisode(
  fields: Fields,
  enclosures: Enclosure[],
  podcast: Podcast,
  place: EpisodePlace,
  report: Report,
): Episode | undefined {
  // Read in every article of a show, so that a mistake is also told where there is nothing to play.
  const said = {
    number: readNumber(fields, ['episode', 'episode_number', 'itunes_episode'], false, report),
    season: readSeason(fields, report),
    type: readType(fields, report),
    explicit: readFlag(fields, ['explicit', 'itunes_explicit'], report),
    block: readFlag(fields, ['itunes_block'], report),
  }
  const played = enclosures.find(isPlayable)
  if (!played) return undefined
  const value = findValue(fields, ['value'])
  // Themes have a `value` of their own.
  if (Array.isArray(value?.value))
    reportValue(
      value,
      'is not a map',
      'Write `{ type: lightning, method: keysend, recipients: […] }`',
      report,
    )
  return {
    title: findLine(fields, ['podcast_title', 'itunes_title', 'episode_title']),
    ...said,
    durationSeconds: played.durationSeconds,
    chapters: readChapters(fields, place, report),
    transcripts: readTranscripts(fields, place, report),
    people: readPeople(fields, podcast, place.siteUrl),
    soundbites: readSoundbites(fields, report),
    value: isFields(value?.value) ? readPayment(value.value, report) : undefined,
  }
}

function readNumber(fields: Fields, keys: string[], isWhole: boolean, report: Report): Numbered | undefined {
  const found = findValue(fields, keys)
  if (!found) return undefined
  const own = asMap(found.value, 'number')
  const text = findText(own, ['number'])?.value ?? ''
  if (!(isWhole ? /^\d{1,9}$/ : /^\d{1,9}(?:\.\d{1,9})?$/).test(text)) {
    reportValue(
      found,
      isWhole ? 'is not a whole number' : 'is not a number',
      'Write a number such as `3`',
      report,
    )
    return undefined
  }
  return { value: Number(text), name: findLine(own, ['name', 'display', 'title']) }
}

function readSeason(fields: Fields, report: Report): Numbered | undefined {
  const season = readNumber(fields, ['season', 'season_number', 'itunes_season'], true, report)
  const name = findLine(fields, ['season_name'])
  return season && name !== undefined ? { ...season, name } : season
}

function readType(fields: Fields, report: Report): Episode['type'] {
  const found = findText(fields, ['episode_type', 'itunes_episode_type'])
  const type = (['full', 'trailer', 'bonus'] as const).find((name) => name === found?.value.toLowerCase())
  if (found && !type)
    reportValue(found, 'is not a type of episode', 'Write `full`, `trailer` or `bonus`', report)
  return type
}

function readFlag(fields: Fields, keys: string[], report: Report): boolean | undefined {
  const found = findValue(fields, keys)
  if (!found) return undefined
  // Apple's older words for `true` and `false`.
  if (found.value === 'clean' || found.value === 'explicit') return found.value === 'explicit'
  const flag = parseFlag(found.value)
  if (flag === undefined) reportValue(found, 'is neither true nor false', 'Write `true` or `false`', report)
  return flag
}

function readSoundbites(fields: Fields, report: Report): Episode['soundbites'] {
  const found = findValue(fields, ['soundbites', 'soundbite'])
  return asList(found?.value).flatMap((value) => {
    const own = asMap(value, 'start')
    const startSeconds = parseSeconds(findText(own, ['start', 'startTime'])?.value)
    const durationSeconds = parseSeconds(findText(own, ['duration'])?.value)
    if (startSeconds === undefined || !durationSeconds) {
      reportValue(found!, 'lacks its start or its duration', 'Write `{ start: 1:30, duration: 30 }`', report)
      return []
    }
    return [{ startSeconds, durationSeconds, title: findLine(own, ['title', 'name']) }]
  })
}

/** The people of an episode replace those of the show, so the show's people are added to guests that are named alone. */
function readPeople(fields: Fields, podcast: Podcast, base: string): Credit[] {
  const read = (keys: string[], role?: string) =>
    readCredits(findValue(fields, keys)?.value ?? null, base, role)
  const guests = read(['guests', 'guest'], 'guest')
  const others = [...read(['hosts', 'host'], 'host'), ...read(['people', 'persons'])]
  return guests.length > 0 && others.length === 0 ? [...podcast.people, ...guests] : [...others, ...guests]
}
