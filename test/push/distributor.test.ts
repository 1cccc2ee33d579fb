import { expect, it } from 'vitest'
import type { Outcome, Page } from '../../src/push/outbox.ts'
import { createDistributor } from '../../src/push/work/distributor.ts'

const COUNT = 45

/** One page, and a database that fails at the settlements of these numbers. */
function openDistributor(isFailing: (settlement: number) => boolean, digests = ['b']) {
  const deliveries = Array.from({ length: COUNT }, (_, subscription) => ({
    subscription,
    callback: `https://reader.example/${subscription}`,
    host: 'reader.example',
    attempts: 0,
    failures: 0,
  }))
  const pages = digests.map((digest, id) => ({ id, topic: 'a', digest, deliveries }) as unknown as Page)
  const read: string[] = []
  const settled: number[] = []
  let settlements = 0
  const outbox = {
    claim: async () => pages.shift(),
    async content(_: string, digest: string) {
      read.push(digest)
      return new Uint8Array()
    },
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
  return { step, settled, read }
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

it('reads the bytes of a version once, however many pages it has', async () => {
  const { step, read } = openDistributor(() => false, ['b', 'b', 'b', 'c', 'c'])
  while (await step());
  expect(read).toEqual(['b', 'c'])
})
