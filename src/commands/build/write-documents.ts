import type { Named } from './name-files.ts'
import type { OutputFolder } from './output-folder.ts'
import type { FileHeaders } from './static-files.ts'
import type { BuildThread } from './threads.ts'

interface WriteDocumentsOptions {
  output: OutputFolder
  /** Renders and writes a document; undefined for one that cannot be written. */
  write(document: Named): Promise<FileHeaders | undefined>
  startThreads(documents: number): BuildThread[]
  showProgress(text: string): void
}

/** Documents that stand beside each other share bodies, so that a thread takes some at once; the last ones are to be done by all threads. */
const AT_ONCE = 32

/** A thread has the next documents before it is done with these. */
const AHEAD = 2

/**
 * Writes the documents that are not there as they were, one group after the other, by threads and this one. What a thread leaves is written here, so
 * that every fault is met here.
 */
export async function writeDocuments(
  groups: readonly Named[][],
  { output, write, startThreads, showProgress }: WriteDocumentsOptions,
): Promise<{ headersOf: Map<Named, FileHeaders>; written: number }> {
  const headersOf = new Map<Named, FileHeaders>()
  const total = groups.reduce((sum, { length }) => sum + length, 0)
  let written = 0
  const toWrite = groups.map((group) =>
    group.filter((document) => {
      const kept = output.find(document.file, document.version)
      if (kept) headersOf.set(document, kept)
      return !kept
    }),
  )
  // Files beside articles are copied, which takes no time but that of the disk.
  const threads = startThreads(toWrite.flat().filter(({ kind }) => kind !== 'media').length)
  try {
    for (const queue of toWrite) await writeGroup(queue)
  } finally {
    for (const thread of threads) thread.stop()
  }
  return { headersOf, written }

  async function writeGroup(group: readonly Named[]): Promise<void> {
    const queue = [...group]
    const take = (most: number) => queue.splice(0, Math.max(1, Math.min(most, Math.ceil(queue.length / 8))))
    const helpers = group[0]?.kind === 'media' ? [] : threads
    await Promise.all([
      ...helpers.flatMap((thread) => Array.from({ length: AHEAD }, () => writeIn(thread))),
      writeHere(),
    ])

    async function writeIn(thread: BuildThread): Promise<void> {
      for (let documents = take(AT_ONCE); documents.length > 0; documents = take(AT_ONCE)) {
        const placed = await thread.write(documents)
        for (const [index, document] of documents.entries()) {
          const done = placed[index]
          if (done) output.note(document.file, document.version, done.stamp, done.headers)
          if (done) note(document, done.headers)
          else await writeOne(document)
        }
      }
    }

    async function writeHere(): Promise<void> {
      for (let documents = take(AT_ONCE); documents.length > 0; documents = take(AT_ONCE))
        for (const document of documents) {
          await writeOne(document)
          // What threads have done is received meanwhile.
          if (helpers.length > 0) await new Promise((resolve) => setImmediate(resolve))
        }
    }
  }

  async function writeOne(document: Named): Promise<void> {
    const headers = await write(document)
    if (headers) note(document, headers)
  }

  function note(document: Named, headers: FileHeaders): void {
    headersOf.set(document, headers)
    showProgress(`${++written} files written, ${total} in all`)
  }
}
