import { expect, it } from 'vitest'
import { formatProblem } from '../../src/content/problem.ts'
import { describeProblems } from '../../src/node/serving/describe-problems.ts'

const PROBLEM = {
  severity: 'warning',
  code: 'date',
  path: 'news\n/\x1b[31mred\u202egnp.md',
  line: 3,
  message: '"\x9b1m\u2066" is not a date',
  hint: 'Mend it',
} as const
const LINE = 'news\ufffd/\ufffd[31mred\ufffdgnp.md:3: warning date: "\ufffd1m\ufffd" is not a date. Mend it.'

it('a problem is one line that no terminal takes for an order', () => {
  expect(formatProblem(PROBLEM)).toBe(LINE)
  expect(describeProblems([PROBLEM, { ...PROBLEM, line: 4 }])).toEqual([
    `${LINE} The same in 1 more: news\ufffd/\ufffd[31mred\ufffdgnp.md:4`,
  ])
  const path = 'خبرها/Über 🚒 a\u200db.md'
  expect(formatProblem({ ...PROBLEM, path, message: 'A' })).toBe(`${path}:3: warning date: A. Mend it.`)
})
