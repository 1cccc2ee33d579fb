/** Texts longer than this are not compared: a typo in a name that long does not happen, and the time would grow with the square. */
const MAX_LENGTH = 64

/**
 * How many edits turn one text into the other: a letter added, removed or replaced, or two neighbours swapped. Infinity where one of them is
 * longer than 64 characters.
 */
export function editDistance(a: string, b: string): number {
  if (a === b) return 0
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return Number.POSITIVE_INFINITY
  let [beforeLast, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        last![column]! + 1,
        current[column - 1]! + 1,
        last![column - 1]! + (isSame ? 0 : 1),
        isSwap ? beforeLast![column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    ;[beforeLast, last] = [last, current]
  }
  return last![b.length]!
}

/** Whether exactly one edit turns one text into the other. */
export function isOneEditApart(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= 1 && editDistance(a, b) === 1
}
