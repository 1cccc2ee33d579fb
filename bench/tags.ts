import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { makeArticles } from './articles.ts'
import { ask } from './cases.ts'
import { figure, inTurn, median, over } from './figures.ts'
import { readMegabytes, startServer } from './processes.ts'

export const TAGS_PROCESSES = 5
const COUNT = 10_000
const NAMES = { tags: 2000, authors: 50 }

/** What 2,000 tags and 50 authors cost: at the start, at the first request for the feed of each, and in memory. */
export async function benchTags(): Promise<void> {
  const folders = { without: makeArticles(COUNT), tagged: makeArticles(COUNT, { names: NAMES }) }
  const { without, tagged, feeds } = await inTurn(TAGS_PROCESSES, {
    without: () => timeStart(folders.without),
    tagged: () => timeStart(folders.tagged),
    feeds: () => askForAll(folders.tagged),
  })
  for (const articles of Object.values(folders)) rmSync(articles, { recursive: true })
  const [first, usual, worst] = [
    feeds.map(({ times }) => times[0]!),
    feeds.map(({ times }) => median(times)),
    feeds.map(({ times }) => Math.max(...times.slice(1))),
  ].map((times) => figure(times, 1))
  const [before, after] = [feeds.map(({ before }) => before), feeds.map(({ after }) => after)].map((memory) =>
    figure(memory, 0),
  )
  console.log(
    [
      `start to first /feed.xml, ${COUNT} articles with ${NAMES.tags} tags and ${NAMES.authors} authors: ${figure(over(tagged, without))} x the start without`,
      `first request for the feed of a tag: ${first} ms for the first of all, then ${usual} ms (the median of ${NAMES.tags}), ${worst} ms at worst; memory ${before} MB before, ${after} MB after`,
    ].join('\n'),
  )
}

async function timeStart(articles: string): Promise<number> {
  const server = await startServer(articles, { LOG: 'off' })
  await server.stop()
  return server.firstFeed
}

/** Asks a new server for the feed of each tag, and looks at its memory. */
async function askForAll(articles: string): Promise<{ times: number[]; before: number; after: number }> {
  const server = await startServer(articles, { LOG: 'off' })
  // Until it has remembered what it parsed.
  await setTimeout(4000)
  const { resident: before } = readMegabytes(server.process.pid!)
  const times: number[] = []
  for (let tag = 0; tag < NAMES.tags; tag++) {
    const started = performance.now()
    const { status } = await ask(`${server.url}/tags/tag-${tag}/feed.xml`, { method: 'GET', headers: {} })
    times.push(performance.now() - started)
    if (status !== 200) throw new Error(`There is no feed of tag ${tag}`)
  }
  const { resident: after } = readMegabytes(server.process.pid!)
  await server.stop()
  return { times, before, after }
}
