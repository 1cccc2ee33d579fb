import { describe, expect, it } from 'vitest'
import { outline } from '../outline.ts'

const read = (frontMatter: string) => {
  const { corrections, withdrawn, updated, article, problems } = outline(
    'a.md',
    `---\ndate: 2024-01-02\n${frontMatter}\n---\n`,
  )
  const found = { corrections, withdrawn, updated, article, problems }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

describe('readCorrections', () => {
  it('moves updated to the newest one', () => {
    expect(read('corrections: [{text: One, date: 2024-02-01}, {note: Two, on: 2024-01-15}]')).toEqual({
      corrections: ['2024-02-01T00:00 One', '2024-01-15T00:00 Two'],
      updated: '2024-02-01T00:00',
    })
  })

  it('takes a text whose date stands beside it', () => {
    expect(read('correction: One\ncorrected: 2024-02-01').corrections).toEqual(['2024-02-01T00:00 One'])
  })

  it.each([
    'correction: One',
    'correction: {text: One}',
    'correction: {date: 2024-02-01}',
    'correction: {text: One, date: 2024-02-30}',
  ])('%s is an error', (frontMatter) => {
    expect(read(frontMatter)).toEqual({ article: 'none', problems: ['3 error correction'] })
  })

  it.each(['correction:', 'corrections: []', 'correction: false'])('%s corrects nothing', (frontMatter) => {
    expect(read(frontMatter)).toEqual({})
  })
})

describe('readWithdrawal', () => {
  it.each([
    ['withdrawn: true', { withdrawn: '1970-01-01T00:00 undefined' }],
    ['withdrawn: 2024-02-01', { withdrawn: '2024-02-01T00:00 undefined' }],
    ['withdrawn: It was wrong', { withdrawn: '1970-01-01T00:00 It was wrong' }],
    ['retracted: {reason: Wrong, date: 2024-02-01}', { withdrawn: '2024-02-01T00:00 Wrong' }],
    ['withdrawn: [a]', { withdrawn: '1970-01-01T00:00 undefined' }],
    ['withdrawn: false', {}],
    ['withdrawn:', {}],
    [
      'withdrawn: {date: 2024-02-30}',
      { withdrawn: '1970-01-01T00:00 undefined', problems: ['3 warning withdrawn'] },
    ],
  ])('%s', (frontMatter, expected) => {
    expect(read(frontMatter)).toEqual(expected)
  })
})
