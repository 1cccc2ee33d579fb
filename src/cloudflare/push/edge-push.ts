import { isTopic, LISTS, linkHeader } from '../../http/links.ts'
import { createPublished } from '../../publication/push/published.ts'
import { checkCallback } from '../../push/callback.ts'
import { createDestinations } from '../../push/destinations/table.ts'
import { parseHostList } from '../../push/host-list.ts'
import type { HubAnswer } from '../../push/hub/hub.ts'
import type { Dial } from '../../push/outbound.ts'
import type { PushStatus } from '../../push/overview.ts'
import { openStore, type PushStore } from '../../push/store/store.ts'
import { keepHouse, nextChore } from '../../push/work/house.ts'
import { createParts } from '../../push/work/parts.ts'
import type { Manifest, PushedContent } from '../manifest.ts'
import { type Assets, createCompiledPublication, openAsset } from '../publication.ts'
import { openAgenda } from './agenda.ts'
import { createEdgeDial, type EdgeDialOptions } from './dial.ts'
import { type ObjectStorage, openObjectDatabase } from './object-storage.ts'

export interface EdgePushOptions {
  storage: ObjectStorage
  assets: Assets
  manifest: Manifest
  /** Has the secrets that settings name, and `WIREROOM_PUSH_ALLOW`. */
  environment: Readonly<Record<string, string | undefined>>
  fetch: EdgeDialOptions['fetch']
  now(): number
  /** From 0 to below 1. */
  random(): number
  log(line: string): void
}

/** Push as it runs in the object. */
export interface EdgePush {
  store: PushStore
  /** Answers a POST to the hub; the form is as it was sent. */
  post(form: string, client: string): Promise<HubAnswer>
  /** Tells that the Worker serves a version of the articles. */
  announce(version: string): Promise<void>
  /** Does what is due, and sets the next alarm. */
  alarm(): Promise<void>
  status(): Promise<PushStatus>
  /** Calls a method of the store for the publisher, and sets the alarm for what that makes due. */
  ask(part: AskedPart, method: string, values: readonly unknown[]): Promise<unknown>
  /** Tells a callback something for the publisher. */
  dial: Dial
}

/** What the publisher may see and change. */
export type AskedPart = 'overview' | 'subscriptions'

/** The free plan takes 50 requests to others for each alarm. */
const MAX_REQUESTS = 45
/** How often what has arrived is written down while a page is under way: after a restart, so much is sent again. */
const SETTLE_MILLISECONDS = 2000
/** How long to leave alone what has failed for a reason of our own. */
const REST_MILLISECONDS = 30_000
/** How often, and for how long, to look whether the object runs the version that the Worker serves. */
const AWAIT_MILLISECONDS = 10_000
const MAX_AWAIT_MILLISECONDS = 600_000

/** What an alarm does, each apart from the others. */
type Task = 'look' | 'house' | 'deliver'

/** Opens the database, and goes on where it was left. Undefined where the site pushes nothing. */
export async function startEdgePush(options: EdgePushOptions): Promise<EdgePush | undefined> {
  const { storage, assets, manifest, environment, now, log } = options
  const { site, push: settings } = manifest
  if (!settings) return undefined
  const { articles: version, choices } = settings
  const publication = createCompiledPublication(manifest, assets)
  const store = await openStore(openObjectDatabase(storage))
  const { outbox } = store
  // There is one object, so that nobody else is working on what an earlier one has claimed.
  await outbox.release(undefined, now())
  const agenda = openAgenda(storage)
  const allow = parseHostList(environment.WIREROOM_PUSH_ALLOW ?? '')
  const { destinations, faults } = await createDestinations(choices, environment, site)
  for (const { place, message, hint } of faults) log(`_index.md: ${place}: ${message}. ${hint}.`)
  let content: PushedContent | undefined
  const published = createPublished({
    articles: async () => (await loadContent()).articles,
    // Asked only after the articles.
    hasSection: (path) => content!.sections.includes(path),
    publication,
    linksOf: (document) => linkHeader(document, site),
    isTopic,
    lists: LISTS,
  })
  const own = [site.url]
  const dial = createEdgeDial({ fetch: options.fetch, userAgent: `Wireroom (+${site.url})`, own, allow })
  const { hub, looker, worker } = createParts({
    store,
    published,
    dial,
    destinations: () => destinations,
    checkCallback: (text) => checkCallback(text, { own, allow }),
    owner: 'object',
    pageSize: MAX_REQUESTS,
    perHost: MAX_REQUESTS,
    maxRequests: MAX_REQUESTS,
    settleMilliseconds: SETTLE_MILLISECONDS,
    now,
    random: options.random,
    log,
    // The caller sets the alarm afterwards. There is news only where the version or the time has changed, which the alarm knows.
    wake: () => {},
    look: () => {},
    lookAnyway: () => agenda.write({ ...agenda.read(), look: now() }),
  })
  const resting = new Map<Task, number>()
  let awaitedUntil = 0
  return {
    store,
    async post(form, client) {
      const answer = await hub.post(new URLSearchParams(form), client)
      await schedule()
      return answer
    },
    async announce(served) {
      // After a deploy, the object may run the version before for a while.
      if (served !== version) awaitedUntil = now() + MAX_AWAIT_MILLISECONDS
      await schedule()
    },
    async alarm() {
      await attempt('look', async () => {
        if (nextLook() <= now()) await look()
      })
      await attempt('house', async () => {
        const { beaten, pruned } = await keepHouse(store, agenda.read(), now())
        agenda.write({ ...agenda.read(), beaten, pruned })
      })
      await attempt('deliver', async () => {
        await worker.step()
      })
      try {
        await schedule()
      } catch (error) {
        report(error)
        // Cloudflare rings again a few times for an alarm that throws, and then never more.
        await storage.setAlarm(now() + REST_MILLISECONDS)
      }
    },
    status: () => store.overview.status(now()),
    async ask(part, method, values) {
      const methods = store[part] as unknown as Record<string, (...values: readonly unknown[]) => unknown>
      const result = await methods[method]!(...values)
      await schedule()
      return result
    },
    dial,
  }

  function nextLook(): number {
    const { seen, look = Number.POSITIVE_INFINITY } = agenda.read()
    return seen === version ? look : 0
  }

  async function look(): Promise<void> {
    const at = now()
    await looker.look()
    const { look: _, ...others } = agenda.read()
    const next = await published.nextChange(at)
    agenda.write({ ...others, seen: version, ...(next !== undefined && { look: next }) })
  }

  async function loadContent(): Promise<PushedContent> {
    content ??= (await (await openAsset(assets, version)).json()) as PushedContent
    return content
  }

  /** What fails is left alone for a while, and keeps nothing else from being done. */
  async function attempt(task: Task, work: () => Promise<void>): Promise<void> {
    if ((resting.get(task) ?? 0) > now()) return
    try {
      await work()
    } catch (error) {
      report(error)
      resting.set(task, now() + REST_MILLISECONDS)
    }
  }

  function report(error: unknown): void {
    log(`Push: ${(error as Error).message}. It is tried again.`)
  }

  /** Sets the alarm to when something is due, unless it rings before anyway. */
  async function schedule(): Promise<void> {
    const due = (await outbox.nextDue(now())) ?? Number.POSITIVE_INFINITY
    const after = (task: Task, time: number) => Math.max(time, resting.get(task) ?? 0)
    const next = Math.min(
      after('look', nextLook()),
      after('house', nextChore(agenda.read())),
      after('deliver', due),
      awaitedUntil > now() ? now() + AWAIT_MILLISECONDS : Number.POSITIVE_INFINITY,
    )
    const alarm = await storage.getAlarm()
    // Alarms have whole milliseconds.
    const time = Math.ceil(Math.max(next, now()))
    if (alarm === null || alarm > time) await storage.setAlarm(time)
  }
}
