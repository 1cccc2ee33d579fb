/** Attributes from which lazy-loading scripts read the address of an image. */
export const LAZY_SOURCE = 'data-src data-original data-lazy-src data-lazy data-hi-res-src data-url'.split(
  ' ',
)
export const LAZY_SET = ['data-srcset', 'data-lazy-srcset']

/** The value of the first of these attributes that is not blank. */
export function firstValue(attributes: Record<string, string>, names: readonly string[]): string | undefined {
  return names.map((name) => attributes[name]).find((value) => value?.trim())
}

/** Splits a `srcset` into its candidates: a URL, then blanks, then an optional descriptor up to a comma (HTML, "Parse a srcset attribute"). */
export function parseSourceSet(set: string): { url: string; descriptor: string }[] {
  const candidates: { url: string; descriptor: string }[] = []
  const word = /[\s,]*([^\s,]\S*)([^,]*)/y
  for (let match = word.exec(set); match; match = word.exec(set)) {
    const [, typed, rest] = match as unknown as [string, string, string]
    // A comma that ends the URL ends the candidate.
    const isWhole = typed.endsWith(',')
    if (isWhole) word.lastIndex -= rest.length
    const url = isWhole ? typed.replace(/(?<!,),+$/, '') : typed
    const descriptor = isWhole ? '' : rest.trim()
    if (/^(?:[\d.]{1,20}[wx])?$/.test(descriptor) && url !== '') candidates.push({ url, descriptor })
  }
  return candidates
}
