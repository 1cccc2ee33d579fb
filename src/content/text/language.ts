/** The tag in its canonical form (`zh_cn` is `zh-CN`), or undefined for what is no BCP 47 language tag, such as `English`. */
export function parseLanguage(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-')
  // RFC 5646 section 2.2.1: primary subtags of four to eight letters are reserved or registered, and none is.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** Whether the language is written from right to left in its usual script, or the one its tag names. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '')
}
