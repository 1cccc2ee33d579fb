import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Explained } from '../compare-sites.ts'
import { expectNothingTwice, expectSameAddresses, expectSameItems } from '../expect-same.ts'
import { type BuiltSite, buildSite, type OurSite, openSite } from '../sites.ts'
import { installSite } from './install-site.ts'

const DIFFERENCES: Explained[] = [
  [
    'posts/first-light/',
    'pictures',
    'the picture is where its file is, and not below the page, where nothing is',
  ],
]

const copy = installSite('eleventy', ['@11ty/eleventy@3.1.8', '@11ty/eleventy-plugin-rss@3.0.0'])

describe.skipIf(!copy)('a blog built with Eleventy', () => {
  let theirs: BuiltSite
  let ours: OurSite
  beforeAll(() => {
    theirs = buildSite(copy!, 'node_modules/.bin/eleventy', ['--quiet'], '_site')
    ours = openSite(theirs.directory, 'content')
  })
  afterAll(() => copy?.remove())

  it('has the same articles, dates, addresses, ids and texts in its feed', () =>
    expectSameItems(theirs, ours, ['feed/feed.xml', 'feed.json'], DIFFERENCES))

  it('has each feed where its subscribers look for it', () => expectSameAddresses(theirs, ours))

  it('arrives nowhere again after a fix', () =>
    expectNothingTwice(theirs.file('feed/feed.xml'), ['eleventy', 'content'], 0))
})
