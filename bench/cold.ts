import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Entry, type PathEntry, PRIVATE_FOLDER } from '../src/cloudflare/manifest.ts'
import { ALL_FORMATS } from '../src/feed/formats/formats.ts'
import { startWorkerd } from '../test/parity/workerd.ts'
import { makeArticles, type Names } from './articles.ts'
import { median } from './figures.ts'
import { cpuMilliseconds, timeScriptIn } from './processes.ts'

/** How many documents are requested, each from a process of its own. */
export const COLD_PROCESSES = 300
const COUNTS = [2000, 16_000]
const NAMES: Names = { tags: 400, authors: 50 }

/** CPU in workerd for the first request of a document, of any kind, and for that of `/` and `/healthz`. */
export async function benchCold(): Promise<void> {
  for (const count of COUNTS) {
    const articles = makeArticles(count, { names: NAMES })
    const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
    await timeScriptIn(directory, 'src/main.js', 'compile', '--articles', articles)
    const output = join(directory, '.wireroom/edge')
    if (count === COUNTS[0]) await benchDocuments(directory, output, `${count} articles`)
    for (const path of ['', 'healthz']) {
      const times = []
      for (let round = 0; round < 5; round++) times.push(await measureFirst(directory, output, path))
      console.log(`edge, ${count} articles: the first /${path} ${median(times).toFixed(1)} ms CPU`)
    }
    rmSync(articles, { recursive: true })
    rmSync(directory, { recursive: true })
  }
}

async function benchDocuments(directory: string, output: string, what: string): Promise<void> {
  const times: number[] = []
  for (const path of pickAtRandom(pathsIn(output), COLD_PROCESSES))
    times.push(await measureFirst(directory, output, path))
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1)
  console.log(
    `edge, ${what}: the first request of ${times.length} random documents ${at(0.5)} ms CPU, ${at(0.9)} at p90, ${at(1)} at worst`,
  )
}

/** The worker has started, and answered another path, before the clock of the process is read. */
async function measureFirst(directory: string, output: string, path: string): Promise<number> {
  const { urls, pid, stop } = await startWorkerd(directory, [output], {
    firstPath: 'nothing-here',
  })
  const before = cpuMilliseconds(pid)
  await (await fetch(`${urls[0]}/${path}`)).arrayBuffer()
  const after = cpuMilliseconds(pid)
  stop()
  return after - before
}

/** The paths of all documents, from the entries that the Worker reads. */
function pathsIn(output: string): string[] {
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
  const shards = readdirSync(directory).filter((name) => name.startsWith('entries-'))
  const all: Record<string, Entry>[] = [
    read(join(output, 'manifest.json')).entries,
    ...shards.map((name) => read(join(directory, name))),
  ]
  return all.flatMap((entries) =>
    Object.entries(entries).flatMap(([key, entry]) => {
      if ('path' in entry) return hasDocument(entry) ? [key] : []
      const isFeed = entry.folder.some((state) => 'version' in state)
      return [
        ...(isFeed ? ALL_FORMATS.map(({ file }) => key + file) : []),
        ...(entry.page && hasDocument(entry.page) ? [key] : []),
      ]
    }),
  )
}

function hasDocument({ path }: PathEntry): boolean {
  return path.some(({ version }) => version !== undefined)
}

/** The same ones on every run. */
function pickAtRandom(paths: string[], count: number): string[] {
  const rest = paths.toSorted()
  let seed = 1
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return rest.splice(seed % rest.length, 1)[0]!
  })
}
