/** The canonical form of a BCP 47 language tag (`zh_cn` becomes `zh-CN`), or undefined for any other text, such as `English`. */
export function parseLanguage(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-')
  // RFC 5646 section 2.2.1: four letters are reserved, and no subtag of five to eight letters is registered.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined
  const known = canonicalTags.get(tag)
  if (known !== undefined) return known
  try {
    const [canonical = tag] = Intl.getCanonicalLocales(tag)
    if (canonicalTags.size < MAX_TAGS) canonicalTags.set(tag, canonical)
    return canonical
  } catch {
    return undefined
  }
}

/** The few tags that articles name, for making one canonical took 7 % of the time that articles in several languages take. */
const canonicalTags = new Map<string, string>()
const MAX_TAGS = 100

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** Whether a language is written from right to left, in the script that its tag names or else in its usual one. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(mostLikely(language).script ?? '')
}

/** The script and the region that most people write and speak a language in, unless its tag names them. Throws unless it is a language tag. */
export function mostLikely(language: string): Intl.Locale {
  const known = likelyLocales.get(language)
  if (known) return known
  const locale = new Intl.Locale(language).maximize()
  if (likelyLocales.size < MAX_TAGS) likelyLocales.set(language, locale)
  return locale
}

/** Finding one took 3 % of the time that a page takes. */
const likelyLocales = new Map<string, Intl.Locale>()
