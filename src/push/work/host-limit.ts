/** Runs at most so many at a time for each host; the others wait in their order. */
export function createHostLimit(perHost: number): <T>(host: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, { count: number; waiting: (() => void)[] }>()
  return async (host, work) => {
    const state = running.get(host) ?? { count: 0, waiting: [] }
    running.set(host, state)
    if (state.count >= perHost) await new Promise<void>((resolve) => state.waiting.push(resolve))
    else state.count++
    try {
      return await work()
    } finally {
      const next = state.waiting.shift()
      if (next) next()
      else if (--state.count === 0) running.delete(host)
    }
  }
}
