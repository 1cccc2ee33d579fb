import { Worker } from 'node:worker_threads'
import type { Site } from '../../content/site/settings.ts'
import { digest } from '../digest.ts'
import { LONG_TEXT, TRIAL_MILLISECONDS } from './bounds.ts'
import { BEGUN, DONE, SENT, type Trial } from './trial.ts'

/** How long the thread may take to start, even on a slow machine. */
const START_MILLISECONDS = 60_000

/** What is known of an article: `untried` where nothing is. */
export type Verdict = 'quick' | 'slow' | 'untried'

/**
 * Finds out in a thread of its own which long articles take too long, before the main thread, on which everybody waits, parses or renders them. Texts
 * that are not long are `quick`, and need no thread.
 */
export interface Trials {
  /** Throws if the article was to be tried and the thread did not start. */
  recall(path: string, source: string, site: Site): Verdict
  /** Waits for the verdict, and lets nothing else happen; throws as `recall` does. */
  judge(path: string, source: string, site: Site): Verdict
  /** Resolves when the verdict can be recalled; undefined where it can already. */
  tryAhead(path: string, source: string, site: Site): Promise<void> | undefined
  /** Ends the thread, which the next trial starts again. */
  rest(): void
}

export function createTrials(limitMilliseconds = TRIAL_MILLISECONDS): Trials {
  /** How far each trial came, by site and file. */
  const trials = new WeakMap<Site, Map<string, number>>()
  let thread: Worker | undefined
  return { recall, judge, tryAhead, rest }

  function recall(path: string, source: string, site: Site): Verdict {
    if (source.length <= LONG_TEXT) return 'quick'
    const key = keyOf(path, source)
    const reached = trials.get(site)?.get(key)
    if (reached === undefined) return 'untried'
    if (reached !== SENT) return reached === DONE ? 'quick' : 'slow'
    trials.get(site)!.delete(key)
    throw new Error('the thread that tries long files did not start')
  }

  function judge(path: string, source: string, site: Site): Verdict {
    const known = recall(path, source, site)
    if (known !== 'untried') return known
    const progress = send(path, source, site)
    Atomics.wait(progress, 0, SENT, START_MILLISECONDS)
    Atomics.wait(progress, 0, BEGUN, limitMilliseconds)
    conclude(path, source, site, progress)
    return recall(path, source, site)
  }

  function tryAhead(path: string, source: string, site: Site): Promise<void> | undefined {
    const isKnown = source.length <= LONG_TEXT || trials.get(site)?.has(keyOf(path, source))
    return isKnown ? undefined : attempt(path, source, site)
  }

  async function attempt(path: string, source: string, site: Site): Promise<void> {
    const progress = send(path, source, site)
    await Atomics.waitAsync(progress, 0, SENT, START_MILLISECONDS).value
    await Atomics.waitAsync(progress, 0, BEGUN, limitMilliseconds).value
    conclude(path, source, site, progress)
  }

  function send(path: string, source: string, site: Site): Int32Array {
    const progress = new Int32Array(new SharedArrayBuffer(4))
    thread ??= startThread()
    thread.postMessage({ path, source, site, progress } satisfies Trial)
    return progress
  }

  function conclude(path: string, source: string, site: Site, progress: Int32Array): void {
    const reached = Atomics.load(progress, 0)
    if (reached !== DONE) rest()
    const known = trials.get(site) ?? new Map<string, number>()
    trials.set(site, known.set(keyOf(path, source), reached))
  }

  function rest(): void {
    void thread?.terminate()
    thread = undefined
  }
}

/** Starts the thread from the bundle or from the source, wherever this file is. */
function startThread(): Worker {
  const file = import.meta.url.endsWith('.ts') ? './trial-thread.ts' : './trial-thread.js'
  const thread = new Worker(new URL(file, import.meta.url))
  // A thread that fails tells nothing, which is noticed; it must not end the server.
  thread.on('error', () => {})
  thread.unref()
  return thread
}

/** The path decides whether a file is MDX. */
function keyOf(path: string, source: string): string {
  return `${path}\n${digest(source)}`
}
