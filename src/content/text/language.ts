/** The canonical form of a BCP 47 language tag (`zh_cn` becomes `zh-CN`), or undefined for any other text, such as `English`. */
export function parseLanguage(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-')
  // RFC 5646 section 2.2.1: four letters are reserved, and no subtag of five to eight letters is registered.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** Whether a language is written from right to left, in the script that its tag names or else in its usual one. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '')
}
