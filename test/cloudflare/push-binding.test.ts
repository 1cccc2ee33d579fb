import { expect, it } from 'vitest'
import { createRemotePush } from '../../src/cloudflare/push/push-binding.ts'

it('the Worker tells the object once an hour what it serves, and at once again where that fails', async () => {
  const clock = { now: 0 }
  const told: string[] = []
  const announce = async (version: string) => {
    told.push(version)
    if (told.length === 1) throw new Error('The object restarts.')
  }
  const binding = { idFromName: (name: string) => name, get: () => ({ announce }) as never }
  const push = createRemotePush(binding, () => clock.now)
  for (const minutes of [0, 0, 0, 59, 60, 60]) {
    clock.now = minutes * 60_000
    await push.announce(`after ${minutes}`)
  }
  expect(told).toEqual(['after 0', 'after 0', 'after 60'])
})
