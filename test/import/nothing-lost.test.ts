import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderBody } from '../../src/content/body/body.ts'
import { parseHtml, textOf } from '../../src/content/text/html.ts'
import { escapeParagraph, escapeStart } from '../../src/import/escape-markdown.ts'
import { cleanText } from '../../src/import/wire/clean-text.ts'
import { ALONE, SITE } from '../content/outline.ts'
import { convert, readDraft, shownText } from './convert.ts'

/** What Markdown, HTML and template languages give a meaning, and what people write. */
const PIECES = [
  ...'_*`~<>&[](){}#+-=|\\^$:;!?.,\'"@/%“”’«»–—… \t'.split(''),
  ...'** __ ~~ ``` --- === *** +++ ::: $$ {{ }} {% %} {{< >}} [[toc]] [^1] [^1]: [a]: ![ ]( ^[ \\( \\) \\[ <b> </b> <!--more--> &amp; &#65; &copy; ENDSx'.split(
    ' ',
  ),
  ...'1986. 1) - + # > import from export word Word words. it’s a_b_c x*y http://example.org/a_b?c=d&e=f#g_h https://example.org/a%20b first_last@example.org www.example.org ftp://example.org //example.org http://xn--bcher-kva.example mailto:a@example.org'.split(
    ' ',
  ),
  "''quoted''",
  ...'كابول متن، شورا؟ سلام‌ها 日本語 東京。 नमस्ते É é ß ﷽ 👩‍👩‍👧 \u00a0 \u200f \u3000 :name ::name {.a} {#id} {: .b } | |--|--| :-- \\ \\\\'.split(
    ' ',
  ),
]
const LINE = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...PIECES), weight: 4 },
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .chain((pieces) => fc.constantFrom(pieces.join(' '), pieces.join('')))

/** The text without blanks, control characters and marks of direction. */
function bare(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cn}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').normalize('NFC')
}

function render(markdown: string): string {
  const { article } = readDraft({
    name: '2019-10-14-a',
    markdown: `---\ntitle: T\n---\n\n${markdown}`,
    isPublished: true,
    warnings: [],
  })
  return textOf(parseHtml(renderBody(article, SITE, ALONE).contentHtml ?? ''))
}

describe('text that is written as Markdown', () => {
  it('is shown as the same text, whatever signs it holds', () => {
    const lines = fc.array(
      LINE.map((line) => line.replace(/[\r\n\u2028\u2029\p{Cc}]/gu, ' ').trim()).filter(
        (line) => line !== '',
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 3 }), fc.boolean(), (paragraphs, isShort) => {
        const markdown = paragraphs.map((paragraph) => escapeParagraph(paragraph, () => isShort)).join('\n\n')
        const text = `Start.\n\n${markdown}\n\nEnd.`
        expect(bare(render(text))).toBe(bare(`Start.${paragraphs.flat().join('')}End.`))
      }),
      { numRuns: 1000 },
    )
  })

  it('is not a module where it begins with the word import', () => {
    const text = "import duties of 'ten per cent'\nare due."
    expect(render(escapeStart(escapeParagraph(text.split('\n'), () => false)))).toBe(text.replace('\n', ' '))
  })
})

describe('a dispatch', () => {
  it('is shown as it was sent, whatever signs it holds', () => {
    const line = LINE.map((text) => `He said ${text.replace(/[\r\n\f\v\u2028\u2029]/g, ' ')} there.`)
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\n\n', '\r\n  '),
        (lines, between) => {
          const text = `PARIS (XY) – ${lines.join(between)}`
          expect(bare(shownText(convert(text)))).toBe(bare(cleanText(text).join('\n')))
        },
      ),
      { numRuns: 500 },
    )
  })

  /** The sign that closes a dateline becomes a dash. */
  const withoutDashes = (text: string) => bare(text).replace(/[-–—―_:]/g, '')

  it('keeps every word, whichever lines stand in whichever order', () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom(
          ...[
            'QUILLFIELD-BRIDGES',
            'URGENT',
            'FLASH',
            'Slug: BRIDGES',
            'Urgency: 4',
            'By A. WRITER',
            'XY Staff Writer',
            '',
            '',
            '',
            '\f',
          ],
          ...[
            '(EDS: Adds quote.)',
            'ATTENTION EDITORS: see below',
            'EMBARGOED until 0001 GMT Oct. 15, 2019',
            'EMBARGO: Tuesday',
          ],
          ...[
            'KILL',
            'CORRECTION: The number was wrong.',
            '(more)',
            'MORE',
            'more',
            'add 1',
            '- 2 -',
            '2',
            'Page 2 of 3',
            'take 2',
          ],
          ...[
            'ENDS',
            '-30-',
            '###',
            'ends',
            'Ends.',
            'NNNN',
            'ZCZC XY0123',
            '123 words',
            '2019-10-14',
            'Date: 14 October 2019',
          ],
          ...[
            'PARIS (XY) – The council met.',
            'PARIS, Oct 14 (XY) The council met.',
            'PARIS –',
            '(XY) – A',
            'PARIS (XY) – PARIS (XY) – Twice.',
          ],
          ...[
            'Bridges closed for a month',
            'Headline: Bridges closed',
            'The embargo on oil was lifted.',
            'Embargo talks resumed on Monday.',
          ],
          ...[
            'Corrections officers met.',
            '  Indented text',
            '1986. A year',
            '---',
            'title: not front matter',
            'کابل (XY) – متن.',
            'NATO – who said',
          ],
        ),
        LINE.map((text) => text.replace(/[\r\n\f\v\u2028\u2029]/g, ' ')),
      ),
      { maxLength: 14 },
    )
    fc.assert(
      fc.property(lines, fc.constantFrom(undefined, '2020-01-02'), fc.boolean(), (sent, date, publish) => {
        const text = sent.join('\n')
        const draft = convert(text, { date, publish })
        const { article, problems } = readDraft(draft)
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(article.hidden === undefined).toBe(draft.isPublished)
        const [header = ''] = draft.markdown.split('\n---\n')
        const kept = withoutDashes(
          [
            header.replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
            shownText(draft),
            ...(draft.markdown.endsWith('ENDS\n') ? ['ENDS'] : []),
            'Slugline Urgency Headline Date By',
          ].join('\n'),
        )
        for (const word of cleanText(text)
          .join('\n')
          .split(/[\s:_\p{Pd}]+/u))
          expect(kept).toContain(withoutDashes(word.replace(/^(Slug|Headline|Date):$/, '')))
      }),
      { numRuns: 1000 },
    )
  })
})
