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
  const feed = `${server.url}/feed.xml`
  /** The feed, once it has another version. */
  const readNew = async (etag: string) => {
    const { status, headers, body } = await ask(feed, { method: 'GET', headers: { 'if-none-match': etag } })
    return status === 200
      ? { etag: headers.etag!, text: Buffer.from(body, 'base64').toString() }
      : { etag, text: '' }
  }
  // Until the watcher has seen the whole folder.
  await new Promise((resolve) => setTimeout(resolve, 4000))
  const times: number[] = []
  let { etag } = await readNew('')
  for (let edit = 1; edit <= EDITS; edit++) {
    const index = COUNT - 1 - (edit % 20)
    writeFileSync(articlePath(articles, index), makeArticle(index, edit))
    const start = performance.now()
    for (let text = ''; !text.includes(`Article ${index}, edition ${edit}<`); ) {
      if (performance.now() - start > 5000) throw new Error(`Edition ${edit} is not shown`)
      // Asking without a pause would keep the server from what is measured.
      await new Promise((resolve) => setTimeout(resolve, 2))
      const seen = await readNew(etag)
      etag = seen.etag
      text = seen.text
    }
    times.push(performance.now() - start)
  }
  console.log(
    `one edited file among ${COUNT}: shown after ${Math.round(median(times))} ms (median of ${EDITS}), ${Math.round(Math.max(...times))} ms at worst`,
  )
  await server.stop()
  rmSync(articles, { recursive: true })
}
