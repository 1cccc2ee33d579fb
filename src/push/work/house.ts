import { BEAT_MILLISECONDS, beat } from '../canary.ts'
import type { PushStore } from '../store/store.ts'

/** When each chore was last done; 0 for never. */
export interface Chores {
  beaten: number
  pruned: number
}

const PRUNE_MILLISECONDS = 3_600_000

/** Beats, prunes, denies and counts, each in its own time. Returns when each was last done. */
export async function keepHouse(store: PushStore, chores: Chores, now: number): Promise<Chores> {
  const { outbox, subscriptions, overview } = store
  let { beaten, pruned } = chores
  if (isDue(beaten, BEAT_MILLISECONDS, now)) {
    await beat(outbox, subscriptions, now)
    beaten = now
  }
  if (isDue(pruned, PRUNE_MILLISECONDS, now)) {
    await outbox.prune(now)
    await subscriptions.denyGone(now)
    await overview.noteDay(now)
    pruned = now
  }
  return { beaten, pruned }
}

/** Also due is what was last done later than now, because the clock was set back. */
function isDue(last: number, every: number, now: number): boolean {
  return now < last || now - last >= every
}

/** When there is something to do in the house again. */
export function nextChore({ beaten }: Chores): number {
  return beaten + BEAT_MILLISECONDS
}
