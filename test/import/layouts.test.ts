import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert, readDraft } from './convert.ts'

const WORDS =
  'the council of Quillfield said that 14 bridges were closed on Monday and «nobody» was hurt (so far) while work went on'
const SENTENCES = fc.array(
  fc
    .array(fc.constantFrom(...WORDS.split(' ')), { minLength: 3, maxLength: 30 })
    .map((words) => `He ${words.join(' ')} there.`),
  { minLength: 1, maxLength: 6 },
)

function wrap(text: string): string {
  return text.split(' ').reduce((wrapped, word) => {
    const last = wrapped.slice(wrapped.lastIndexOf('\n') + 1)
    return wrapped === '' ? word : `${wrapped}${last.length + 1 + word.length > 65 ? '\n' : ' '}${word}`
  }, '')
}

const LAYOUTS: Record<string, (paragraphs: string[]) => string> = {
  'blank lines': (paragraphs) => paragraphs.map(wrap).join('\n\n'),
  'blank lines, CRLF': (paragraphs) => paragraphs.map(wrap).join('\n\n').replaceAll('\n', '\r\n'),
  'blank lines, unwrapped': (paragraphs) => paragraphs.join('\n\n'),
  indents: (paragraphs) => paragraphs.map((text) => `   ${wrap(text)}`).join('\n'),
  tabs: (paragraphs) => paragraphs.map((text) => `\t${wrap(text)}`).join('\n'),
  'indents after the first': (paragraphs) => paragraphs.map(wrap).join('\n\u3000'),
  'single lines': (paragraphs) => paragraphs.join('\n'),
}

describe('a dispatch', () => {
  it.each(Object.entries(LAYOUTS))('keeps its paragraphs, laid out with %s', (_, layOut) => {
    const datelines = fc.constantFrom('PARIS (XY) – ', 'کابل (XY) -- ', 'ROME, Oct 14 (XY) - ', '')
    fc.assert(
      fc.property(SENTENCES, datelines, ([first = '', ...others], dateline) => {
        const draft = convert(layOut([dateline + first, ...others]))
        const body = draft.markdown.split('---\n\n')[1]!
        const read = body.trim().split('\n\n')
        expect(read.map((text) => text.replace(/\\?\n/g, ' '))).toEqual([first, ...others])
        expect(readDraft(draft).article.agency).toBe(dateline === '' ? undefined : 'XY')
      }),
      { numRuns: 300 },
    )
  })
})
