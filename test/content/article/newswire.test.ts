import { describe, expect, it } from 'vitest'
import { outline } from '../outline.ts'

const read = (frontMatter: string) => {
  const { newswire, problems } = outline('a.md', `---\ndate: 2024-01-02\n${frontMatter}\n---\n`)
  return { newswire, ...(problems !== undefined && { problems }) }
}

describe('readNewswire', () => {
  it('is not there where nothing of it is written', () => {
    expect(read('title: A')).toEqual({ newswire: undefined })
  })

  it.each([
    ['urgency: 1', { urgency: 1 }],
    ['urgency: "9"', { urgency: 9 }],
    ['slugline: TALKS-NIGHT', { slugline: 'TALKS-NIGHT' }],
    ['authors: [Ada]\nbyline: By Ada', { byline: 'By Ada' }],
    ['editors_note: Leads\nednote: ', { editorsNote: 'Leads' }],
    ['ednote: "two\\nlines"', { editorsNote: 'two lines' }],
    ['copyright_holder: Ada\nusage_terms: None', { copyrightHolder: 'Ada', usageTerms: 'None' }],
    ['version: 3', { version: 3 }],
    ['genre: Analysis, Opinion', { genres: [{ term: 'Analysis' }, { term: 'Opinion' }] }],
    [
      'genres: [{ name: Analysis, scheme: "http://s.example/", code: A1 }]',
      { genres: [{ term: 'Analysis', scheme: 'http://s.example/', code: 'A1' }] },
    ],
    ['place: Kabul', { places: [{ term: 'Kabul' }] }],
  ])('reads %j', (frontMatter, newswire) => {
    expect(read(frontMatter)).toEqual({ newswire })
  })

  it.each(['0', '10', '2.5', '-1', 'high'])('rejects the urgency %s, and reports its line', (urgency) => {
    expect(read(`urgency: ${urgency}`)).toEqual({ newswire: undefined, problems: ['3 warning urgency'] })
  })

  it.each(['v3', '1.2.0', '0', '2024-01-02'])(
    'takes the version %s for that of something else',
    (version) => {
      expect(read(`version: ${version}`)).toEqual({ newswire: undefined })
    },
  )
})
