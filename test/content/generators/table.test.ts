import { describe, expect, it } from 'vitest'
import { GENERATORS } from '../../../src/content/generators/generator.ts'
import { ROWS, rowOf } from '../../../src/content/generators/table.ts'

describe('the table of generators', () => {
  it('has one row for each name that a setting may have', () => {
    expect(ROWS.map(({ name }) => name).sort()).toEqual([...GENERATORS].sort())
    for (const name of GENERATORS) expect(rowOf(name).name).toBe(name)
  })

  it('recognises every generator by its files', () => {
    for (const { marks } of ROWS) {
      expect(marks).not.toEqual([])
      for (const needed of marks) expect(needed).not.toEqual([])
    }
  })
})
