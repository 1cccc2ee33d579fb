import { expect, it } from 'vitest'
import { startDeliveryThread } from '../../../src/node/push/delivery-thread.ts'
import { eventually } from '../../eventually.ts'

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
