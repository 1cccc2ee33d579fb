import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { openObjectDatabase } from '../../../src/cloudflare/push/object-storage.ts'
import { openStore, type PushStore } from '../../../src/push/store/store.ts'
import type { SubscriptionLimits } from '../../../src/push/store/subscriptions.ts'
import { describeStore } from '../../push/store/contract.ts'

type Method = (...values: unknown[]) => Promise<unknown>

/** A store in an object of its own. Only the object may use its storage, so that each call is made in it. */
async function openObjectStore(limits?: SubscriptionLimits): Promise<PushStore> {
  const stub = env.PUSH.get(env.PUSH.idFromName(crypto.randomUUID()))
  const part = (name: keyof PushStore) =>
    new Proxy({} as Record<string, Method>, {
      get:
        (_, method: string) =>
        (...values: unknown[]) =>
          runInDurableObject(stub, async (_, { storage }) => {
            const store = await openStore(openObjectDatabase(storage), limits)
            return (store[name] as unknown as Record<string, Method>)[method]!(...values)
          }),
    })
  return Object.fromEntries(
    (['outbox', 'subscriptions', 'overview'] as const).map((name) => [name, part(name)]),
  ) as unknown as PushStore
}

describeStore('a Durable Object', openObjectStore, { runs: 10 })
