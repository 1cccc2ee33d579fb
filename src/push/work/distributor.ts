import { type DeliveryContext, deliver } from '../hub/distribute.ts'
import type { Outbox, Outcome, Page } from '../outbox.ts'
import { createHostLimit } from './host-limit.ts'

export interface DistributorOptions extends DeliveryContext {
  store: { outbox: Pick<Outbox, 'claim' | 'content' | 'settle' | 'abandon'> }
  /** Names this worker among others. */
  owner: string
  /** How many deliveries a step claims. */
  pageSize: number
  /** How many deliveries go to one host at a time. */
  perHost: number
  /** What has arrived is settled at most so often, because each time writes rows; at once unless given. */
  settleMilliseconds?: number
}

/** Delivers topics to their subscriptions. It knows nothing of the publication, so that it can run in a thread of its own. */
export interface Distributor {
  /** Claims a page of deliveries, at most `limit`, and makes them; resolves to whether there was one. */
  step(limit?: number): Promise<boolean>
}

export function createDistributor(options: DistributorOptions): Distributor {
  const { store, owner, now, pageSize, settleMilliseconds = 0 } = options
  const { outbox } = store
  const limit = createHostLimit(options.perHost)
  let content: { key: string; bytes: Uint8Array<ArrayBuffer> } | undefined
  return {
    async step(most = pageSize) {
      const page = await outbox.claim(now(), owner, Math.min(pageSize, most))
      if (page) await distribute(page)
      return page !== undefined
    },
  }

  /** Delivers a page; what has arrived is settled while the rest is under way. */
  async function distribute(page: Page): Promise<void> {
    const bytes = await readContent(page)
    if (!bytes) return outbox.abandon(page)
    const outcomes: Outcome[] = []
    let settling: Promise<void> | undefined
    let settled = now()
    const settle = async () => {
      settled = now()
      try {
        while (outcomes.length > 0) {
          const some = [...outcomes]
          await outbox.settle(page, some, now())
          outcomes.splice(0, some.length)
        }
      } finally {
        settling = undefined
      }
    }
    await Promise.all(
      page.deliveries.map(async (delivery) => {
        outcomes.push(await limit(delivery.host, () => deliver(page, bytes, delivery, options)))
        if (now() - settled >= settleMilliseconds) settling ??= settle()
        // What a failing database leaves is settled with the next, or in the end.
        await settling?.catch(() => {})
      }),
    )
    await settle()
  }

  async function readContent({ topic, digest }: Page): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const key = `${digest} ${topic}`
    if (content?.key === key) return content.bytes
    const bytes = (await outbox.content(topic, digest)) as Uint8Array<ArrayBuffer> | undefined
    if (bytes) content = { key, bytes }
    return bytes
  }
}
