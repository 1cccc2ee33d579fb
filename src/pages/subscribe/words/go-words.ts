import { GO_AR } from './ar.ts'
import { chooseByLanguage } from './choose.ts'
import { GO_DE } from './de.ts'
import { GO_EN, type GoWords } from './en.ts'
import { GO_ES } from './es.ts'
import { GO_FA } from './fa.ts'
import { GO_FR } from './fr.ts'

const BY_LANGUAGE: Readonly<Record<string, GoWords>> = {
  ar: GO_AR,
  de: GO_DE,
  en: GO_EN,
  es: GO_ES,
  fa: GO_FA,
  fr: GO_FR,
}

/** The words in place of the redirect to somebody's own reader, and their language: English where there are none. */
export function goWordsFor(language: string): { words: GoWords; language: string } {
  return chooseByLanguage(BY_LANGUAGE, GO_EN, language)
}
