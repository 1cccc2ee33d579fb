import { workerData } from 'node:worker_threads'
import type { Problem } from '../../content/problem.ts'
import { replyToRequests } from '../thread.ts'
import { sharedHeaders } from './hosts/header-groups.ts'
import { openSite } from './open-site.ts'
import { createPlacer } from './place-file.ts'
import type { BuildThreadData, DocumentsToWrite, DocumentsWritten, Placed } from './threads.ts'

const data = workerData as BuildThreadData
let problems: Problem[] = []
const { folder, request, key } = openSite(
  data,
  () => {},
  (problem) => problems.push(problem),
)
const placer = createPlacer(data.out, data.number)
const isSame = folder.readDurations().then(() => key() === data.key)

replyToRequests(async (documents: DocumentsToWrite): Promise<DocumentsWritten> => {
  const placed: DocumentsWritten['placed'] = []
  for (const document of documents) placed.push((await isSame) ? await write(document) : undefined)
  const met = problems
  problems = []
  return { placed, problems: met }
})

/** Undefined where the main thread has to see what is wrong. */
async function write({ path, file }: DocumentsToWrite[number]): Promise<Placed | undefined> {
  try {
    const response = await request(path)
    if (response.status !== 200) return undefined
    const stamp = await placer.write(file, new Uint8Array(await response.arrayBuffer()))
    return { stamp, headers: sharedHeaders(response.headers) }
  } catch {
    placer.clear()
    return undefined
  }
}
