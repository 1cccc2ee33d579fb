/** A day as it is typed. */
export interface TypedDay {
  year: number
  month: number
  day: number
}

/** A calendar whose years are others than those of the Gregorian one. */
interface Calendar {
  name: string
  /** As Intl knows it. */
  key: string
  first: number
  last: number
  /** About when a day begins, within three days, in milliseconds since 1970-01-01T00:00:00Z. */
  estimate(day: TypedDay): number
}

const DAY = 86_400_000

/** Dates of articles that are written in these years are of these calendars. */
const CALENDARS: readonly Calendar[] = [
  {
    name: 'Persian',
    key: 'persian',
    first: 1300,
    last: 1500,
    estimate: ({ year, month, day }) =>
      Date.UTC(year + 621, 2, 21) + ((month - 1) * 30 + Math.min(month - 1, 6) + day - 1) * DAY,
  },
  {
    name: 'Islamic',
    key: 'islamic-umalqura',
    first: 1400,
    last: 1500,
    // The first day of the year 1400 was 1979-11-20, and 30 of its years have 10,631 days.
    estimate: ({ year, month, day }) =>
      Date.UTC(1979, 10, 20) + Math.round(((year - 1400) * 10_631) / 30 + (month - 1) * 29.5 + day - 1) * DAY,
  },
  {
    name: 'Buddhist',
    key: 'buddhist',
    first: 2500,
    last: 2600,
    estimate: ({ year, month, day }) => Date.UTC(year - 543, month - 1, day),
  },
]

/** Whether a year is one of another calendar, which as a Gregorian year is centuries off. */
export function isOfOtherCalendar(year: number): boolean {
  return CALENDARS.some(({ first, last }) => year >= first && year <= last)
}

/** The days that a typed one may mean in other calendars, the likeliest first; `day` is Gregorian, as `2021-01-30`. */
export function findMeanings(typed: TypedDay): { calendar: string; day: string }[] {
  return CALENDARS.flatMap((calendar) => {
    const { name, first, last } = calendar
    const found = typed.year >= first && typed.year <= last ? findDay(calendar, typed) : undefined
    return found === undefined ? [] : [{ calendar: name, day: new Date(found).toISOString().slice(0, 10) }]
  })
}

/** When a day of a calendar begins, as `estimate` has it; undefined where it has no such day. */
function findDay({ key, estimate }: Calendar, typed: TypedDay): number | undefined {
  const format = new Intl.DateTimeFormat('en', {
    calendar: key,
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  const about = estimate(typed)
  return [0, 1, -1, 2, -2, 3, -3]
    .map((days) => about + days * DAY)
    .find((instant) =>
      format
        .formatToParts(instant)
        .every(({ type, value }) => !(type in typed) || Number(value) === typed[type as keyof TypedDay]),
    )
}

/** The zeros of the digits that Persian, Arabic and Thai writers type. */
const ZEROS = [0x6f0, 0x660, 0xe50]

/** Writes their digits as 0 to 9. */
export function toPlainDigits(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0)!
      const zero = ZEROS.find((zero) => code >= zero && code < zero + 10)
      return zero === undefined ? letter : String(code - zero)
    })
    .join('')
}
