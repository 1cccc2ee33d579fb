import { withCanary } from '../canary.ts'
import { createHub, type Hub, type HubOptions } from '../hub/hub.ts'
import { createSigners } from '../hub/signature.ts'
import type { Dial } from '../outbound.ts'
import { createLooker, type Looker, type LookerOptions, type Published } from './look.ts'
import { createWorker, type Worker, type WorkerOptions } from './worker.ts'

export interface PartsOptions
  extends Pick<
      WorkerOptions,
      'store' | 'owner' | 'delivers' | 'pageSize' | 'perHost' | 'maxRequests' | 'settleMilliseconds'
    >,
    Pick<LookerOptions, 'destinations' | 'log'>,
    Pick<HubOptions, 'checkCallback'> {
  published: Published
  dial: Dial
  /** Called when something is due at once. */
  wake(): void
  /** Called when a request waits to be verified; `wake` unless given. */
  wakeToVerify?(): void
  /** Called when somebody says that there may be news. */
  look(): void
  /** Called when a topic must be looked at although there is no news; `look` unless given. */
  lookAnyway?(): void
  now(): number
  random(): number
}

/** What push is made of on every runtime. Who runs it calls the looker and the worker. */
export interface Parts {
  hub: Hub
  looker: Looker
  worker: Worker
}

export function createParts(options: PartsOptions): Parts {
  const { store, published, now, random, wake, look, lookAnyway = look } = options
  const { wakeToVerify = wake } = options
  const { outbox, subscriptions } = store
  const { destinations, log } = options
  return {
    hub: createHub({
      subscriptions,
      findTopic: (url) => published.findTopic(url, now()),
      checkCallback: options.checkCallback,
      wake: wakeToVerify,
      look,
      now,
    }),
    looker: createLooker({ outbox, published, destinations, now, wake, log }),
    worker: createWorker({
      ...options,
      dial: withCanary(options.dial),
      random,
      signerOf: createSigners(),
      look: lookAnyway,
      challenge: createChallenge,
      async baseline(topic) {
        const { number } = await outbox.lastLook()
        const content = await published.content(topic, now())
        return content && { ...content, look: number }
      },
    }),
  }
}

/** A random text that cannot be guessed. */
function createChallenge(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
