import type { Site } from '../../content/site/settings.ts'

/** What the thread is sent: an article's file, and where to tell how far its trial is. */
export interface Trial {
  path: string
  source: string
  site: Site
  /** One number, which both threads see: one of the three below. */
  progress: Int32Array
}

export const SENT = 0
export const BEGUN = 1
export const DONE = 2

/** Tells the thread that waits. */
export function advance(progress: Int32Array, to: number): void {
  Atomics.store(progress, 0, to)
  Atomics.notify(progress, 0)
}
