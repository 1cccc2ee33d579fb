import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatDateTime,
  formatDay,
  formatMailDate,
  isTimezone,
  looksLikeDate,
  parseDate,
  parseTypedDate,
} from '../../../src/content/text/dates.ts'

function read(text: string, timezone = 'UTC'): string | undefined {
  const instant = parseDate(text, timezone)
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

describe('parseDate', () => {
  it.each([
    ['2024-01-02', '2024-01-02T00:00:00.000Z'],
    ['2024-1-2', '2024-01-02T00:00:00.000Z'],
    ['2024-01-02 03:04', '2024-01-02T03:04:00.000Z'],
    ['2024-01-02 3:4', '2024-01-02T03:04:00.000Z'],
    ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02t03:04:05z', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02 03:04:05 +0200', '2024-01-02T01:04:05.000Z'],
    ['2024-01-02 03:04:05 +02:00', '2024-01-02T01:04:05.000Z'],
    ['2024-01-02 03:04:05 -4', '2024-01-02T07:04:05.000Z'],
    ['2024-01-02 03:04:05+05:30', '2024-01-01T21:34:05.000Z'],
    ['2024-01-02 03:04:05 +0200 (CEST)', '2024-01-02T01:04:05.000Z'],
    ['2024-01-02 03:04:05 +0200 CEST', '2024-01-02T01:04:05.000Z'],
    ['2024-01-02 15:17:59.000000000 +00:00', '2024-01-02T15:17:59.000Z'],
    ['2024-01-02T15:17:59.123456', '2024-01-02T15:17:59.123Z'],
    ['Jul 08 2022', '2022-07-08T00:00:00.000Z'],
    ['July 8, 2022', '2022-07-08T00:00:00.000Z'],
    ['Sept. 5th, 2022 at 4:05 pm', '2022-09-05T16:05:00.000Z'],
    ['12:00 AM on no day', undefined],
    ['July 8, 2022 12:00 am', '2022-07-08T00:00:00.000Z'],
    ['25 Aug 2024', '2024-08-25T00:00:00.000Z'],
    ['25-Aug-2024', '2024-08-25T00:00:00.000Z'],
    ['04 July 2023', '2023-07-04T00:00:00.000Z'],
    ['Tue, 02 Jan 2024 03:04:05 GMT', '2024-01-02T03:04:05.000Z'],
    ['Tue Jan 02 2024 03:04:05 GMT+0100 (CET)', '2024-01-02T02:04:05.000Z'],
    ['2013/7/13 20:46:25', '2013-07-13T20:46:25.000Z'],
    ['2013.07.13', '2013-07-13T00:00:00.000Z'],
    ['  2024-02-29  ', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    '2024-02-30',
    '2023-02-29',
    '2024-13-45',
    '2021-05-311',
    '2024-00-10',
    '2024-01-00',
    '2024-01-02 24:00',
    '2024-01-02 10:60',
    '2024-01-02 13:00 pm',
    '2024-01-02 10:00 +19:00',
    '2024-01/02',
    '31 Apr 2024',
    '01/02/2024',
    '2024',
    'yesterday',
    '',
    '0001-01-01',
    `2024-01-02${' '.repeat(100_000)}x`,
  ])('%j is not a date that exists', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it.each([
    ['2024-01-15 12:00', 'Europe/Berlin', '2024-01-15T11:00:00.000Z'],
    ['2024-07-15 12:00', 'Europe/Berlin', '2024-07-15T10:00:00.000Z'],
    ['2024-01-15', 'Asia/Kabul', '2024-01-14T19:30:00.000Z'],
    ['2024-01-15', 'Pacific/Kiritimati', '2024-01-14T10:00:00.000Z'],
    ['2024-01-15 12:00Z', 'Asia/Kabul', '2024-01-15T12:00:00.000Z'],
  ])('%s in %s is %s', (text, timezone, expected) => {
    expect(read(text, timezone)).toBe(expected)
  })

  it.each([
    ['the hour that spring skips, west', '2024-03-10 02:30', 'America/New_York', '2024-03-10T07:30:00.000Z'],
    ['the hour that spring skips, east', '2024-03-31 02:30', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'],
    [
      'the hour that autumn repeats, west',
      '2024-11-03 01:30',
      'America/New_York',
      '2024-11-03T05:30:00.000Z',
    ],
    ['the hour that autumn repeats, east', '2024-10-27 02:30', 'Europe/Berlin', '2024-10-27T00:30:00.000Z'],
    ['a repeated half hour', '2024-04-07 01:45', 'Australia/Lord_Howe', '2024-04-06T14:45:00.000Z'],
    ['just before a gap', '2024-03-31 01:59:59', 'Europe/Berlin', '2024-03-31T00:59:59.000Z'],
    ['just after a gap', '2024-03-31 03:00', 'Europe/Berlin', '2024-03-31T01:00:00.000Z'],
    ['just after an overlap', '2024-10-27 03:00', 'Europe/Berlin', '2024-10-27T02:00:00.000Z'],
  ])('%s takes the offset that was in force before', (_, text, timezone, expected) => {
    expect(read(text, timezone)).toBe(expected)
  })

  it('agrees with the clock of the zone for every hour of a year', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    for (let hour = 0; hour < 366 * 24; hour++) {
      const instant = Date.UTC(2024, 0, 1, hour)
      const again = parseDate(clock.format(instant), 'America/New_York')!
      // The repeated hour is read as its first.
      expect([instant, instant - 3_600_000]).toContain(again)
      if (again !== instant) expect(instant).toBe(Date.UTC(2024, 10, 3, 6))
    }
  })

  it('depends on no time zone of the machine', () => {
    const module = join(import.meta.dirname, '../../../src/content/text/dates.ts')
    const script = `import { formatDay, parseDate } from ${JSON.stringify(module)}
      const texts = ['2024-01-02', '2024-03-31 02:30', 'Jul 08 2022 1:02 pm', '2013/7/13 20:46:25']
      console.log(texts.map((text) => [parseDate(text, 'UTC'), parseDate(text, 'Europe/Berlin'), formatDay(parseDate(text, 'UTC'), 'UTC')]).join())`
    const run = (TZ: string) =>
      execFileSync(process.execPath, ['--experimental-strip-types', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ, NODE_NO_WARNINGS: '1' },
        encoding: 'utf8',
      })
    expect(run('Pacific/Auckland')).toBe(run('America/Los_Angeles'))
    expect(run('UTC')).toContain('1704153600000,1704150000000,2024-01-02')
  })

  it('reads back every instant that it can write', () => {
    const instants = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        expect(read(date.toISOString())).toBe(date.toISOString())
      }),
    )
  })

  it('answers any text with an instant or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const instant = parseDate(`2024-01-02 ${text}`, 'UTC')
        expect(instant === undefined || Number.isFinite(instant)).toBe(true)
      }),
    )
  })
})

describe('looksLikeDate', () => {
  it.each([
    ['2024-13-45', true],
    ['Jul 08 2022', true],
    ['false', false],
    ['yes', false],
    ['12', false],
  ])('%s: %s', (text, expected) => {
    expect(looksLikeDate(text)).toBe(expected)
  })
})

describe('formatDay', () => {
  it('is the day in the zone, not in UTC', () => {
    const instant = Date.UTC(2019, 9, 14, 22, 30)
    expect(formatDay(instant, 'UTC')).toBe('2019-10-14')
    expect(formatDay(instant, 'Asia/Kabul')).toBe('2019-10-15')
  })
})

describe('isTimezone', () => {
  it.each([
    ['Europe/London', true],
    ['UTC', true],
    ['Middle/Earth', false],
    ['', false],
  ])('%j: %s', (name, expected) => {
    expect(isTimezone(name)).toBe(expected)
  })
})

describe('dates as feeds write them', () => {
  it.each([
    ['UTC', '2026-07-02T03:04:05Z', 'Thu, 02 Jul 2026 03:04:05 GMT'],
    ['Europe/London', '2026-07-02T04:04:05+01:00', 'Thu, 02 Jul 2026 04:04:05 +0100'],
    ['Asia/Kabul', '2026-07-02T07:34:05+04:30', 'Thu, 02 Jul 2026 07:34:05 +0430'],
    ['America/St_Johns', '2026-07-02T00:34:05-02:30', 'Thu, 02 Jul 2026 00:34:05 -0230'],
    ['America/Los_Angeles', '2026-07-01T20:04:05-07:00', 'Wed, 01 Jul 2026 20:04:05 -0700'],
  ])('have the offset of %s, and no fraction', (zone, dateTime, mailDate) => {
    const instant = Date.UTC(2026, 6, 2, 3, 4, 5, 678)
    expect(formatDateTime(instant, zone)).toBe(dateTime)
    expect(formatMailDate(instant, zone)).toBe(mailDate)
  })

  it('have the offset of their season, and Z where it is zero', () => {
    expect(formatDateTime(Date.UTC(2026, 0, 2), 'Europe/London')).toBe('2026-01-02T00:00:00Z')
    expect(formatMailDate(Date.UTC(2026, 0, 2), 'Europe/London')).toBe('Fri, 02 Jan 2026 00:00:00 GMT')
  })

  it('are in UTC where the offset of the time has seconds', () => {
    expect(formatDateTime(Date.UTC(1850, 0, 2), 'Europe/Paris')).toBe('1850-01-02T00:00:00Z')
  })
})

it.each(['1299-12-31', '1501-01-01', '2499-12-31', '2601-01-01'])('%s is a Gregorian date', (text) => {
  expect(parseTypedDate(text, 'UTC')).toBe(Date.parse(text))
})

it.each(['1300-01-01', '1399-11-11', '1403/05/01', '1500-12-29', '2500-01-01', 'Jan 1, 2600'])(
  '%s is a date of another calendar',
  (text) => {
    expect(parseTypedDate(text, 'UTC')).toBeUndefined()
  },
)
