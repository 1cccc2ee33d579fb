import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from '../compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from '../expect-same.ts'
import { type BuiltSite, buildSite, type OurSite, openSite } from '../sites.ts'
import { installSite } from './install-site.ts'

const CODE = 'log/2024/01/20/code'
const SPACES = 'log/2024/01/19/Été à Paris'

const DIFFERENCES: Explained[] = [
  [CODE, 'text', 'the title of code is left out, and footnotes have no heading'],
  [CODE, 'links', 'footnotes have ids that no other article in the feed has'],
  [SPACES, 'id', 'an id has no blanks'],
  ['log/2024/01/17/folder', 'links', 'a heading is no link to itself'],
  ['log/own/slug', 'updated', 'its feed does not say when an article was updated'],
  [
    'log/2024/01/15/first-light',
    'pictures',
    'small pictures stay files, and do not become a part of the text',
  ],
]

const PACKAGES = [
  '@docusaurus/core@3.10.2',
  '@docusaurus/preset-classic@3.10.2',
  'react@19.3.1',
  'react-dom@19.3.1',
]
const copy = installSite('docusaurus', PACKAGES)

describe.skipIf(!copy)('a blog built with Docusaurus', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copy!, 'node_modules/.bin/docusaurus', ['build'], 'build')
    ours = openSite(theirs.directory, 'blog')
  }, 600_000)
  afterAll(() => copy?.remove())

  it('has the same articles, dates, addresses, ids and texts in its feed', () =>
    expectSameItems(theirs, ours, ['log/atom.xml', 'feed.json'], DIFFERENCES))

  it('has each feed where its subscribers look for it', () =>
    expectSameAddresses(
      theirs,
      ours,
      ['atom.xml', 'feed.json', 'rss.xml'].map((name) => [`log/${name}`, 'one id differs, as above']),
    ))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('log/atom.xml'), ['docusaurus', 'blog'], 1, undefined, 1))
})
