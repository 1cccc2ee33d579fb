import { DurableObject, type DurableObjectState } from 'cloudflare:workers'
import manifest from 'wireroom:manifest'
import type { HubAnswer } from '../../push/hub/hub.ts'
import type { OutboundAnswer, OutboundRequest } from '../../push/outbound.ts'
import type { PushStatus } from '../../push/overview.ts'
import type { Assets } from '../publication.ts'
import { type AskedPart, type EdgePush, startEdgePush } from './edge-push.ts'
import { stringsOf } from './push-binding.ts'

interface ObjectEnvironment {
  ASSETS: Assets
}

/** The one Durable Object of a site: it has the database of push, and an alarm for what is due. */
export class PushObject extends DurableObject<ObjectEnvironment> {
  #push: EdgePush | undefined

  constructor(context: DurableObjectState, environment: ObjectEnvironment) {
    super(context, environment)
    void context.blockConcurrencyWhile(async () => {
      this.#push = await startEdgePush({
        storage: context.storage,
        assets: environment.ASSETS,
        manifest,
        environment: stringsOf(environment),
        fetch: (url, init) => globalThis.fetch(url, init),
        now: Date.now,
        random: Math.random,
        log: console.log,
      })
    })
  }

  async post(form: string, client: string): Promise<HubAnswer> {
    return this.#push?.post(form, client) ?? { status: 404, text: 'This site has no hub.' }
  }

  async announce(version: string): Promise<void> {
    await this.#push?.announce(version)
  }

  async status(): Promise<PushStatus | undefined> {
    return this.#push?.status()
  }

  async ask(part: AskedPart, method: string, values: readonly unknown[]): Promise<unknown> {
    return this.#push?.ask(part, method, values)
  }

  async dial(request: OutboundRequest): Promise<OutboundAnswer> {
    if (!this.#push) throw new Error('this site pushes nothing')
    return this.#push.dial(request)
  }

  async alarm(): Promise<void> {
    await this.#push?.alarm()
  }
}
