import { expect, it, onTestFinished } from 'vitest'
import { isTopic, LISTS, linkHeader } from '../../../src/http/links.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { startPush } from '../../../src/node/push/push.ts'
import { openSqlite } from '../../../src/node/push/sqlite.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { openStore } from '../../../src/push/store/store.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

it('a database that cannot be written when a server starts does not end the server, which pushes once it can', async () => {
  const folder = openFolder(makeFolder({}), { defaultUrl: 'https://example.org/' })
  const publication = createFolderPublication(folder, 'test')
  const file = openSqlite(':memory:')
  const store = await openStore(file.database)
  let failures = 0
  const fail = <T>(work: () => Promise<T>): Promise<T> => {
    if (failures >= 2) return work()
    failures++
    return Promise.reject(new Error('attempt to write a readonly database'))
  }
  const { outbox } = store
  const lines: string[] = []
  const push = await startPush({
    ...{ publication, library: folder.library, isTopic, lists: LISTS },
    linksOf: (document) => linkHeader(document, publication.site()),
    store: {
      ...store,
      outbox: { ...outbox, release: (owner, now) => fail(() => outbox.release(owner, now)) },
    },
    dial: async () => ({ status: 204, body: '' }),
    checkCallback: () => ({ kind: 'refused', reason: 'The address is not one.' }),
    destinations: () => [],
    own: () => true,
    now: Date.now,
    log: (line) => lines.push(line),
  })
  onTestFinished(async () => {
    await push.stop()
    file.close()
  })
  await eventually(async () => expect(await store.overview.status(Date.now())).toHaveProperty('lastPush'))
  expect(failures).toBe(2)
  // Once, however often it was tried.
  expect(lines).toEqual(['Push: attempt to write a readonly database. It is tried again.'])
})
