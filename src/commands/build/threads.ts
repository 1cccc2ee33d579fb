import type { Problem } from '../../content/problem.ts'
import { startThread } from '../thread.ts'
import type { Named } from './name-files.ts'
import type { SiteSource } from './open-site.ts'
import type { FileHeaders } from './static-files.ts'

/** What a thread is started with. */
export interface BuildThreadData extends SiteSource {
  out: string
  /** The key of the site: a thread that reads another one, because a file has changed meanwhile, writes nothing. */
  key: string
  /** From 1. */
  number: number
}

export type DocumentsToWrite = Pick<Named, 'path' | 'file'>[]

/** A file that a thread has written. */
export interface Placed {
  stamp: string
  headers: FileHeaders
}

export interface DocumentsWritten {
  /** For each document, in the same order; absent for one that the thread leaves to the main thread. */
  placed: (Placed | undefined)[]
  problems: Problem[]
}

/** A thread that renders and writes documents. */
export interface BuildThread {
  write(documents: DocumentsToWrite): Promise<(Placed | undefined)[]>
  stop(): void
}

/** Starts a thread. One that fails leaves all that it has not written to the main thread, which meets the same fault or none. */
export function startBuildThread(data: BuildThreadData, report: (problem: Problem) => void): BuildThread {
  const thread = startThread<DocumentsToWrite, DocumentsWritten>('build-thread', import.meta.url, data)
  return {
    async write(documents) {
      const written = await thread.send(documents.map(({ path, file }) => ({ path, file })))
      written?.problems.forEach(report)
      return written?.placed ?? []
    },
    stop: thread.stop,
  }
}
