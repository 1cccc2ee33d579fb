import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feed } from '../src/feed/feed.ts'
import { ATOM } from '../src/feed/formats/atom.ts'
import { FORMATS } from '../src/feed/formats/formats.ts'
import { JSON_FEED } from '../src/feed/formats/json-feed.ts'
import { RSS } from '../src/feed/formats/rss.ts'
import { anyFeed } from './feed/any-feed.ts'
import { judge, readWithFeedparser, requireTool } from './feed/debian.ts'
import { readFixtures } from './feed/fixtures.ts'
import { findBreaches } from './feed/json-schema.ts'
import { expectedReading, type Reading, readWithFeedsmith } from './feed/reading.ts'
import { createFeed, createItem, FULL_FEED, FULL_ITEM } from './feed/sample.ts'

const SCHEMAS = join(import.meta.dirname, 'schemas')

const golden = readFixtures(join(import.meta.dirname, 'fixtures', 'golden'))
const FILMS = [1, 2].map((part) => ({
  url: `https://example.org/${part}.mp4?a=1&b=2`,
  type: 'video/mp4',
  length: 99,
  durationSeconds: 9,
  width: 1920,
  height: 1080,
}))
const FEEDS: [string, Feed][] = [
  ['everything there is to say', FULL_FEED],
  ['nothing', createFeed()],
  ['the golden articles', golden.feedOf('')],
  ['summaries', golden.feedOf('digest')],
  ['films with a poster', createFeed([createItem({ image: FULL_ITEM.image, enclosures: FILMS })])],
]
/** The same on every run, so that a failure can be looked into. */
const ANY = fc.sample(anyFeed, { numRuns: 300, seed: 2026 })
const ALL = [...FEEDS.map(([, feed]) => feed), ...ANY]

/** feedparser takes control characters above ASCII for Windows-1252, and makes up a summary where there is none. */
function forFeedparser(feed: Feed): Feed {
  const { items, ...rest }: Feed = JSON.parse(JSON.stringify(feed).replace(/[\u0080-\u009F]/g, ''))
  return { ...rest, items: items.map((item) => ({ ...item, summary: item.summary ?? 'A summary' })) }
}

/** feedparser mends what looks like an entity in a link. */
function withFeedparserLinks(reading: Reading): Reading {
  const mend = (link: string | undefined) => link?.replace(/&[A-Za-z0-9;&]*/g, '&')
  const items = reading.items.map((item) => ({ ...item, link: mend(item.link) }))
  return { ...reading, link: mend(reading.link), items }
}

describe.each(FORMATS)('$title, read back by feedsmith', ({ name, render }) => {
  it.each(FEEDS)('says %s as the model does', (_, feed) => {
    expect(readWithFeedsmith(render(feed), name)).toEqual(expectedReading(feed, name))
  })
})

describe.each([
  ['rss', RSS],
  ['atom', ATOM],
] as const)('%s, read by programs of Debian', (name, { render }) => {
  it('is read back equal by feedparser, whatever the text', (context) => {
    requireTool(context, '/usr/bin/python3', ['-c', 'import feedparser'], 'python3-feedparser')
    const feeds = ALL.map(forFeedparser)
    const readings = readWithFeedparser(feeds.map(render), name)
    for (const [index, feed] of feeds.entries())
      expect(withFeedparserLinks(readings[index]!)).toEqual(withFeedparserLinks(expectedReading(feed, name)))
  })

  it('is well-formed for xmllint, whatever the text', (context) => {
    requireTool(context, 'xmllint', ['--version'], 'libxml2-utils')
    expect(judge('xmllint', ['--noout', '--nonet'], ALL.map(render))).toEqual({ status: 0, output: '' })
    expect(judge('xmllint', ['--noout'], ['<a>\u0001</a>']).status, 'xmllint can fail').not.toBe(0)
  })
})

it('Atom is valid by the grammar of RFC 4287, whatever the text', (context) => {
  const { render } = ATOM
  const grammar = join(SCHEMAS, 'atom.rnc')
  requireTool(context, 'jing', ['-c', grammar, join(SCHEMAS, 'atom-valid', 'minimal.xml')], 'jing')
  expect(judge('jing', ['-c', grammar], ['<feed/>']).status, 'jing can fail').toBe(1)
  const { status, output } = judge('jing', ['-c', grammar], ALL.map(render))
  expect(output).not.toContain('error:')
  expect(status).toBe(0)
})

it('tombstones in Atom are valid by the grammar of RFC 6721', (context) => {
  const { render } = ATOM
  const grammar = join(SCHEMAS, 'atom-tombstones.rnc')
  requireTool(context, 'jing', ['-c', grammar, join(SCHEMAS, 'atom-valid', 'minimal.xml')], 'jing')
  const document = render(FULL_FEED)
  for (const broken of [
    document.replace(' ref="', ' href="'),
    document.replace(/ when="[^"]*"/, ''),
    document.replace(/ when="[^"]*"/, ' when="yesterday"'),
    document.replaceAll('at:comment', 'at:reason'),
  ])
    expect(judge('jing', ['-c', grammar], [broken]).status, 'the grammar refuses what is wrong').toBe(1)
  const { status, output } = judge('jing', ['-c', grammar], ALL.map(render))
  expect(output).not.toContain('error:')
  expect(status).toBe(0)
})

it('JSON Feed is valid by the schema of version 1.1, whatever the text', () => {
  const { render } = JSON_FEED
  const schema = JSON.parse(readFileSync(join(SCHEMAS, 'json-feed-1.1.schema.json'), 'utf8'))
  for (const feed of ALL) expect(findBreaches(JSON.parse(render(feed)), schema)).toEqual([])
})
