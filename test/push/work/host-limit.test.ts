import { expect, it } from 'vitest'
import { createHostLimit } from '../../../src/push/work/host-limit.ts'

it('runs so many at a time for each host, in their order, and leaves other hosts alone', async () => {
  const limit = createHostLimit(2)
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const run = (host: string, name: string) =>
    limit(host, () => {
      started.push(name)
      return new Promise<void>((resolve) => ends.set(name, resolve))
    })
  const all = ['a1', 'a2', 'a3', 'a4', 'b1'].map((name) => run(name[0]!, name))
  await Promise.resolve()
  expect(started).toEqual(['a1', 'a2', 'b1'])
  for (const name of ['a2', 'a1', 'b1', 'a3', 'a4']) {
    ends.get(name)!()
    await new Promise(setImmediate)
  }
  await Promise.all(all)
  expect(started).toEqual(['a1', 'a2', 'b1', 'a3', 'a4'])
})

it('goes on after one that fails', async () => {
  const limit = createHostLimit(1)
  const failing = limit('a', () => Promise.reject(new Error('no')))
  const next = limit('a', async () => 'done')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('done')
})
