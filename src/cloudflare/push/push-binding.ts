import type { Hub, HubAnswer } from '../../push/hub/hub.ts'
import type { Dial } from '../../push/outbound.ts'
import type { Overview, PushStatus } from '../../push/overview.ts'
import type { Subscriptions } from '../../push/subscriptions.ts'
import type { AskedPart } from './edge-push.ts'

/** The binding of the object in the Worker, as far as it is used. */
export interface PushBinding {
  idFromName(name: string): unknown
  get(id: unknown): PushStub
}

/** The object, as another program sees it. */
interface PushStub {
  post(form: string, client: string): Promise<HubAnswer>
  announce(version: string): Promise<void>
  status(): Promise<PushStatus | undefined>
  ask(part: AskedPart, method: string, values: readonly unknown[]): Promise<unknown>
  dial: Dial
}

/** The object, as the Worker uses it. */
export interface RemotePush {
  hub: Hub
  status(): Promise<PushStatus | undefined>
  /** Tells the object once an hour which version is served, so that an alarm that was lost is set again; with the next request where that fails. */
  announce(version: string): Promise<void>
  /** What the page for the publisher works with. */
  admin: { overview: Overview; subscriptions: Subscriptions; dial: Dial }
}

const TELL_MILLISECONDS = 3_600_000

/** Finds the one object of the site. A stub belongs to the request that made it, so that each call makes its own. */
export function createRemotePush(binding: PushBinding, now: () => number): RemotePush {
  const stub = () => binding.get(binding.idFromName('push'))
  let told = Number.NEGATIVE_INFINITY
  const part = <T extends object>(name: AskedPart) =>
    new Proxy({} as T, {
      get:
        (_, method: string) =>
        (...values: unknown[]) =>
          stub().ask(name, method, values),
    })
  return {
    admin: {
      overview: part('overview'),
      subscriptions: part('subscriptions'),
      dial: (request) => stub().dial(request),
    },
    hub: { post: (form, client) => stub().post(form.toString(), client) },
    status: () => stub().status(),
    async announce(version) {
      const before = told
      if (now() - before < TELL_MILLISECONDS) return
      told = now()
      try {
        await stub().announce(version)
      } catch {
        told = before
      }
    },
  }
}

/** The variables and secrets of an environment, without its bindings. */
export function stringsOf(environment: object): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => typeof value === 'string'))
}
