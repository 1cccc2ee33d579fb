import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Instant } from '../../content/text/dates.ts'
import { replaceFile } from '../replace-file.ts'
import { countTally, DAYS, type FeedTally, type SubscriberCount, type Subscribers } from './subscribers.ts'

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
interface Stats {
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

/** Prints who follows which feed, most followed first; returns the exit code. */
export function printStats(file: string, now: Instant, print: (line: string) => void): number {
  let stats: Stats | undefined
  try {
    stats = readStats(file)
  } catch (error) {
    print((error as Error).message)
    return 1
  }
  const counts = stats ? countTally(stats.feeds, now) : []
  if (!stats || counts.length === 0)
    print(`Nobody has been counted yet. The server counts, and writes ${file}.`)
  else {
    print(`Subscribers of ${DAYS} days, as of ${new Date(stats.saved).toISOString().slice(0, 16)}Z`)
    for (const line of alignColumns(rowsOf(counts))) print(line)
  }
  return 0
}

/** Undefined where there is no such file. */
function readStats(file: string): Stats | undefined {
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

function rowsOf(counts: SubscriberCount[]): string[][] {
  const sorted = counts.toSorted(
    (a, b) => b.stated + b.distinct - (a.stated + a.distinct) || (a.path < b.path ? -1 : 1),
  )
  return [
    ['feed', 'subscribers', 'stated', 'distinct', 'stated by'],
    ...sorted.map(({ path, stated, distinct, aggregators }) => [
      `/${path}`,
      String(stated + distinct),
      String(stated),
      String(distinct),
      aggregators.map(({ name, subscribers }) => `${name} ${subscribers}`).join(', '),
    ]),
  ]
}

/** Text to the left, the numbers in the middle to the right. */
function alignColumns(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column > 0 && column < 4 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
}
