import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Kind, makeArticles } from './articles.ts'
import { figure, inTurn, over, seconds } from './figures.ts'
import { hasHugo, timeHugo } from './hugo.ts'
import { readMegabytes, startServer, timeScript } from './processes.ts'

const PROCESSES = 7
/** What takes a minute is measured less often. */
const LARGE = { count: 100_000, processes: 3 }
export const START_PROCESSES = `${PROCESSES} (${LARGE.processes} at ${LARGE.count} articles)`
const FOLDERS: [count: number, kind: Kind][] = [
  [1000, 'plain'],
  [10_000, 'plain'],
  [10_000, 'varied'],
  [LARGE.count, 'plain'],
]
const KINDS: Record<Kind, string> = { plain: 'with plain front matter', varied: 'as people write them' }

/** What was remembered is true of one address alone, and each start has another port. */
const SITE_URL = 'https://bench.example/'

/**
 * From start to the first feed, for the first time and again with what was remembered, against a bare script that reads and splits the
 * same files, and against Hugo making the same feed alone.
 */
export async function benchStart(): Promise<void> {
  const withHugo = hasHugo()
  if (!withHugo)
    console.log('start: SKIPPED against Hugo, because it is not installed (Debian: apt-get install hugo)')
  await warmUp()
  for (const [count, kind] of FOLDERS) {
    const articles = makeArticles(count, { kind })
    // What was written this shortly ago would be read again.
    await setTimeout(2500)
    const { bare, ours, hugo } = await inTurn(count < LARGE.count ? PROCESSES : LARGE.processes, {
      bare: () => timeScript('bench/bare.ts', articles),
      hugo: () => (withHugo ? timeHugo(articles) : Number.NaN),
      ours: () => startTwice(articles),
    })
    rmSync(articles, { recursive: true })
    const [first, again] = [ours.map(({ first }) => first.time), ours.map(({ again }) => again.time)]
    const [firstPeak, againPeak] = [ours.map(({ first }) => first.peak), ours.map(({ again }) => again.peak)]
    const againstHugo = (times: number[]) => (withHugo ? `, ${figure(over(times, hugo))} x Hugo` : '')
    console.log(
      [
        `start to first /feed.xml, ${count} articles ${KINDS[kind]}: ${seconds(first)}, ${figure(over(first, bare))} x the bare script (${seconds(bare)})${againstHugo(first)}${withHugo ? ` (${seconds(hugo)})` : ''}; peak ${figure(firstPeak, 0)} MB`,
        `  again: ${seconds(again)}, ${figure(over(first, again))} times faster${againstHugo(again)}; peak ${figure(againPeak, 0)} MB`,
      ].join('\n'),
    )
  }
}

/** Node keeps what it compiles of the program from its first run on. */
async function warmUp(): Promise<void> {
  const articles = makeArticles(20)
  await startTwice(articles)
  rmSync(articles, { recursive: true })
}

interface Start {
  time: number
  peak: number
}

/** Starts where nothing is remembered, and again with what the first start remembered. */
async function startTwice(articles: string): Promise<{ first: Start; again: Start }> {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const start = async () => {
    const server = await startServer(articles, { LOG: 'off', SITE_URL }, [], directory)
    const { peak } = readMegabytes(server.process.pid!)
    await server.stop()
    return { time: server.firstFeed, peak }
  }
  const starts = { first: await start(), again: await start() }
  rmSync(directory, { recursive: true })
  return starts
}
