import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Destination } from '../../push/destinations/destination.ts'
import type { Hub, HubOptions } from '../../push/hub/hub.ts'
import type { Dial } from '../../push/outbound.ts'
import type { PushStore } from '../../push/store/store.ts'
import { keepHouse, nextChore } from '../../push/work/house.ts'
import { createParts } from '../../push/work/parts.ts'
import { createWatch, SIGNAL_MILLISECONDS } from '../../push/work/watch.ts'
import type { Doorbell } from './database.ts'
import type { DeliveryThread } from './delivery-thread.ts'
import {
  createLanes,
  LANES,
  MAX_SLEEP_MILLISECONDS,
  PAGE_SIZE,
  PER_HOST,
  SETTLE_MILLISECONDS,
} from './lanes.ts'
import { openPushedFolder, type PushedFolder } from './pushed-folder.ts'

export interface PushOptions extends PushedFolder {
  store: PushStore
  dial: Dial
  checkCallback: HubOptions['checkCallback']
  destinations(): readonly Destination[]
  /** Whether this process may do the work of the store; asked again and again until it may. */
  own(): boolean
  /** Present where other servers work on the same store: their claims are left alone, and they are told of work. */
  doorbell?: Doorbell
  /** Starts a thread that delivers topics; without it, this one does. `onEnd` is to be called when the thread has ended by itself. */
  startThread?(owner: string, onEnd: () => Promise<void>): DeliveryThread
  now(): number
  log(line: string): void
}

const REPORT_MILLISECONDS = 60_000

/** Push as it runs beside a server. */
export interface Push {
  hub: Hub
  /** Looks for news, and sends them. Call it after every change of the publication. */
  look(): void
  /** Finishes what is under way. */
  stop(): Promise<void>
}

/** Starts push; resolves when the store is open and the first look is made. */
export async function startPush(options: PushOptions): Promise<Push> {
  const { store, own, doorbell, now, log } = options
  const { outbox } = store
  // Says to whoever looks into the database which process it is.
  const owner = `${hostname()} ${process.pid} ${randomBytes(9).toString('base64url')}`
  let thread: DeliveryThread | undefined
  let reported = { message: '', at: 0 }
  // What could not be recorded is news until it is.
  const look = (): void =>
    void looker.look().catch(async (error) => {
      report(error)
      await lanes.sleep(MAX_SLEEP_MILLISECONDS)
      if (!lanes.isStopped()) look()
    })
  const { hub, looker, worker } = createParts({
    ...options,
    published: openPushedFolder(options),
    owner,
    delivers: options.startThread === undefined,
    random: Math.random,
    pageSize: PAGE_SIZE,
    settleMilliseconds: SETTLE_MILLISECONDS,
    perHost: PER_HOST,
    wake,
    // Others, and the thread, have nothing to do with it.
    wakeToVerify: () => lanes.wake(),
    look,
  })
  const nextDue = (now: number) => outbox.nextDue(now, options.startThread && 'requests')
  const lanes = createLanes({ step: worker.step, nextDue, now, report })
  const watch = createWatch(outbox, owner, now)
  const working = work()
  return {
    hub,
    look,
    async stop() {
      lanes.stop()
      await working
    },
  }

  /** Works once this process may, and until it stops. */
  async function work(): Promise<void> {
    while (!lanes.isStopped() && !(await begin())) await lanes.sleep(MAX_SLEEP_MILLISECONDS)
    if (lanes.isStopped()) return
    look()
    thread = options.startThread?.(owner, () => outbox.release(owner, now()))
    await Promise.all([lanes.run(thread ? 1 : LANES), runHouse(), watchOthers()])
    await thread?.stop()
    await outbox.bury(owner, now()).catch(report)
  }

  /** Takes the work, if this process may, and gives back what was claimed before. A disk that is full or read-only must not end a server. */
  async function begin(): Promise<boolean> {
    try {
      if (!own()) return false
      if (doorbell) {
        await doorbell.listen(wakeHere).catch(report)
        // Before it claims anything.
        await watch().catch(report)
      } else await outbox.release(undefined, now())
      return true
    } catch (error) {
      report(error)
      return false
    }
  }

  /** Gives back what other servers of the same store had claimed when they died. */
  async function watchOthers(): Promise<void> {
    while (doorbell && !lanes.isStopped()) {
      const watched = now()
      // A clock that is set back lets it watch at once.
      while (!lanes.isStopped() && now() >= watched && now() - watched < SIGNAL_MILLISECONDS)
        await lanes.sleep(watched + SIGNAL_MILLISECONDS - now())
      if (lanes.isStopped()) return
      await watch().then((hasBuried) => hasBuried && wake(), report)
    }
  }

  async function runHouse(): Promise<void> {
    let chores = { beaten: 0, pruned: 0 }
    while (!lanes.isStopped()) {
      try {
        const { beaten } = chores
        chores = await keepHouse(store, chores, now())
        if (chores.beaten !== beaten) wake()
        await lanes.sleep(nextChore(chores) - now())
      } catch (error) {
        report(error)
        await lanes.sleep(MAX_SLEEP_MILLISECONDS)
      }
    }
  }

  function wake(): void {
    wakeHere()
    doorbell?.notify()
  }

  function wakeHere(): void {
    lanes.wake()
    thread?.wake()
  }

  /** Logs an error, and the same one a minute later at the earliest. */
  function report(error: unknown): void {
    const { message } = error as Error
    if (message === reported.message && now() - reported.at < REPORT_MILLISECONDS) return
    reported = { message, at: now() }
    log(`Push: ${message}. It is tried again.`)
  }
}
