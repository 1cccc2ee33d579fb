import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import type { ParserData, ParseTask } from './parser.ts'

// Must come before the imports it speeds up.
enableCompileCache()
const { parseFiles } = await import('./parse-files.ts')
const { port, done } = workerData as ParserData

port.once('message', (task: ParseTask) => {
  try {
    port.postMessage(JSON.stringify(parseFiles(task)))
  } finally {
    Atomics.store(done, 0, 1)
    Atomics.notify(done, 0)
  }
})
