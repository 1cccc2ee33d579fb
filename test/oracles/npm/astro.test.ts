import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from '../compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from '../expect-same.ts'
import { type BuiltSite, buildSite, type OurSite, openSite } from '../sites.ts'
import { installSite } from './install-site.ts'

const DIFFERENCES: Explained[] = []

const copy = installSite('astro', ['astro@7.3.5', '@astrojs/rss@4.0.19', 'markdown-it@15.0.3'])

describe.skipIf(!copy)('a blog built with Astro', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copy!, 'node_modules/.bin/astro', ['build', '--silent'], 'dist')
    ours = openSite(theirs.directory, 'src/content/blog')
  })
  afterAll(() => copy?.remove())

  it('has the same articles, dates, addresses, ids and texts in its feed', () =>
    expectSameItems(theirs, ours, ['rss.xml', 'feed.json'], DIFFERENCES))

  it('has each feed where its subscribers look for it', () => expectSameAddresses(theirs, ours))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('rss.xml'), ['astro', 'src/content/blog'], 0))
})
