import { SUBSCRIBE_AR } from './ar.ts'
import { chooseByLanguage } from './choose.ts'
import { SUBSCRIBE_DE } from './de.ts'
import { SUBSCRIBE_EN, type SubscribeWords } from './en.ts'
import { SUBSCRIBE_ES } from './es.ts'
import { SUBSCRIBE_FA } from './fa.ts'
import { SUBSCRIBE_FR } from './fr.ts'

/** A translation is a file and a row here, and one in `go-words.ts`. */
const BY_LANGUAGE: Readonly<Record<string, SubscribeWords>> = {
  ar: SUBSCRIBE_AR,
  de: SUBSCRIBE_DE,
  en: SUBSCRIBE_EN,
  es: SUBSCRIBE_ES,
  fa: SUBSCRIBE_FA,
  fr: SUBSCRIBE_FR,
}

/** The words for a page in a language, and their own language: English where there are none. */
export function subscribeWordsFor(language: string): { words: SubscribeWords; language: string } {
  return chooseByLanguage(BY_LANGUAGE, SUBSCRIBE_EN, language)
}
