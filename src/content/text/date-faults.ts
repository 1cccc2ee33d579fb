/** Why a text cannot be read as a date, as the end of a sentence that starts with it, and how to write it. */
export interface DateFault {
  what: string
  hint: string
}

const FULL = 'Write it as `2026-01-31` or `2026-01-31T09:30:00+01:00`'

const FAULTS: [shape: RegExp, fault: DateFault][] = [
  [
    /^\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)/,
    { what: 'does not tell its month from its day', hint: FULL },
  ],
  [
    /^(?:\d{4}[-/.]\d{1,2}|[a-z]{3,9}\.?,? \d{4}|\d{4})$/i,
    { what: 'has no day', hint: 'Write the day too, as in `2026-01-31`' },
  ],
  [
    /^\d{1,2}:\d\d/,
    { what: 'is a time without a day', hint: 'Write the day too, as in `2026-01-31T09:30:00+01:00`' },
  ],
  [
    /\d{1,2}:\d\d\S* ?(?:[a-z]{3,5}|[a-z]{2,20}\/\w{2,30})$/i,
    {
      what: 'has the name of a time zone, which may mean several',
      hint: 'Write the offset instead, as in `2026-01-31T09:30:00-05:00`',
    },
  ],
]

/** Says what is wrong with a text that is meant as a date and that `parseDate` refuses. */
export function explainDate(text: string): DateFault {
  const found = FAULTS.find(([shape]) => shape.test(text.trim().slice(0, 80)))
  return found?.[1] ?? { what: 'is not a date that exists', hint: FULL }
}
