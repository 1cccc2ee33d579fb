import { rmSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { articlePath, makeArticle, makeArticles } from './articles.ts'
import { ask } from './cases.ts'
import { figure, inTurn, median } from './figures.ts'
import { startServer } from './processes.ts'

export const EDIT_PROCESSES = 3
const EDITS = 100
const COUNT = 10_000

/** From the writing of one file among 10,000 until `/feed.xml` shows it. */
export async function benchEdit(): Promise<void> {
  const articles = makeArticles(COUNT)
  let edition = 0
  const { times } = await inTurn(EDIT_PROCESSES, {
    async times() {
      const server = await startServer(articles, { LOG: 'off' })
      // Until the watcher has seen the whole folder.
      await setTimeout(4000)
      const times: number[] = []
      for (let edit = 0; edit < EDITS; edit++)
        times.push(await timeEdit(articles, `${server.url}/feed.xml`, ++edition))
      await server.stop()
      return times
    },
  })
  console.log(
    `one edited file among ${COUNT}: shown after ${figure(times.map(median), 0)} ms (the median of ${EDITS} edits), ${figure(
      times.map((one) => Math.max(...one)),
      0,
    )} ms at worst`,
  )
  rmSync(articles, { recursive: true })
}

/** One of the newest articles is written anew. */
async function timeEdit(articles: string, feed: string, edition: number): Promise<number> {
  const index = COUNT - 1 - (edition % 20)
  writeFileSync(articlePath(articles, index), makeArticle(index, edition))
  const start = performance.now()
  let etag = ''
  for (;;) {
    if (performance.now() - start > 5000) throw new Error(`Edition ${edition} is not shown`)
    // Asking without a pause would keep the server from what is measured.
    await setTimeout(2)
    const { status, headers, body } = await ask(feed, { method: 'GET', headers: { 'if-none-match': etag } })
    if (status !== 200) continue
    const text = Buffer.from(body, 'base64').toString()
    if (text.includes(`Article ${index}, edition ${edition}<`)) return performance.now() - start
    etag = headers.etag!
  }
}
