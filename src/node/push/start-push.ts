import { checkCallback } from '../../push/callback.ts'
import { createDestinations, type Destinations } from '../../push/destinations/table.ts'
import { parseHostList } from '../../push/host-list.ts'
import { openStore } from '../../push/store/store.ts'
import { createDial } from '../dial/dial.ts'
import { openDatabase } from './database.ts'
import { startDeliveryThread } from './delivery-thread.ts'
import { startPush } from './push.ts'
import type { PushingOptions, StartedPush } from './push-place.ts'

/** Opens the database and starts push. Rejects where the environment cannot be understood or the database cannot be opened. */
export async function openPush(options: PushingOptions): Promise<StartedPush> {
  const { library, publication, place, version, now, log } = options
  const allow = parseHostList(place.allow ?? '')
  const { url } = publication.site()
  const userAgent = `Wireroom/${version} (+${url})`
  const { dial, close } = createDial({ userAgent, allow })
  const made = await makeDestinations()
  const opened = await openDatabase(place)
  const store = await openStore(opened.database)
  const push = await startPush({
    ...options,
    store,
    dial,
    checkCallback: (text) => checkCallback(text, { own: [publication.site().url], allow }),
    destinations: () => made.current().destinations,
    own: opened.own,
    doorbell: opened.doorbell,
    startThread(owner, onEnd) {
      const { file, databaseUrl, allow = '' } = place
      return startDeliveryThread({ file, databaseUrl, allow, userAgent, owner }, onEnd, log)
    },
    now,
    log,
  })
  return {
    ...push,
    store,
    dial,
    look() {
      void made.renew().finally(push.look)
    },
    proofs: () => new Map(made.current().files.map(({ path, text }) => [path, text])),
    async stop() {
      await push.stop()
      await close()
      await opened.close()
    },
  }

  /** Makes the destinations, and makes them again when the settings are others. */
  async function makeDestinations() {
    let from: string | undefined
    let current: Destinations = { destinations: [], files: [], faults: [] }
    const renew = async () => {
      const { push, url } = library().site
      const settings = JSON.stringify([push, url])
      if (settings === from) return
      from = settings
      current = await createDestinations(push ?? { hubs: [], destinations: [] }, place.environment, { url })
      for (const { place, message, hint } of current.faults) log(`_index.md: ${place}: ${message}. ${hint}.`)
    }
    await renew()
    return { current: () => current, renew }
  }
}
