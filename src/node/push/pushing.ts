import { isPushWanted } from '../../content/site/push-settings.ts'
import type { Hub } from '../../push/hub/hub.ts'
import type { Dial } from '../../push/outbound.ts'
import type { Overview, PushReadings, PushStatus } from '../../push/overview.ts'
import type { PushStore } from '../../push/store/store.ts'
import type { PushingOptions, StartedPush } from './push-place.ts'

/** Push beside a server: it starts once the settings of the site want it. */
export interface Pushing {
  hub: Hub
  /** The files that prove to services of others that the site is ours, by path. */
  proofs(): ReadonlyMap<string, string>
  /** Starts push if it is wanted, and looks for news. */
  look(): void
  /** Resolves to undefined while push is not wanted. */
  overview(): Promise<Overview | undefined>
  /** How it fares, and what it did on each day; undefined while push is not wanted or cannot start. */
  readings(now: number): Promise<PushReadings | undefined>
  /** What the page for the publisher works with; undefined while push is not wanted. */
  admin(): Promise<(Pick<PushStore, 'overview' | 'subscriptions'> & { dial: Dial }) | undefined>
  status(): Promise<PushStatus | undefined>
  stop(): Promise<void>
}

/** Loads the program of push, and opens its database, only where the site pushes: a start takes no longer without. */
export function createPushing(options: PushingOptions): Pushing {
  const { library, log } = options
  let starting: Promise<StartedPush> | undefined
  let started: StartedPush | undefined
  return {
    hub: {
      async post(form, client) {
        return (await start()).hub.post(form, client)
      },
    },
    proofs: () => started?.proofs() ?? new Map(),
    look() {
      if (started) started.look()
      else if (isWanted()) void start().catch(() => {})
    },
    async overview() {
      return isWanted() ? (await start()).store.overview : undefined
    },
    async readings(now) {
      // Without a database there is nothing to count; the other metrics are told all the same.
      const started = isWanted() ? await start().catch(() => undefined) : undefined
      if (!started) return undefined
      const { overview } = started.store
      return { status: await overview.status(now), days: await overview.days('') }
    },
    async admin() {
      if (!isWanted()) return undefined
      const { store, dial } = await start()
      return { overview: store.overview, subscriptions: store.subscriptions, dial }
    },
    async status() {
      return isWanted() ? (await start()).store.overview.status(options.now()) : undefined
    },
    async stop() {
      await (await starting?.catch(() => undefined))?.stop()
    },
  }

  function isWanted(): boolean {
    return isPushWanted(library().site)
  }

  function start(): Promise<StartedPush> {
    starting ??= import('./start-push.ts')
      .then(({ openPush }) => openPush(options))
      .then((push) => {
        started = push
        return push
      })
      .catch((error: Error) => {
        starting = undefined
        log(`Push cannot start: ${error.message}`)
        throw error
      })
    return starting
  }
}
