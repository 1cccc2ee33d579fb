import { rmSync } from 'node:fs'
import { makeArticles } from './articles.ts'
import { median, peakMegabytes, startServer, timeScript } from './processes.ts'

const ROUNDS = 5

/** From start to the first feed, against a bare script that reads and splits the same files; in turn, in one run. */
export async function benchStart(counts = [1000, 10_000]): Promise<void> {
  for (const count of counts) {
    const articles = makeArticles(count)
    const bare: number[] = []
    const ours: number[] = []
    let peak = 0
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await timeScript('bench/bare.ts', articles))
      const server = await startServer(articles)
      ours.push(server.firstFeed)
      peak = Math.max(peak, peakMegabytes(server.process))
      await server.stop()
    }
    rmSync(articles, { recursive: true })
    const ratio = median(ours.map((time, round) => time / bare[round]!))
    console.log(
      `start to first /feed.xml, ${count} articles: ${ratio.toFixed(2)} x the bare script (${Math.round(median(ours))} ms : ${Math.round(median(bare))} ms), peak ${peak} MB`,
    )
  }
}
