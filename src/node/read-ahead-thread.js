import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'

// In JavaScript for the reason that main.js is: this thread is in more of a hurry than any other.
enableCompileCache()
const { BATCH, BATCHES_READ, BATCHES_TAKEN, MAX_BATCHES_AHEAD, SCANNED } = await import('./read-ahead.ts')
const { digest } = await import('./digest.ts')
const { readText } = await import('./read-text.ts')
const { scanFolder } = await import('./scan.ts')
const { root, port, progress } = workerData

port.once('message', (paths) => {
  for (let start = 0; start < paths.length; start += BATCH) {
    port.postMessage(paths.slice(start, start + BATCH).flatMap(read))
    advance(BATCHES_READ)
    waitUntilTaken(start / BATCH - MAX_BATCHES_AHEAD)
  }
})
try {
  port.postMessage(scanFolder(root, 0))
} finally {
  advance(SCANNED)
}

/** Nothing where the file is gone, or cannot be read: whoever parses it finds out, and says so. */
function read(path) {
  try {
    const source = readText(`${root}/${path}`)
    return source === undefined ? [] : [{ path, source, contentHash: digest(source) }]
  } catch {
    return []
  }
}

function advance(place) {
  Atomics.add(progress, place, 1)
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
