import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRegister, type Register, renderRegister } from '../../../src/content/library/register.ts'

const ENTRY = {
  id: 'tag:example.org,2026:a',
  release: Date.UTC(2025, 0, 1),
  digest: '0123456789ab',
  path: 'news/a.md',
  title: 'A',
}

function problemsOf(text: string): string[] {
  return parseRegister(text, '_ids.txt').problems.map(({ line, message }) => `${line}: ${message}`)
}

describe('the register of published ids', () => {
  it('is read as it was written, whatever stands in it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 })
    const entry = fc.record({
      id: text.filter((id) => id !== ''),
      release: fc.integer({ min: -1e12, max: 4e12 }),
      digest: fc.stringMatching(/^[\da-f]{12}$/),
      path: text.map((path) => path.normalize('NFC')).filter((path) => path !== '-'),
      title: text,
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        const register: Register = { rule: { ids: 'tag', idPrefix: 'tag:example.org,2026:' }, entries }
        const read = parseRegister(renderRegister(register), '_ids.txt')
        expect(read.problems).toEqual([])
        expect(read.register.rule).toEqual(register.rule)
        const sort = (all: Register['entries']) =>
          all.map((one) => JSON.stringify(one, Object.keys(ENTRY))).sort()
        expect(sort(read.register.entries)).toEqual(sort(entries))
      }),
    )
  })

  it('has new ids at its end', () => {
    const later = { ...ENTRY, id: 'tag:a', release: ENTRY.release + 1 }
    const lines = renderRegister({ entries: [later, ENTRY] }).split('\n')
    expect(lines.slice(-3)).toEqual([
      'tag:example.org,2026:a\t2025-01-01T00:00:00.000Z\t0123456789ab\tnews/a.md\tA',
      'tag:a\t2025-01-01T00:00:00.001Z\t0123456789ab\tnews/a.md\tA',
      '',
    ])
  })

  it('is in doubt where a merge or a full disk broke it', () => {
    const text = renderRegister({ rule: { ids: 'tag' }, entries: [ENTRY] })
    const last = text.split('\n').length - 1
    expect(problemsOf(text)).toEqual([])
    expect(problemsOf(text.replaceAll('\n', '\r\n'))).toEqual([])
    expect(problemsOf(text.slice(0, -1))).toEqual([`${last}: The last line may be cut`])
    expect(problemsOf(`${text}<<<<<<< HEAD\n=======\n>>>>>>> b\n`)).toHaveLength(3)
    expect(problemsOf(text.replace('0123456789ab', '012345'))).toEqual([
      `${last}: The line is not an id, a time, a digest, a path and a title, separated by tabs`,
    ])
    expect(problemsOf(`${text}# ids: permalink\n`)).toEqual([
      `${last + 1}: The register has two values of \`ids\``,
    ])
  })
})
