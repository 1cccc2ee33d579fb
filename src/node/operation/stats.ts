import * as z from 'zod'
import type { Instant } from '../../content/text/dates.ts'
import { readOwnFile, replaceFile } from '../replace-file.ts'
import type { FeedTally, Subscribers } from './subscribers.ts'

/** The stored counts, and when they were stored. */
export interface Stats {
  saved: Instant
  feeds: FeedTally[]
}

/** The counts of subscribers in a file. */
export interface KeptCounts {
  /** Adds the counts in the file, at the first call alone. */
  recall(): void
  save(): void
}

/** Keeps the counts in a file, which is read at the first `recall` or `save`. Logs errors instead of throwing. */
export function keepCounts(
  file: string,
  subscribers: Subscribers,
  now: () => Instant,
  log: (line: string) => void,
): KeptCounts {
  let isRecalled = false
  let hasFailed = false
  return { recall, save }

  function recall(): void {
    if (isRecalled) return
    isRecalled = true
    try {
      subscribers.recall(readStats(file)?.feeds ?? [])
    } catch (error) {
      log(`${(error as Error).message} Counting starts at zero.`)
    }
  }

  function save(): void {
    recall()
    try {
      replaceFile(file, `${JSON.stringify({ version: 1, saved: now(), feeds: subscribers.tally(now()) })}\n`)
      hasFailed = false
    } catch (error) {
      if (!hasFailed) log(`${file} cannot be written (${(error as Error).message}).`)
      hasFailed = true
    }
  }
}

/** Reads the file of counts; undefined if it does not exist. Throws if it is broken or cannot be read. */
export function readStats(file: string): Stats | undefined {
  let text: string
  try {
    text = readOwnFile(file).toString()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read (${(error as Error).message}).`)
  }
  try {
    return createSchema().parse(JSON.parse(text))
  } catch {
    throw new Error(`${file} is broken; it is safe to delete.`)
  }
}

/** Creates the schema when it is needed, because that takes milliseconds of a start. */
function createSchema() {
  const date = z.string().regex(/^\d{4}-\d\d-\d\d$/)
  const count = z.int().nonnegative()
  return z.object({
    version: z.literal(1),
    // The last instant that a date can have (ECMA-262 21.4.1.1).
    saved: z.int().nonnegative().max(8.64e15),
    feeds: z.array(
      z.object({
        path: z.string(),
        days: z.array(z.object({ date, readers: count })),
        aggregators: z.array(z.object({ name: z.string(), subscribers: count, seen: date })),
      }),
    ),
  })
}
