import type { Outbox } from '../outbox.ts'

/** How often a server says that it is there. */
export const SIGNAL_MILLISECONDS = 4000

/** A server that says nothing for so many signals of another is dead: some 20 seconds. */
const MAX_MISSED = 5

/**
 * Makes a function that says that this server is there, and gives back what others had claimed that say nothing any more; it resolves to whether there was one.
 * Call it every `SIGNAL_MILLISECONDS`. Nobody's clock is trusted: silence is counted in signals of one's own, so a machine that stood still buries no one.
 */
export function createWatch(
  outbox: Pick<Outbox, 'signal' | 'bury'>,
  owner: string,
  now: () => number,
): () => Promise<boolean> {
  let seen = new Map<string, { signals: number; missed: number }>()
  return async () => {
    const servers = await outbox.signal(owner)
    const before = seen
    seen = new Map()
    let hasBuried = false
    for (const [name, signals] of servers) {
      const known = before.get(name)
      const missed = known?.signals === signals ? known.missed + 1 : 0
      if (missed < MAX_MISSED) seen.set(name, { signals, missed })
      else {
        await outbox.bury(name, now())
        hasBuried = true
      }
    }
    return hasBuried
  }
}
