import { readFileSync, rmSync } from 'node:fs'
import { makeArticles } from './articles.ts'
import { ask } from './cases.ts'
import { median, type Server, startServer } from './processes.ts'

const COUNT = 10_000
const NAMES = { tags: 2000, authors: 50 }
const ROUNDS = 5

/** What 2,000 tags and 50 authors cost: at the start, at the first request for the feed of each, and in memory. */
export async function benchTags(): Promise<void> {
  const plain = makeArticles(COUNT)
  const tagged = makeArticles(COUNT, NAMES)
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const times: number[] = []
    for (const articles of [plain, tagged]) {
      const server = await startServer(articles, { LOG: 'off' })
      times.push(server.firstFeed)
      await server.stop()
    }
    ratios.push(times[1]! / times[0]!)
  }
  console.log(
    `start to first /feed.xml, ${COUNT} articles with ${NAMES.tags} tags and ${NAMES.authors} authors: ${median(ratios).toFixed(2)} x the start without`,
  )
  const server = await startServer(tagged, { LOG: 'off' })
  // Until it has remembered what it parsed.
  await new Promise((resolve) => setTimeout(resolve, 4000))
  const before = megabytes(server)
  const times: number[] = []
  for (let tag = 0; tag < NAMES.tags; tag++) {
    const started = performance.now()
    const { status } = await ask(`${server.url}/tags/tag-${tag}/feed.xml`, { method: 'GET', headers: {} })
    times.push(performance.now() - started)
    if (status !== 200) throw new Error(`There is no feed of tag ${tag}`)
  }
  console.log(
    `first request for the feed of a tag: ${times[0]!.toFixed(1)} ms for the first of all, then ${median(times).toFixed(1)} ms (median of ${NAMES.tags}), ${Math.max(...times.slice(1)).toFixed(1)} ms at worst; memory ${before} MB before, ${megabytes(server)} MB after`,
  )
  await server.stop()
  for (const path of [plain, tagged]) rmSync(path, { recursive: true })
}

function megabytes({ process }: Server): number {
  const status = readFileSync(`/proc/${process.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024)
}
