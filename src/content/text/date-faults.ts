import { findMeanings, isOfOtherCalendar, toPlainDigits } from './calendars.ts'
import { hasDateForm, parseDate, typedDay } from './dates.ts'

/** Why a text cannot be read as a date, as the end of a sentence that starts with it, and how to write it. */
export interface DateFault {
  what: string
  hint: string
}

const FULL = 'Write it as `2026-01-31` or `2026-01-31T09:30:00+01:00`'
const TOO = (part: string) => `Write the ${part} too, as in \`2026-01-31\``

/** The first shape that a text has tells its fault. */
const FAULTS: [shape: RegExp, fault: DateFault][] = [
  [
    /\{\{|\{%|<%|\$\{/,
    {
      what: 'is a template that nothing fills in',
      hint: 'Write the date itself, as in `2026-01-31`',
    },
  ],
  [
    /^\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)/,
    { what: 'does not tell its month from its day', hint: FULL },
  ],
  [/^\d{4}-?w\d/i, { what: 'is a week', hint: 'Write the day instead, as in `2026-01-31`' }],
  [
    /^\d{4}-\d{3}$/,
    {
      what: 'is a number of a day within its year',
      hint: 'Write the day with its month, as in `2026-01-31`',
    },
  ],
  [
    /^(?:\d{4}[-/.](?:\d{1,2}|q\d)|[a-z]{3,9}\.?,? \d{4}|q\d \d{4}|\d{4})$/i,
    { what: 'has no day', hint: TOO('day') },
  ],
  [
    /^(?:-{0,2}\d{1,2}[-/.]\d{1,2}\.?|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th|\.)? [a-z]{3,9})$/i,
    { what: 'has no year', hint: TOO('year') },
  ],
  [/^[-+]?\d+(?:\.\d+)?$/, { what: 'is a number', hint: FULL }],
  [
    /^\d{1,2}:\d\d/,
    { what: 'is a time without a day', hint: 'Write the day too, as in `2026-01-31T09:30:00+01:00`' },
  ],
  [
    /^\d{4}-\d\d?-\d\d?.*[^\d]\d{4}-\d\d?-\d\d?/,
    { what: 'is more than one day', hint: 'Write the first, as in `2026-01-31`' },
  ],
  [
    /\d{1,2}:\d\d\S* ?(?:[a-z]{3,5}|[a-z]{2,20}\/\w{2,30})$/i,
    {
      what: 'has the name of a time zone, which may mean several',
      hint: 'Write the offset instead, as in `2026-01-31T09:30:00-05:00`',
    },
  ],
  [
    /^\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)/,
    { what: 'has a time that is not understood', hint: 'Write it as `2026-01-31T09:30:00+01:00`' },
  ],
  [
    /^\d{4}[^\p{L}\d]{1,3}\d{1,2}[^\p{L}\d]{1,3}\d{1,2}(?!\d)/u,
    { what: 'has other signs than hyphens between its numbers', hint: FULL },
  ],
  [/(?![0-9])\p{Nd}|\d ?年/u, { what: 'is written with other signs than 0 to 9', hint: FULL }],
  [
    /^\d{1,2}\P{N}{1,12}\p{L}{3}\P{N}{0,20}\d{4}/u,
    { what: 'names its month in another language than English', hint: FULL },
  ],
]

const NO_DATE: DateFault = { what: 'is not a date', hint: 'Write the day itself, as in `2026-01-31`' }

/** Says what is wrong with a text that is meant as a date and that `parseDate` refuses. */
export function explainDate(typed: string): DateFault {
  const text = typed.trim().slice(0, 80)
  const elsewhere = explainCalendar(text)
  if (elsewhere) return elsewhere
  if (hasDateForm(text))
    return { what: isTimeWrong(text) ? WRONG_TIME : 'is not a date that exists', hint: FULL }
  return explainCompact(text) ?? FAULTS.find(([shape]) => shape.test(text))?.[1] ?? NO_DATE
}

/** Nothing is converted, because the year alone does not tell the calendar for certain. */
function explainCalendar(text: string): DateFault | undefined {
  const typed = typedDay(toPlainDigits(text))
  if (!typed || !isOfOtherCalendar(typed.year)) return undefined
  const meanings = findMeanings(typed)
  if (meanings.length === 0)
    return { what: 'has a year of another calendar', hint: 'Write the Gregorian date, as in `2026-01-31`' }
  const names = meanings.map(({ calendar }) => calendar).join(' or the ')
  const days = meanings.map(({ calendar, day }) => `\`${day}\`${meanings.length > 1 ? ` (${calendar})` : ''}`)
  return { what: `is in the ${names} calendar`, hint: `Write the Gregorian date, ${days.join(' or ')}` }
}

const WRONG_TIME = 'has a time or an offset that does not exist'

function isTimeWrong(text: string): boolean {
  const at = text.search(/[t ]\d{1,2}:/i)
  return at >= 0 && parseDate(text.slice(0, at).replace(/,?(?: at)?$/i, ''), 'UTC') !== undefined
}

/** ISO 8601 allows `20250131T093000Z`, which other front matter takes for a number. */
function explainCompact(text: string): DateFault | undefined {
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)(?:([t ]\d.*)|$)/i.exec(text) ?? []
  const meant = `${year}-${month}-${day}`
  if (parseDate(meant, 'UTC') === undefined) return undefined
  return {
    what: 'is written without hyphens',
    hint: `Write \`${meant}\`${time === undefined ? '' : ', with a time as in `T09:30:00+01:00`'}`,
  }
}
