import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startDeliveryThread } from '../../../src/node/push/delivery-thread.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

it('stops also where its thread has ended', async () => {
  const lines: string[] = []
  const data = { databaseUrl: 'postgres://wireroom@127.0.0.1:1/none', file: '', allow: '' }
  const thread = startDeliveryThread(
    { ...data, userAgent: 'test', owner: 'test' },
    async () => {},
    (line) => lines.push(line),
  )
  await eventually(() => expect(lines.join()).toMatch(/^Push: the deliveries stopped \(.*ECONNREFUSED/))
  await thread.stop()
  // By now it has, whenever the first call came.
  await thread.stop()
})

it.runIf(process.platform === 'linux')('gives way to the threads that answer readers', async () => {
  // The threads of the pool are started with the first work for them, and have the priority of whoever has it.
  await promisify(randomBytes)(1)
  const data = { file: join(makeFolder({}), 'push.sqlite'), allow: '', userAgent: 'test', owner: 'test' }
  const thread = startDeliveryThread(
    data,
    async () => {},
    () => {},
  )
  await eventually(() => expect(othersThanMain()).toEqual([Math.min(getPriority() + 10, 19)]))
  await thread.stop()
})

/** How nice the threads of this process are that are not as nice as the first (proc(5), field 19 of `stat`). */
function othersThanMain(): number[] {
  const threads = readdirSync('/proc/self/task')
  return threads
    .map((thread) =>
      Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]!.split(' ')[16]),
    )
    .filter((niceness) => niceness !== getPriority())
}
