import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from './compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from './expect-same.ts'
import { type BuiltSite, buildSite, copySite, hasGenerator, type OurSite, openSite } from './sites.ts'

const FOOTNOTES = 'footnotes have ids that no other article in the feed has, and another sign leads back'
const HAN = 'the letters of Han are not in our table, and `check` says so'
const OWN = 'as above, and all others are there'

const DIFFERENCES: Explained[] = [
  ['2024/02/han-zi-noji-shi/', 'missing', HAN],
  ['2024/02/漢字の記事/', 'added', HAN],
  [
    '2024/03/links-of-all-kinds/',
    'links',
    'an address in the text is a link, because readers cannot copy it everywhere',
  ],
  ['2024/03/fenced-with-words-that-quote/', 'text', FOOTNOTES],
  ['2024/03/fenced-with-words-that-quote/', 'links', FOOTNOTES],
  ['2024/03/of-a-folder/', 'links', 'the start page has one address'],
  ['2024/03/of-a-folder/', 'pictures', 'a file that `{attach}` names is served where it is'],
]

describe.skipIf(!hasGenerator('pelican', ['--version'], 'pelican'))('a blog built with Pelican', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copySite('pelican'), 'pelican', ['--quiet', '--fatal', 'errors'], 'output')
    ours = openSite(theirs.directory, 'content')
  })
  afterAll(() => theirs?.remove())

  it('has the same articles, dates, addresses, ids and texts in its feed', () =>
    expectSameItems(theirs, ours, ['feeds/all.atom.xml', 'feed.json'], DIFFERENCES))

  it('has each feed where its subscribers look for it', () =>
    expectSameAddresses(theirs, ours, [
      ['feeds/all.atom.xml', OWN],
      ['feeds/lang-en.atom.xml', OWN],
      ['feeds/in-misc.atom.xml', 'articles without a category are in the feed of the site'],
    ]))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('feeds/all.atom.xml'), ['pelican', 'content'], 1))

  it('arrives nowhere again after a fix where the configuration has other addresses', () =>
    expectNothingTwice(theirs.file('feeds/all.atom.xml'), ['pelican', 'content'], 15, [
      'pelicanconf.py',
      (text) => text.replace(/^ARTICLE_.*(?:URL|SAVE_AS) .*\n/gm, ''),
    ]))
})
