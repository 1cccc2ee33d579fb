import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeArticles } from './articles.ts'
import { hasHugo, timeHugo } from './hugo.ts'
import { median, peakMegabytes, startServer, timeScript } from './processes.ts'

/** What was remembered is true of one address alone, and each start has another port. */
const SITE_URL = 'https://bench.example/'

/**
 * From start to the first feed, for the first time and again with what was remembered, against a bare script that reads and splits the
 * same files, and against Hugo making the same feed alone; in turn, in one run.
 */
export async function benchStart(counts = [1000, 10_000, 100_000]): Promise<void> {
  const withHugo = hasHugo()
  if (!withHugo)
    console.log('start: SKIPPED against Hugo, because it is not installed (Debian: apt-get install hugo)')
  for (const count of counts) {
    const articles = makeArticles(count)
    // What was written this shortly ago would be read again.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    const times = { bare: [] as number[], hugo: [] as number[], first: [] as number[], again: [] as number[] }
    const peaks = { first: 0, again: 0 }
    for (let round = 0; round < (count > 10_000 ? 3 : 7); round++) {
      const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
      times.bare.push(await timeScript('bench/bare.ts', articles))
      if (withHugo) times.hugo.push(timeHugo(articles))
      for (const which of ['first', 'again'] as const) {
        const server = await startServer(articles, { LOG: 'off', SITE_URL }, [], directory)
        times[which].push(server.firstFeed)
        peaks[which] = Math.max(peaks[which], peakMegabytes(server.process))
        await server.stop()
      }
      rmSync(directory, { recursive: true })
    }
    rmSync(articles, { recursive: true })
    const { bare, hugo, first, again } = times
    const over = (a: number[], b: number[]) => median(a.map((time, round) => time / b[round]!)).toFixed(2)
    const seconds = (measured: number[]) => `${(median(measured) / 1000).toFixed(2)} s`
    console.log(
      `start to first /feed.xml, ${count} articles: ${seconds(first)}, ${over(first, bare)} x the bare script (${seconds(bare)}), peak ${peaks.first} MB; again ${seconds(again)}, ${over(first, again)} times faster, peak ${peaks.again} MB`,
    )
    if (withHugo)
      console.log(
        `Hugo, ${count} articles: ${seconds(hugo)}; the first start takes ${over(first, hugo)} x its time, again ${over(again, hugo)} x`,
      )
  }
}
