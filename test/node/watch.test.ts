import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { watchFolder } from '../../src/node/watch.ts'
import { makeFolder } from '../make-folder.ts'

it('tells of the last of several writes, however soon they come after one another', async () => {
  const directory = makeFolder({ 'a.md': '', 'news/b.md': '' })
  const batches: (Set<string> | undefined)[] = []
  const stop = watchFolder(
    directory,
    (paths) => batches.push(paths),
    (error) => expect.unreachable(error.message),
  )
  onTestFinished(stop)
  await vi.waitFor(() => expect(batches).toEqual([undefined]), { timeout: 5000 })
  for (let write = 0; write < 4; write++) {
    batches.length = 0
    writeFileSync(join(directory, 'news/b.md'), `text ${write}`)
    // Within the time in which a watcher may take a second event for the first.
    await vi.waitFor(() => expect(batches.some((paths) => paths?.has('news/b.md'))).toBe(true), {
      timeout: 1000,
      interval: 1,
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
})
