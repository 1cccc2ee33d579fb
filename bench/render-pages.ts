import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { openSite } from '../src/commands/build/open-site.ts'
import { type Bytes, isDocument } from '../src/publication/publication.ts'

/** How many pages are written while the next ones are rendered. */
const WRITTEN_AT_ONCE = 16

/** What a thread renders: each `threads`th article, from its number on. */
interface Share {
  articles: string
  output: string
  threads: number
  number: number
}

// Renders the page of each article of a folder into another one, on all cores, and prints what that took once the program was loaded.
if (isMainThread) await renderAll(process.argv[2]!, process.argv[3]!)
else await renderShare(workerData as Share)

async function renderAll(articles: string, output: string): Promise<void> {
  const threads = Math.min(availableParallelism(), 8)
  const start = performance.now()
  const others = Array.from({ length: threads - 1 }, (_, index) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { articles, output, threads, number: index + 1 } satisfies Share,
    })
    return new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject))
  })
  await renderShare({ articles, output, threads, number: 0 })
  await Promise.all(others)
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  console.log(
    JSON.stringify({
      milliseconds: performance.now() - start,
      cpu: (userCPUTime + systemCPUTime) / 1000,
      megabytes: maxRSS / 1024,
    }),
  )
}

async function renderShare({ articles, output, threads, number }: Share): Promise<void> {
  const now = Date.now()
  const { folder, publication } = openSite(
    { articles, siteUrl: 'https://bench.example/', now },
    console.error,
    () => {},
  )
  const mine = folder.library().articles.filter((_, index) => index % threads === number)
  const rest = mine.values()
  await Promise.all(
    Array.from({ length: WRITTEN_AT_ONCE }, async () => {
      for (const { permalink } of rest) {
        const path = new URL(permalink).pathname.slice(1)
        const page = await publication.find(path, now)
        if (!isDocument(page)) throw new Error(`/${path} is no page`)
        await write(join(output, path, 'index.html'), await page.read())
      }
    }),
  )
}

async function write(file: string, bytes: Bytes): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, bytes)
}
