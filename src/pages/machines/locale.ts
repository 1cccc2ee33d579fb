import { mostLikely } from '../../content/text/language.ts'

/** A language as Open Graph writes it, with the region where most people speak it unless the tag names one: `en_US`, `fa_AF`. */
export function toLocale(language: string): string {
  const { language: name, region } = mostLikely(language)
  return region === undefined ? name : `${name}_${region}`
}
