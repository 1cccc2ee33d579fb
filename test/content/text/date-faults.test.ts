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
    ['2024-02-30 25:00', 'is not a date that exists'],
    ['soon', 'is not a date that exists'],
  ])('%s', (typed, expected) => {
    expect(problemOf(typed)).toContain(`"${typed}" ${expected}`)
  })
})
