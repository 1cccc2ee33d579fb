import { expect, it } from 'vitest'
import type { Outcome, Page } from '../../src/push/outbox.ts'
import { createDistributor } from '../../src/push/work/distributor.ts'

const COUNT = 45

/** One page, and a database that fails at the settlements of these numbers. */
function openDistributor(isFailing: (settlement: number) => boolean) {
  const deliveries = Array.from({ length: COUNT }, (_, subscription) => ({
    subscription,
    callback: `https://reader.example/${subscription}`,
    host: 'reader.example',
    attempts: 0,
    failures: 0,
  }))
  const pages = [{ id: 1, topic: 'a', digest: 'b', deliveries } as unknown as Page]
  const settled: number[] = []
  let settlements = 0
  const outbox = {
    claim: async () => pages.shift(),
    content: async () => new Uint8Array(),
    abandon: async () => {},
    async settle(_: Page, outcomes: readonly Outcome[]) {
      if (isFailing(++settlements)) throw new Error('The connection is lost')
      settled.push(...outcomes.map(({ delivery }) => delivery.subscription))
    },
  }
  const { step } = createDistributor({
    store: { outbox },
    owner: 'test',
    pageSize: COUNT,
    perHost: 8,
    dial: async () => ({ status: 204, body: '' }),
    signerOf: async () => async () => '',
    now: () => 0,
    random: () => 0,
  })
  return { step, settled }
}

it('settles what has arrived although the database fails in between', async () => {
  const { step, settled } = openDistributor((settlement) => settlement <= 2)
  expect(await step()).toBe(true)
  expect(settled.sort((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, n) => n))
})

it('rejects where the database still fails in the end', async () => {
  const { step, settled } = openDistributor(() => true)
  await expect(step()).rejects.toThrow('The connection is lost')
  expect(settled).toEqual([])
})
