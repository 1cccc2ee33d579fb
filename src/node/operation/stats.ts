import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Instant } from '../../content/text/dates.ts'
import { replaceFile } from '../replace-file.ts'
import type { FeedTally, Subscribers } from './subscribers.ts'

const DATE = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const COUNT = z.int().nonnegative()

const STATS = z.object({
  version: z.literal(1),
  // The last instant that a date can have (ECMA-262 21.4.1.1).
  saved: z.int().nonnegative().max(8.64e15),
  feeds: z.array(
    z.object({
      path: z.string(),
      days: z.array(z.object({ date: DATE, readers: COUNT })),
      aggregators: z.array(z.object({ name: z.string(), subscribers: COUNT, seen: DATE })),
    }),
  ),
})

/** What is written down of the counts. */
export interface Stats {
  saved: Instant
  feeds: FeedTally[]
}

/** What was counted before; nothing where there is no such file, and with a line of log where it is broken. */
export function loadStats(file: string, log: (line: string) => void): FeedTally[] {
  try {
    return readStats(file)?.feeds ?? []
  } catch (error) {
    log(`${(error as Error).message} Subscribers are counted anew.`)
    return []
  }
}

/** Returns a function that replaces the file in one step. Where it cannot be written, the log says so once. */
export function createStatsSaver(
  file: string,
  subscribers: Subscribers,
  now: () => Instant,
  log: (line: string) => void,
): () => void {
  let hasFailed = false
  return () => {
    const stats = { version: 1, saved: now(), feeds: subscribers.tally(now()) }
    try {
      replaceFile(file, `${JSON.stringify(stats)}\n`)
      hasFailed = false
    } catch (error) {
      if (!hasFailed) log(`${file} cannot be written (${(error as Error).message}).`)
      hasFailed = true
    }
  }
}

/** What was counted and when; undefined where there is no such file. Throws where it is broken or cannot be read, with a message that says so. */
export function readStats(file: string): Stats | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read (${(error as Error).message}).`)
  }
  try {
    return STATS.parse(JSON.parse(text))
  } catch {
    throw new Error(`${file} is broken; it is safe to delete.`)
  }
}
