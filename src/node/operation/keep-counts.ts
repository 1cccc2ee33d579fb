import type { Instant } from '../../content/text/dates.ts'
import type { Subscribers } from './subscribers.ts'

export interface KeptCounts {
  /** Counts on from where the file left off; once. */
  recall(): Promise<void>
  save(): Promise<void>
}

/**
 * Keeps what is counted in a file, which is read when it is first needed, and the code for it loaded: no reader waits for either. That code may be gone
 * by then, as while a new release is installed: the log says so, and counting goes on.
 */
export function keepCounts(
  file: string,
  subscribers: Subscribers,
  now: () => Instant,
  log: (line: string) => void,
): KeptCounts {
  let opened: Promise<() => void> | undefined
  return {
    async recall() {
      await open()
    },
    save: async () => (await open())(),
  }

  function open(): Promise<() => void> {
    opened ??= import('./stats.ts').then(
      ({ createStatsSaver, loadStats }) => {
        subscribers.recall(loadStats(file, log))
        return createStatsSaver(file, subscribers, now, log)
      },
      (error: Error) => {
        log(`Subscribers are not kept in ${file} (${error.message}).`)
        return () => {}
      },
    )
    return opened
  }
}
