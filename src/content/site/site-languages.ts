import type { Generator } from '../generators/generator.ts'
import { rowOf } from '../generators/table.ts'

/** The word in `languages` by which all languages are in one feed. */
export const ALL_LANGUAGES = 'all'

/** The languages of a site. */
export interface SiteLanguages {
  /** Those whose tags may be a suffix of file names, as in `index.fr.md`. */
  languages: string[]
  /** The only ones in feeds that are not those of a language; absent where feeds mix all. */
  mainLanguages?: string[]
}

/** Chooses the languages of a site; its feeds have those of its generator's main feed, unless `languages` says `all`. */
export function chooseLanguages(
  typed: readonly string[] | undefined,
  stated: readonly string[] | undefined,
  language: string,
  generator: Generator | undefined,
): SiteLanguages {
  const listed = typed?.filter((one) => one !== ALL_LANGUAGES)
  const languages = [...(listed === undefined || listed.length === 0 ? (stated ?? []) : listed)]
  const isMixed = !generator || !rowOf(generator.name).hasFeedsByLanguage || typed?.includes(ALL_LANGUAGES)
  const main = [language, ...(generator?.options.language ? [generator.options.language] : [])]
  const hasOthers = languages.some((one) => !isOne(main, one))
  return { languages, ...(!isMixed && hasOthers && { mainLanguages: [...new Set(main)] }) }
}

/** Whether a tag is one of these, in any case. */
export function isOne(languages: readonly string[], tag: string): boolean {
  return languages.some((one) => one.toLowerCase() === tag.toLowerCase())
}
