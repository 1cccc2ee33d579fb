type Candidates = Record<string, () => unknown>

/** What each of the candidates was measured at; values of one round stand at one place. */
export type Measured<C extends Candidates> = { [Name in keyof C]: Awaited<ReturnType<C[Name]>>[] }

/**
 * Measures each of the candidates as often as there are rounds, each time in a process of its own, in turn: what else runs on the machine changes from
 * minute to minute, and who comes after whom makes a difference.
 */
export async function inTurn<C extends Candidates>(rounds: number, candidates: C): Promise<Measured<C>> {
  const names: (keyof C)[] = Object.keys(candidates)
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Measured<C>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured[name].push((await candidates[name]!()) as never)
    names.push(names.shift()!)
  }
  return measured
}

/** The ratios of values that were measured in the same round. */
export function over(values: readonly number[], others: readonly number[]): number[] {
  return values.map((value, round) => value / others[round]!)
}

/** The median, with the least and the greatest: `0.82 (0.78-0.91)`. */
export function figure(values: readonly number[], digits = 2): string {
  const [middle, least, greatest] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  )
  return `${middle} (${least}-${greatest})`
}

/** Milliseconds as seconds, in the same form. */
export function seconds(milliseconds: readonly number[]): string {
  return `${figure(milliseconds.map((time) => time / 1000))} s`
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
