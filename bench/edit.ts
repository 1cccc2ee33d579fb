import { rmSync, writeFileSync } from 'node:fs'
import { articlePath, makeArticle, makeArticles } from './articles.ts'
import { ask } from './cases.ts'
import { median, startServer } from './processes.ts'

const EDITS = 100
const COUNT = 10_000

/** From the writing of one file among 10,000 until `/feed.xml` shows it, and the bare time of one request beside it. */
export async function benchEdit(): Promise<void> {
  const articles = makeArticles(COUNT)
  const server = await startServer(articles, { LOG: 'off' })
  const read = async () =>
    Buffer.from(
      (await ask(`${server.url}/feed.xml`, { method: 'GET', headers: {} })).body,
      'base64',
    ).toString()
  // Until the watcher has seen the whole folder.
  await new Promise((resolve) => setTimeout(resolve, 4000))
  const times: number[] = []
  for (let edit = 1; edit <= EDITS; edit++) {
    const index = COUNT - 1 - (edit % 20)
    writeFileSync(articlePath(articles, index), makeArticle(index, edit))
    const start = performance.now()
    while (!(await read()).includes(`Article ${index}, edition ${edit}<`)) {
      if (performance.now() - start > 5000) throw new Error(`Edition ${edit} is not shown`)
    }
    times.push(performance.now() - start)
  }
  console.log(
    `one edited file among ${COUNT}: shown after ${Math.round(median(times))} ms (median of ${EDITS}), ${Math.round(Math.max(...times))} ms at worst`,
  )
  await server.stop()
  rmSync(articles, { recursive: true })
}
