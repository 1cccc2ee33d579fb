// The addresses of Hexo depend on the time zone of the machine that builds the site, which is mostly that of the site.
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from '../compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from '../expect-same.ts'
import { type BuiltSite, buildSite, type OurSite, openSite } from '../sites.ts'
import { installSite } from './install-site.ts'

const DIFFERENCES: Explained[] = [
  [
    '2024/01/24/templates/',
    'text',
    'code has no numbers of lines, a box of a task is a sign, and the title of a link has curly quotes as all text has',
  ],
]

const copy = installSite('hexo', ['hexo@8.1.2', 'hexo-generator-feed@3.0.0', 'hexo-renderer-marked@7.0.1'])

describe.skipIf(!copy)('a blog built with Hexo', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copy!, 'node_modules/.bin/hexo', ['generate', '--silent'], 'public', 'Europe/Paris')
    ours = openSite(theirs.directory, 'source')
  })
  afterAll(() => copy?.remove())

  it('has the same articles, dates, addresses, ids and texts in its feed', () =>
    expectSameItems(theirs, ours, ['atom.xml', 'feed.json'], DIFFERENCES))

  it('has each feed where its subscribers look for it', () => expectSameAddresses(theirs, ours))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('atom.xml'), ['hexo', 'source'], 0))
})
