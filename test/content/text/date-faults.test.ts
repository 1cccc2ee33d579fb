import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { SITE } from '../outline.ts'

/** What an author is told of a date. */
function problemOf(typed: string) {
  const source = `---\ndate: "${typed}"\n---\n`
  const { article, problems } = parseArticle({ path: 'a.md', source, hash: '' }, SITE, () => undefined)
  expect(article).toBeUndefined()
  expect(problems).toMatchObject([{ severity: 'error', code: 'date', line: 2 }])
  return `${problems[0]!.message}. ${problems[0]!.hint}.`
}

describe('a date in a form that is refused says what is wrong with it', () => {
  it.each([
    ['01/31/2020', 'does not tell its month from its day. Write it as `2026-01-31`'],
    ['1.2.2020', 'does not tell its month from its day'],
    ['03-04-2020 10:00', 'does not tell its month from its day'],
    ['2021-05', 'has no day. Write the day too'],
    ['2021', 'has no day'],
    ['May 2021', 'has no day'],
    ['10:00 EST', 'is a time without a day'],
    ['2020-01-01 10:00 EST', 'has the name of a time zone, which may mean several. Write the offset instead'],
    ['2020-01-01 10:00:00 Europe/Berlin', 'has the name of a time zone'],
    ['2024-02-30', 'is not a date that exists. Write it as `2026-01-31`'],
    ['2025-13-01', 'is not a date that exists'],
    ['0000-00-00', 'is not a date that exists'],
    ['Feb 30, 2025', 'is not a date that exists'],
    ['2024-02-30 25:00', 'is not a date that exists'],
    ['2025-01-01T24:00', 'has a time or an offset that does not exist. Write it as `2026-01-31`'],
    ['Jan 5, 2025 at 13:00 pm', 'has a time or an offset that does not exist'],
    ['2025-01-01 10:00 +19:00', 'has a time or an offset that does not exist'],
    ['20250101', 'is written without hyphens. Write `2025-01-01`.'],
    [
      '20250101T093000Z',
      'is written without hyphens. Write `2025-01-01`, with a time as in `T09:30:00+01:00`.',
    ],
    ['20251301', 'is a number. Write it as `2026-01-31`'],
    ['1735689600', 'is a number'],
    ['1735689600000', 'is a number'],
    ['45658.5', 'is a number'],
    ['2025-W05', 'is a week. Write the day instead, as in `2026-01-31`.'],
    ['2025W05-3', 'is a week'],
    ['2025-031', 'is a number of a day within its year. Write the day with its month, as in `2026-01-31`.'],
    ['2025-Q1', 'has no day'],
    ['Spring 2025', 'has no day'],
    ['Jan 5', 'has no year. Write the year too, as in `2026-01-31`.'],
    ['5th January', 'has no year'],
    ['01-05', 'has no year'],
    ['2025-01-01/2025-01-03', 'is more than one day. Write the first, as in `2026-01-31`.'],
    ['2025-01-01 to 2025-01-03', 'is more than one day'],
    ['2025-01-01 10h30', 'has a time that is not understood. Write it as `2026-01-31T09:30:00+01:00`.'],
    ['2025-01-01 10 am', 'has a time that is not understood'],
    ['2025-01-01T10', 'has a time that is not understood'],
    ['2025-01-01 in the morning', 'has a time that is not understood'],
    ['2025-01-01T10:00:00.000.000Z', 'has a time that is not understood'],
    ['2025–01–01', 'has other signs than hyphens between its numbers. Write it as `2026-01-31`'],
    ['2025/01-01', 'has other signs than hyphens between its numbers'],
    ['2025 01 01', 'has other signs than hyphens between its numbers'],
    ['1er janvier 2025', 'names its month in another language than English. Write it as `2026-01-31`'],
    ['1. März 2025', 'names its month in another language than English'],
    ['2025年1月1日', 'is written with other signs than 0 to 9'],
    ['۲۰۲۵-۱۰-۱۲', 'is written with other signs than 0 to 9'],
    ['1399-11-11', 'is in the Persian calendar. Write the Gregorian date, `2021-01-30`.'],
    ['۱۳۹۹-۱۱-۱۱', 'is in the Persian calendar. Write the Gregorian date, `2021-01-30`.'],
    ['1399-12-30', 'is in the Persian calendar. Write the Gregorian date, `2021-03-20`.'],
    ['1300-01-01', 'is in the Persian calendar. Write the Gregorian date, `1921-03-21`.'],
    ['1403/02/31 10:00 +03:30', 'is in the Persian calendar. Write the Gregorian date, `2024-05-20`.'],
    [
      '1403/05/01',
      'is in the Persian or the Islamic calendar. Write the Gregorian date, `2024-07-22` (Persian) or `1983-02-14` (Islamic).',
    ],
    [
      '۱۴۰۳-۱۰-۱۲',
      'is in the Persian or the Islamic calendar. Write the Gregorian date, `2025-01-01` (Persian) or `1983-',
    ],
    [
      '1446-09-01',
      'is in the Persian or the Islamic calendar. Write the Gregorian date, `2067-11-22` (Persian) or `2025-03-01` (Islamic).',
    ],
    [
      '١٤٤٦/٠٩/٠١',
      'is in the Persian or the Islamic calendar. Write the Gregorian date, `2067-11-22` (Persian) or `2025-03-01` (Islamic).',
    ],
    ['1403-07-31', 'has a year of another calendar. Write the Gregorian date, as in `2026-01-31`.'],
    ['2567-01-01', 'is in the Buddhist calendar. Write the Gregorian date, `2024-01-01`.'],
    ['1 January 2567', 'is in the Buddhist calendar. Write the Gregorian date, `2024-01-01`.'],
    ['๒๕๖๗-๐๒-๒๙', 'is in the Buddhist calendar. Write the Gregorian date, `2024-02-29`.'],
    ['{{ .Date }}', 'is a template that nothing fills in. Write the date itself, as in `2026-01-31`.'],
    ['<% tp.date.now() %>', 'is a template that nothing fills in'],
    ['yesterday', 'is not a date. Write the day itself, as in `2026-01-31`.'],
    ['next Monday', 'is not a date'],
    ['3 days ago', 'is not a date'],
    ['TBD', 'is not a date'],
    ['true', 'is not a date'],
    ['soon', 'is not a date'],
    ['x'.repeat(200), 'is not a date'],
  ])('%s', (typed, expected) => {
    expect(problemOf(typed)).toContain(`"${typed}" ${expected}`)
  })
})

describe('a value that is no text is not passed over as no date', () => {
  const told = (header: string) => {
    const source = `---\ntitle: A\n${header}\n---\n`
    return parseArticle({ path: 'a.md', source, hash: '' }, SITE, () => undefined).problems.map(
      ({ severity, code, line, message }) => `${line} ${severity} ${code}: ${message}`,
    )
  }

  it.each([
    ['date: [2025-01-01]', '3 error date: `date` is a list in the place of a date'],
    ['date: { day: 2025-01-01 }', '3 error date: `date` is a map in the place of a date'],
    ['date: null\ncreated: [2025-01-01]', '4 error date: `created` is a list in the place of a date'],
    ['date: 20250101', '3 error date: "20250101" is written without hyphens'],
    ['date:', '3 warning no-date: `date` is blank, so the file is not published'],
    ['date: null', '3 warning no-date: `date` is blank, so the file is not published'],
    ['date: today', '3 warning no-date: `date: today` names no day, so the file is not published'],
    ['tags: [a]', '1 warning no-date: The file has no date, so it is not published'],
    ['published: true', '1 warning no-date: The file has no date, so it is not published'],
  ])('%s', (header, expected) => {
    expect(told(header)).toEqual([expected])
  })

  it('is a warning where there is another date', () => {
    expect(told('date: [2025-01-01]\ncreated: 2025-01-01')).toEqual([
      '3 warning value: `date` is a list in the place of a date, so it has no effect',
    ])
    expect(told('date: null\ncreated: 2025-01-01')).toEqual([])
  })
})
