import { rmSync } from 'node:fs'
import { makeArticles } from './articles.ts'
import { ask } from './cases.ts'
import { figure, inTurn } from './figures.ts'
import { readMegabytes, startServer } from './processes.ts'

export const MEMORY_PROCESSES = 2
const COUNT = 10_000
const PATHS = ['feed.xml', 'atom.xml', 'feed.json', 'section-1/feed.xml']

/** Memory at 10,000 articles after 50,000 and 100,000 requests. */
export async function benchMemory(): Promise<void> {
  const articles = makeArticles(COUNT)
  const { seen } = await inTurn(MEMORY_PROCESSES, { seen: () => watchMemory(articles) })
  rmSync(articles, { recursive: true })
  const [start, half, end] = [0, 1, 2].map((at) =>
    figure(
      seen.map((megabytes) => megabytes[at]!),
      0,
    ),
  )
  console.log(
    `memory at ${COUNT} articles: ${start} MB at the start, ${half} MB after 50,000 requests, ${end} MB after 100,000`,
  )
}

/** Megabytes at the start, and after each half of the requests. */
async function watchMemory(articles: string): Promise<number[]> {
  const server = await startServer(articles, { LOG: 'off' })
  const read = () => readMegabytes(server.process.pid!).resident
  const seen = [read()]
  const request = (number: number) =>
    ask(`${server.url}/${PATHS[number % PATHS.length]}`, { method: 'GET', headers: {} })
  for (let half = 0; half < 2; half++) {
    for (let batch = 0; batch < 500; batch++)
      await Promise.all(Array.from({ length: 100 }, (_, number) => request(number)))
    seen.push(read())
  }
  await server.stop()
  return seen
}
