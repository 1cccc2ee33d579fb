import { describe, expect, it } from 'vitest'
import { readEmbargo } from '../../src/import/wire/embargo.ts'
import { convert, readDraft } from './convert.ts'

describe('an embargo is understood', () => {
  it.each([
    ['EMBARGOED until 0001 GMT Oct 15, 2019', '2019-10-15T00:01:00Z'],
    ['*** EMBARGOED UNTIL 00:01 GMT ON TUESDAY 15 OCTOBER 2019 ***', '2019-10-15T00:01:00Z'],
    ['EMBARGOED FOR RELEASE UNTIL 2019-10-15T00:01Z', '2019-10-15T00:01:00Z'],
    ['Embargoed until 6 p.m. EDT Tuesday, Oct. 15, 2019', '2019-10-15T22:00:00Z'],
    ['Embargo: 15 October 2019, 18:30 CEST', '2019-10-15T16:30:00Z'],
    ['HOLD FOR RELEASE at 18.30 +02:00 on 15 October 2019', '2019-10-15T16:30:00Z'],
    ['(EMBARGOED: 12 a.m. UTC October 15, 2019)', '2019-10-15T00:00:00Z'],
  ])('in %s', (line, moment) => {
    expect(readEmbargo(line)).toBe(moment)
  })
})

/** Each would be published too early if it were guessed. */
const UNCERTAIN = [
  'EMBARGOED until Tuesday midnight',
  'EMBARGOED until 0001 Oct 15, 2019',
  'EMBARGOED until 0001 BST Oct 15, 2019',
  'EMBARGOED until 0001 GMT Oct 15',
  'EMBARGOED until Oct 15, 2019',
  'EMBARGOED until 0001 GMT Monday, Oct 15, 2019',
  'EMBARGOED until 0001 GMT Oct 32, 2019',
  'EMBARGOED until 6 GMT Oct 15, 2019',
  'EMBARGOED until delivery, expected at 14:00 GMT on 15 October 2019',
  'EMBARGOED until 0001 GMT Oct 15, 2019, for print 0600 GMT Oct 15, 2019',
  'EMBARGOED until 0001 GMT Oct 15, 2019 or first edition',
  'STRICTLY EMBARGOED',
  'NOT FOR PUBLICATION BEFORE MIDNIGHT',
  'FOR RELEASE AT NOON',
  'SPERRFRIST: Dienstag, 0.00 Uhr',
  'SOUS EMBARGO jusqu’à mardi',
  'محظور النشر حتى الثلاثاء',
]
const TEXT = 'PARIS (XY) – The bridges are closed.\n'

describe.each(UNCERTAIN)('an embargo that is not certain never publishes: %s', (line) => {
  it.each([
    ['above the text', `${line}\n\n${TEXT}`],
    ['between stars', `*** ${line} ***\n${TEXT}`],
    ['below the slug', `BRIDGES\n${line}\nBridges closed\n\n${TEXT}`],
    ['in a note to editors', `(EDS: ${line})\n\n${TEXT}`.replace(/(FOR RELEASE|STRICTLY)/, 'EMBARGO $1')],
    ['below the text', `${TEXT}\n${line}\n`],
    ['behind the end', `${TEXT}\nENDS\n\n${line}\n`],
  ])('%s', (_, text) => {
    const draft = convert(text, { publish: true })
    expect(draft.isPublished).toBe(false)
    expect(draft.markdown).toMatch(/^embargo:$/m)
    expect(draft.warnings.join()).toContain('embargo')
    // An editor who only takes the draft away does not publish it, either.
    const undone = { ...draft, markdown: draft.markdown.replace('draft: true\n', '') }
    expect(readDraft(undone).article.hidden).toBeDefined()
  })
})

it.each([
  `BRIDGES (EMBARGOED)\n\n${TEXT}`,
  `Embargoed: bridges closed\n\n${TEXT}`,
  `${TEXT}\nThis report is embargoed until\nTuesday.\n`,
  `PARIS (XY) – The bridges are closed, said a report that is under\nembargo until Tuesday.\n`,
  `${TEXT}\nENDS\n\nNote: press embargo, Tuesday noon\n`,
])('a text that says somewhere that it is held back is not published: %j', (text) => {
  const draft = convert(text, { publish: true })
  expect(draft.isPublished).toBe(false)
  expect(draft.markdown).toMatch(/^embargo:$/m)
})

it('two embargoes that differ are not certain', () => {
  const lines = ['EMBARGOED until 0001 GMT Oct 15, 2019', 'EMBARGOED until 0001 GMT Oct 16, 2019']
  expect(convert(`${lines.join('\n')}\n\n${TEXT}`, { publish: true }).isPublished).toBe(false)
})

it('a sentence about an embargo is text', () => {
  const text = 'PARIS (XY) – The embargo on oil was lifted.\n'
  expect(convert(text, { publish: true }).isPublished).toBe(true)
  const opening = convert('The council met. An embargo was lifted.\n', { publish: true })
  expect(opening.isPublished).toBe(true)
})
