import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from './compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from './expect-same.ts'
import { type BuiltSite, buildSite, copySite, hasGenerator, type OurSite, openSite } from './sites.ts'

const FOOTNOTES = 'footnotes have ids that no other article in the feed has'

const ENGLISH: Explained[] = [
  ['about/', 'missing', 'it has no date, so it is a page and not an article'],
  ['posts/untitled/', 'title', 'an article without a title has the name of its file'],
  ['posts/harbour/', 'updated', 'no article is updated before it is published'],
  ['posts/lists/', 'text', 'a box of a task is a sign, because feeds have no form controls'],
  ['posts/lists/', 'links', FOOTNOTES],
  ['posts/links/', 'links', 'an address without a scheme is not a link'],
  ['posts/shortcodes/', 'links', 'its feed doubles the path of the site in `relref`, which leads nowhere'],
]
const FRENCH: Explained[] = []

const LISTS = ['categories/index.xml', 'series/index.xml', 'tags/index.xml']

describe.skipIf(!hasGenerator('hugo', ['version'], 'hugo'))('a blog built with Hugo', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copySite('hugo'), 'hugo', ['--quiet'], 'public')
    ours = openSite(theirs.directory, 'content')
  })
  afterAll(() => theirs?.remove())

  it.each([
    ['', ENGLISH],
    ['fr/', FRENCH],
  ])('has the same articles, dates, addresses, ids and texts in the feed of /%s', (folder, explained) =>
    expectSameItems(theirs, ours, [`${folder}index.xml`, `${folder}feed.json`], explained),
  )

  it('has each feed where its subscribers look for it', () =>
    expectSameAddresses(theirs, ours, [
      ...LISTS.flatMap((path) =>
        [path, `fr/${path}`].map((one) => [one, 'it lists tags, and no article'] as const),
      ),
      ['index.xml', 'its articles differ as above'],
      ['news/index.xml', 'a section within it is an item of its own'],
    ]))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('index.xml'), ['hugo', 'content'], 0))

  it('arrives nowhere again after a fix where the configuration has other addresses', () =>
    expectNothingTwice(theirs.file('index.xml'), ['hugo', 'content'], 6, [
      'hugo.toml',
      (text) => text.replace(/^\[permalinks\]\n(?:.+\n)*/m, ''),
    ]))
})
