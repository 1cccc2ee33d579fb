import { describe, expect, it } from 'vitest'
import { createWatch } from '../../src/push/work/watch.ts'

/** Servers that share a store, each with its watch. */
function openServers(...names: string[]) {
  const signals = new Map<string, number>()
  const buried: string[] = []
  const outbox = {
    async signal(owner: string) {
      signals.set(owner, (signals.get(owner) ?? 0) + 1)
      return new Map(signals)
    },
    async bury(owner: string) {
      signals.delete(owner)
      buried.push(owner)
    },
  }
  return { buried, watches: names.map((name) => createWatch(outbox, name, () => 0)) }
}

describe('the watch of servers that share a store', () => {
  it('buries one that says nothing for five signals of another', async () => {
    const { buried, watches } = openServers('a', 'b')
    const [a, b] = watches
    await b!()
    for (let n = 0; n < 5; n++) expect(await a!()).toBe(false)
    expect(await a!()).toBe(true)
    expect(buried).toEqual(['b'])
    expect(await a!()).toBe(false)
  })

  it('lets live whoever says something now and then, also after it was buried', async () => {
    const { buried, watches } = openServers('a', 'b')
    const [a, b] = watches
    for (let n = 0; n < 12; n++) {
      if (n % 4 === 0) await b!()
      await a!()
    }
    expect(buried).toEqual([])
    for (let n = 0; n < 6; n++) await a!()
    expect(buried).toEqual(['b'])
    await b!()
    for (let n = 0; n < 5; n++) await a!()
    expect(buried).toEqual(['b'])
  })

  it('buries nobody when it has stood still itself', async () => {
    const { buried, watches } = openServers('a', 'b')
    const [a, b] = watches
    await a!()
    for (let n = 0; n < 3; n++) await b!()
    await a!()
    await b!()
    expect(buried).toEqual([])
  })
})
