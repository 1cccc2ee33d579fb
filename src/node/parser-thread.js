import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'

// In JavaScript for the reason that main.js is: this thread is in more of a hurry than any other.
enableCompileCache()
const { parseFiles } = await import('./parse-files.ts')
const { port, done } = workerData

port.once('message', (task) => {
  try {
    port.postMessage(JSON.stringify(parseFiles(task)))
  } finally {
    Atomics.store(done, 0, 1)
    Atomics.notify(done, 0)
  }
})
