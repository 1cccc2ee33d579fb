import { ARABIC } from './words/ar.ts'
import { GERMAN } from './words/de.ts'
import { ENGLISH } from './words/en.ts'
import { SPANISH } from './words/es.ts'
import { PERSIAN } from './words/fa.ts'
import { FRENCH } from './words/fr.ts'
import type { PageWords } from './words/table.ts'

/** By primary language subtag. */
const LANGUAGES: Record<string, PageWords> = {
  ar: ARABIC,
  de: GERMAN,
  en: ENGLISH,
  es: SPANISH,
  fa: PERSIAN,
  fr: FRENCH,
  // ISO 639-3: Dari, and the Persian of Iran.
  prs: PERSIAN,
  pes: PERSIAN,
}

/** The words for a BCP 47 language tag, in English where they are not translated; `language` is the tag of the words, for `lang` and `dir`. */
export function wordsFor(language: string): { words: PageWords; language: string } {
  const [primary = ''] = language.toLowerCase().split('-')
  const words = Object.hasOwn(LANGUAGES, primary) ? LANGUAGES[primary] : undefined
  // The tag of the page, where it is its language: the words of a page in Dari are read as Dari.
  return words ? { words, language } : { words: ENGLISH, language: 'en' }
}
