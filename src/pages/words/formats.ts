const MAX_FORMATS = 200

/** Formats by language, time zone and kind: making one takes far longer than using it. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const listFormats = new Map<string, Intl.ListFormat>()

/** The day as people write it in `language`, `25 October 2019`; in Persian and Dari of the Solar Hijri calendar. `instant` is in milliseconds. */
export function formatDate(instant: number, language: string, timezone: string): string {
  const text = dateFormatOf(language, timezone, 'date').format(instant)
  // The first day of a month is an ordinal number in French, and CLDR has it as a cardinal.
  return withPlainSpaces(primaryOf(language) === 'fr' ? text.replace(/^1 /, '1er ') : text)
}

/** The day and the time, `25 October 2019, 15:10`: 24 hours, because the words around 12 differ from one release of ICU to the next. */
export function formatDateAndTime(instant: number, language: string, timezone: string): string {
  const time = dateFormatOf(language, timezone, 'time').format(instant)
  const comma = isArabicScript(language) ? '،' : ','
  return `${formatDate(instant, language, timezone)}${comma} ${withPlainSpaces(time)}`
}

/** Joins names as a sentence does: `A, B and C`. */
export function formatList(names: readonly string[], language: string): string {
  return listParts(names.length, language)
    .map((part) => (typeof part === 'number' ? names[part] : part))
    .join('')
}

/** The same for parts that are not text, such as links: their indexes, with what stands between them. */
export function listParts(count: number, language: string): (number | string)[] {
  return listFormatOf(language)
    .formatToParts(Array.from({ length: count }, (_, index) => String(index)))
    .map(({ type, value }) => (type === 'element' ? Number(value) : value))
}

function listFormatOf(language: string): Intl.ListFormat {
  const known = listFormats.get(language)
  if (known) return known
  const format = new Intl.ListFormat(localesOf(language), { type: 'conjunction', style: 'long' })
  if (listFormats.size < MAX_FORMATS) listFormats.set(language, format)
  return format
}

function dateFormatOf(language: string, timeZone: string, kind: 'date' | 'time'): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${kind}`
  const known = dateFormats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(localesOf(language), {
    timeZone,
    ...(kind === 'date'
      ? { day: 'numeric', month: 'long', year: 'numeric' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ...calendarOf(language),
  })
  if (dateFormats.size < MAX_FORMATS) dateFormats.set(key, format)
  return format
}

/** Calendar and digits are named where releases of ICU differ; the digits are those of the words in `ar.ts` and `fa.ts`. */
function calendarOf(language: string): Intl.DateTimeFormatOptions {
  const primary = primaryOf(language)
  if (primary === 'fa' || primary === 'prs' || primary === 'pes')
    return { calendar: 'persian', numberingSystem: 'arabext' }
  return primary === 'ar' ? { calendar: 'gregory', numberingSystem: 'latn' } : { calendar: 'gregory' }
}

/** English is the second choice, or else it would be the language of the machine. */
function localesOf(language: string): string[] {
  return [language, 'en']
}

function isArabicScript(language: string): boolean {
  return ['ar', 'fa', 'pes', 'prs', 'ps', 'ur'].includes(primaryOf(language))
}

function primaryOf(language: string): string {
  return language.toLowerCase().split('-')[0]!
}

function withPlainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ')
}
