import type { Dial } from '../outbound.ts'
import type { Subscription, Subscriptions } from '../subscriptions.ts'
import { sendDenial } from './verify.ts'

/** A subscription that was ended. */
export interface Removal {
  subscription: Subscription
  /** Whether the callback took the news of it. */
  isTold: boolean
}

const REASON = 'The publisher has ended the subscription'

/** Ends subscriptions, then tells each callback (WebSub section 5.2); one that cannot be told gets nothing more either. */
export async function removeSubscriptions(
  subscriptions: Pick<Subscriptions, 'end'>,
  chosen: readonly Subscription[],
  dial: Dial,
): Promise<Removal[]> {
  const removals: Removal[] = []
  for (const subscription of chosen) {
    await subscriptions.end(subscription.id)
    const status = (await sendDenial(subscription, REASON, dial)) ?? 0
    removals.push({ subscription, isTold: status >= 200 && status <= 299 })
  }
  return removals
}
