import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feed } from '../src/feed/feed.ts'
import { FORMATS } from '../src/feed/formats.ts'
import { anyFeed } from './feed/any-feed.ts'
import { judge, readWithFeedparser, requireTool } from './feed/debian.ts'
import { readFixtures } from './feed/fixtures.ts'
import { expectedReading, type Reading, readWithFeedsmith } from './feed/reading.ts'
import { createFeed, FULL_FEED } from './feed/sample.ts'

const golden = readFixtures(join(import.meta.dirname, 'fixtures', 'golden'))
const FEEDS: [string, Feed][] = [
  ['everything there is to say', FULL_FEED],
  ['nothing', createFeed()],
  ['the golden articles', golden.feedOf('')],
  ['summaries', golden.feedOf('digest')],
]
/** The same on every run, so that a failure can be looked into. */
const ANY = fc.sample(anyFeed, { numRuns: 300, seed: 2026 })
const ALL = [...FEEDS.map(([, feed]) => feed), ...ANY]

/** feedparser takes control characters above ASCII for Windows-1252. */
function withoutC1(feed: Feed): Feed {
  return JSON.parse(JSON.stringify(feed).replace(/[\u0080-\u009F]/g, ''))
}

/** feedparser takes the semicolon off what looks like an entity in a link. */
function withFeedparserLinks(reading: Reading): Reading {
  const mend = (link: string | undefined) => link?.replace(/(&[A-Za-z0-9]+);/g, '$1')
  const items = reading.items.map((item) => ({ ...item, link: mend(item.link) }))
  return { ...reading, link: mend(reading.link), items }
}

describe.each(FORMATS)('$title, read back by feedsmith', ({ name, render }) => {
  it.each(FEEDS)('says %s as the model does', (_, feed) => {
    expect(readWithFeedsmith(render(feed), name)).toEqual(expectedReading(feed, name))
  })
})

describe.each(['rss', 'atom'] as const)('%s, read by programs of Debian', (name) => {
  const { render } = FORMATS.find((format) => format.name === name)!

  it('is read back equal by feedparser, whatever the text', { timeout: 60_000 }, (context) => {
    requireTool(context, '/usr/bin/python3', ['-c', 'import feedparser'], 'python3-feedparser')
    const feeds = ALL.map(withoutC1)
    const readings = readWithFeedparser(feeds.map(render), name)
    for (const [index, feed] of feeds.entries())
      expect(withFeedparserLinks(readings[index]!)).toEqual(withFeedparserLinks(expectedReading(feed, name)))
  })

  it('is well-formed for xmllint, whatever the text', { timeout: 60_000 }, (context) => {
    requireTool(context, 'xmllint', ['--version'], 'libxml2-utils')
    expect(judge('xmllint', ['--noout', '--nonet'], ALL.map(render))).toEqual({ status: 0, output: '' })
    expect(judge('xmllint', ['--noout'], ['<a>\u0001</a>']).status, 'xmllint can fail').not.toBe(0)
  })
})

it('Atom is valid by the grammar of RFC 4287, whatever the text', { timeout: 60_000 }, (context) => {
  const { render } = FORMATS.find(({ name }) => name === 'atom')!
  const schemas = join(import.meta.dirname, 'schemas')
  const grammar = join(schemas, 'atom.rnc')
  requireTool(context, 'jing', ['-c', grammar, join(schemas, 'atom-valid', 'minimal.xml')], 'jing')
  expect(judge('jing', ['-c', grammar], ['<feed/>']).status, 'jing can fail').toBe(1)
  const { status, output } = judge('jing', ['-c', grammar], ALL.map(render))
  expect(output).not.toContain('error:')
  expect(status).toBe(0)
})
