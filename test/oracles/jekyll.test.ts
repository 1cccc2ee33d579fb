import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from './compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from './expect-same.ts'
import { type BuiltSite, buildSite, copySite, hasGenerator, type OurSite, openSite } from './sites.ts'

const FOOTNOTES = 'footnotes have ids that no other article in the feed has, and one sign leads back'

const DIFFERENCES: Explained[] = [
  [
    '2024/03/04/links/',
    'links',
    'an address in the text is a link, because readers cannot copy it everywhere',
  ],
  ['2024/03/03/lists/', 'text', `a list of contents is left out; ${FOOTNOTES}`],
  ['2024/03/03/lists/', 'links', `a list of contents is left out; ${FOOTNOTES}`],
  ['notes/one/', 'added', 'a collection is a section, and our main feed has all sections'],
  ['notes/deep/two/', 'added', 'a collection is a section, and our main feed has all sections'],
]

const hasJekyll = hasGenerator('ruby', ['-e', 'require "jekyll-feed"'], 'jekyll and ruby-jekyll-feed')

describe.skipIf(!hasJekyll)('a blog built with Jekyll', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copySite('jekyll'), 'jekyll', ['build', '--quiet', '--disable-disk-cache'], '_site')
    ours = openSite(theirs.directory, '')
  })
  afterAll(() => theirs?.remove())

  it('has the same articles, dates, addresses, ids and texts in its feed', () =>
    expectSameItems(theirs, ours, ['feed.xml', 'feed.json'], DIFFERENCES, true))

  it('has each feed where its subscribers look for it', () =>
    expectSameAddresses(theirs, ours, [['feed.xml', 'our main feed has all sections']]))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('feed.xml'), ['jekyll', ''], 0))

  it('arrives nowhere again after a fix where the configuration has other addresses', () =>
    expectNothingTwice(theirs.file('feed.xml'), ['jekyll', ''], 16, [
      '_config.yml',
      (text) => text.replace(/^permalink: .*/m, 'permalink: none'),
    ]))

  it('arrives nowhere again after a fix where the configuration has no address', () =>
    expectNothingTwice(theirs.file('feed.xml'), ['jekyll', ''], 17, [
      '_config.yml',
      (text) => text.replace(/^url: .*\n/m, ''),
    ]))
})
