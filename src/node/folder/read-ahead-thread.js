import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'

// In JavaScript for the reason that main.js is: this thread is in more of a hurry than any other.
enableCompileCache()
const { BATCH, BATCHES_READ, BATCHES_TAKEN, ENDED, MAX_BATCHES_AHEAD, SCANNED } = await import(
  './read-ahead.ts'
)
const { root, port, progress } = workerData
try {
  await readAhead()
} finally {
  // However it ends, nobody waits for it.
  advance(SCANNED, ENDED)
  advance(BATCHES_READ, ENDED)
}

async function readAhead() {
  const { lookAtArticle, scanFolder } = await import('./scan.ts')
  const scan = scanFolder(root, 0, { articlesUnseen: true })
  port.postMessage(scan)
  advance(SCANNED, 1)
  // Only now: the other thread waits for what was found.
  const { parseFrontMatter } = await import('../../content/front-matter/parse.ts')
  const { readText } = await import('./read-text.ts')
  const paths = [...scan.articles.keys()]
  for (let start = 0; start < paths.length; start += BATCH) {
    port.postMessage(paths.slice(start, start + BATCH).flatMap(read))
    advance(BATCHES_READ, 1)
    waitUntilTaken(start / BATCH - MAX_BATCHES_AHEAD)
  }

  /** Nothing where the file is gone, or cannot be read: whoever makes articles finds out, and says so. */
  function read(path) {
    try {
      const seen = lookAtArticle(root, path)
      const source = seen && readText(`${root}/${path}`)
      if (source === undefined) return []
      const frontMatter = parseFrontMatter(source, path)
      const { body } = frontMatter
      if (source.endsWith(body)) frontMatter.body = source.length - body.length
      return [{ path, ...seen, source, frontMatter }]
    } catch {
      return []
    }
  }
}

function advance(place, steps) {
  Atomics.add(progress, place, steps)
  Atomics.notify(progress, place)
}

function waitUntilTaken(count) {
  for (
    let taken = Atomics.load(progress, BATCHES_TAKEN);
    taken < count;
    taken = Atomics.load(progress, BATCHES_TAKEN)
  )
    Atomics.wait(progress, BATCHES_TAKEN, taken)
}
