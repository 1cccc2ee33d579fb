const WORDS =
  'the of and wire report editor council evening harbour library train winter garden bridge minutes paper answer quiet number open market'.split(
    ' ',
  )

/** What an article is made of: the same on every run. */
export interface Draft {
  index: number
  edition: number
  /** In milliseconds; an article an hour. */
  published: number
  /** Another one each time. */
  word(): string
  sentence(): string
}

export function makeDraft(index: number, edition: number): Draft {
  let seed = index + 1
  const word = () => {
    seed = (seed * 48271) % 2147483647
    return WORDS[seed % WORDS.length]!
  }
  const sentence = () => `${Array.from({ length: 14 }, word).join(' ')}.`
  return { index, edition, published: Date.UTC(2000, 0, 1) + index * 3_600_000, word, sentence }
}
