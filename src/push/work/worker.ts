import { type Destination, hideSecrets } from '../destinations/destination.ts'
import { sendDenial, verifyIntent } from '../hub/verify.ts'
import type { ClaimedMessage, MessageOutcome } from '../outbox.ts'
import { nextAttempt } from '../retry.ts'
import type { PushStore } from '../store/store.ts'
import type { Baseline, Intent, Wish } from '../subscriptions.ts'
import { createDistributor, type DistributorOptions } from './distributor.ts'
import { createHostLimit } from './host-limit.ts'

export interface WorkerOptions extends DistributorOptions {
  store: PushStore
  /** Whether it delivers topics, too; true unless a distributor does elsewhere. */
  delivers?: boolean
  destinations(): readonly Destination[]
  /** What a topic has now, for its first subscription; undefined if it is not there any more. */
  baseline(topic: string): Promise<Baseline | undefined>
  /** Called when a topic was subscribed to while a look was recorded, which left that topic out. */
  look(): void
  /** A random text that cannot be guessed. */
  challenge(): string
  /** How many requests a step makes; without a limit unless given. */
  maxRequests?: number
}

/** Does what is due: asks callbacks, delivers topics, sends messages. */
export interface Worker {
  /** Claims some work and does it; resolves to whether there was any. */
  step(): Promise<boolean>
}

/** Requests to verify, and messages, that a step claims. */
const INTENTS = 20
const MESSAGES = 200
/** How long messages wait for a destination that is missing, and how often it is looked for. */
const MAX_ABSENCE_MILLISECONDS = 3 * 86_400_000
const ABSENCE_MILLISECONDS = 600_000
/** How often a callback that cannot be reached is asked again. */
const MAX_VERIFICATIONS = 4
const GONE = 'The feed is gone'

export function createWorker(options: WorkerOptions): Worker {
  const { store, owner, dial, now, random, challenge, maxRequests = Number.POSITIVE_INFINITY } = options
  const { outbox, subscriptions } = store
  const limit = createHostLimit(options.perHost)
  const distributor = options.delivers === false ? undefined : createDistributor(options)
  const inOrder = createHostLimit(1)
  return { step }

  async function step(): Promise<boolean> {
    const share = Math.ceil(maxRequests / 3)
    const intents = await subscriptions.claimIntents(now(), Math.min(INTENTS, share), owner)
    const messages = await outbox.claimMessages(now(), Math.min(MESSAGES, share), owner)
    const [hasDelivered] = await Promise.all([
      distributor?.step(maxRequests - intents.length - messages.length),
      // A callback that is asked again while it has not answered must not have its last wish undone by the one before.
      ...intents.map((intent) =>
        inOrder(`${intent.callback} ${intent.topic}`, () => limit(intent.host, () => carryOut(intent))),
      ),
      sendMessages(messages),
    ])
    return intents.length > 0 || messages.length > 0 || hasDelivered === true
  }

  /** Carries out a request, or tells that a subscription is over. */
  async function carryOut(intent: Intent): Promise<void> {
    const { mode } = intent
    const baseline = mode === 'unsubscribe' ? undefined : await options.baseline(intent.topic)
    if (mode === 'denied') return baseline ? subscriptions.reject(intent, undefined) : deny(intent)
    if (mode === 'subscribe' && !baseline) {
      await subscriptions.reject(intent, undefined)
      await sendDenial(intent, GONE, dial)
    } else await verify({ ...intent, mode }, baseline)
  }

  /** Ends a subscription when its callback has been told, or could not be told for long. */
  async function deny(intent: Intent): Promise<void> {
    const status = await sendDenial(intent, GONE, dial)
    const isTold = status !== undefined && status < 500 && status !== 429
    if (isTold || intent.attempts + 1 >= MAX_VERIFICATIONS)
      await subscriptions.confirm(intent, undefined, now())
    else await subscriptions.reject(intent, nextAttempt(intent.attempts, now(), random))
  }

  async function verify(intent: Wish, baseline: Baseline | undefined): Promise<void> {
    const { kind } = await verifyIntent(intent, challenge(), dial)
    if (kind === 'confirmed') {
      await subscriptions.confirm(intent, baseline, now())
      if (baseline && baseline.look !== (await outbox.lastLook()).number) options.look()
      return
    }
    const isLast = kind === 'denied' || intent.attempts + 1 >= MAX_VERIFICATIONS
    await subscriptions.reject(intent, isLast ? undefined : nextAttempt(intent.attempts, now(), random))
  }

  async function sendMessages(messages: readonly ClaimedMessage[]): Promise<void> {
    const destinations = new Map(options.destinations().map((each) => [each.name, each]))
    const groups = [...Map.groupBy(messages, ({ destination }) => destination)].flatMap(([name, all]) => {
      const destination = destinations.get(name)
      return destination
        ? inBatches(all, destination.batch ?? 1).map((batch) => ({ destination, batch }))
        : []
    })
    const known = (message: ClaimedMessage) => destinations.has(message.destination)
    const lost = messages.filter((message) => !known(message)).map((message) => keepForLater(message, now()))
    if (lost.length > 0) await outbox.settleMessages(lost, now())
    await Promise.all(
      groups.map(({ destination, batch }) =>
        limit(destination.name, async () => {
          const outcome = await send(destination, batch)
          await outbox.settleMessages(
            batch.map(({ id, attempts }) => ({
              id,
              ...outcome,
              ...(outcome.result === 'failed' &&
                !outcome.isFinal && {
                  due: nextAttempt(attempts, now(), random, outcome.retryAfter),
                }),
            })),
            now(),
          )
        }),
      ),
    )
  }

  async function send(
    destination: Destination,
    batch: readonly ClaimedMessage[],
  ): Promise<Omit<MessageOutcome, 'id' | 'due'> & { isFinal?: boolean; retryAfter?: string }> {
    try {
      const answer = await dial(await destination.request(batch, now()))
      const { status } = answer
      const rejection = destination.judge(answer)
      if (!rejection) return { result: 'delivered', status }
      const { isFinal, retryAfter = answer.retryAfter } = rejection
      return {
        result: 'failed',
        status,
        error: hideSecrets(destination, rejection.error),
        isFinal,
        retryAfter,
      }
    } catch (error) {
      return { result: 'failed', error: hideSecrets(destination, (error as Error).message) }
    }
  }
}

/** A destination that is missing may come back: a secret was not set, or its settings are being edited. */
function keepForLater({ id, created }: ClaimedMessage, now: number): MessageOutcome {
  const error = 'the destination is not in the settings'
  const isOld = now - created > MAX_ABSENCE_MILLISECONDS
  return { id, result: 'failed', error, ...(!isOld && { due: now + ABSENCE_MILLISECONDS }) }
}

function inBatches<T>(all: readonly T[], size: number): T[][] {
  const batches: T[][] = []
  for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size))
  return batches
}
