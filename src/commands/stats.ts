import type { Instant } from '../content/text/dates.ts'
import { readStats } from '../node/operation/stats.ts'
import { countTally, DAYS, type SubscriberCount } from '../node/operation/subscribers.ts'
import { statsFile } from '../node/wireroom-folder.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'
import { forPrograms } from './push/terminal.ts'

/** Prints how many follow each feed. */
export const statsCommand = defineCommand({
  description: 'Prints how many readers follow each feed, as the server counted them.',
  options: {
    articles: ARTICLES_OPTION,
    json: { type: 'boolean', description: 'prints everything as JSON, for programs' },
  },
  examples: [
    ['stats', 'a line for each feed'],
    ['stats --json', 'the same for programs'],
  ],
  run: ({ values, env, log, now }) =>
    printStats(statsFile(chooseArticles(values.articles, env).articles), now(), log, values.json),
})

/** Prints how many follow each feed, most followed first; returns the exit code. Throws if the file is broken. */
export function printStats(
  file: string,
  now: Instant,
  print: (line: string) => void,
  isJson = false,
): number {
  const stats = readStats(file)
  const counts = stats ? sortCounts(countTally(stats.feeds, now)) : []
  if (isJson) {
    const feeds = counts.map((count) => ({ ...count, subscribers: count.stated + count.distinct }))
    print(forPrograms({ at: stats?.saved ?? null, days: DAYS, feeds }))
  } else if (!stats || counts.length === 0)
    print(`Nobody has been counted yet. The server counts readers and saves the counts in ${file}.`)
  else {
    print(`Subscribers of ${DAYS} days, as of ${new Date(stats.saved).toISOString().slice(0, 16)}Z`)
    for (const line of alignColumns(rowsOf(counts))) print(line)
  }
  return 0
}

function sortCounts(counts: readonly SubscriberCount[]): SubscriberCount[] {
  return counts.toSorted(
    (a, b) => b.stated + b.distinct - (a.stated + a.distinct) || (a.path < b.path ? -1 : 1),
  )
}

function rowsOf(counts: readonly SubscriberCount[]): string[][] {
  return [
    ['feed', 'subscribers', 'stated', 'distinct', 'stated by'],
    ...counts.map(({ path, stated, distinct, aggregators }) => [
      `/${path}`,
      String(stated + distinct),
      String(stated),
      String(distinct),
      aggregators.map(({ name, subscribers }) => `${name} ${subscribers}`).join(', '),
    ]),
  ]
}

/** Pads the cells: the numbers in columns 1 to 3 align right, the texts left. */
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
