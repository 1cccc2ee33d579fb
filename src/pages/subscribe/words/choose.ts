/** ISO 639-3: Dari, and the Persian of Iran. */
const SAME_WORDS: Readonly<Record<string, string>> = { prs: 'fa', pes: 'fa' }

/** Chooses by the language alone, English where there are none; `language` is the tag of the words, which is that of the page where it is its language. */
export function chooseByLanguage<T>(
  table: Readonly<Record<string, T>>,
  english: T,
  language: string,
): { words: T; language: string } {
  const primary = language.split('-')[0]!.toLowerCase()
  const own = Object.hasOwn(SAME_WORDS, primary) ? SAME_WORDS[primary]! : primary
  return Object.hasOwn(table, own) ? { words: table[own]!, language } : { words: english, language: 'en' }
}
