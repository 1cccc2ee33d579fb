import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findForbidden } from '../../src/content/text/characters.ts'
import { FORMATS } from '../../src/feed/formats/formats.ts'
import { judge, readWithFeedparser, requireTool } from './debian.ts'
import { NOW, readFixtures } from './fixtures.ts'
import { expectedReading, readWithFeedsmith } from './reading.ts'

const { library, editions, feedOf } = readFixtures(join(import.meta.dirname, '..', 'fixtures', 'hostile'))
const feed = feedOf('')
const documentOf = (file: string) => editions.find(file, NOW)!.render()

describe('hostile articles', () => {
  it('are all in the feed, and none is refused', () => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(feed.items).toHaveLength(28)
  })

  it.each(feed.items)('$id: the model is free of what XML cannot carry', (item) => {
    const texts: string[] = []
    JSON.stringify(item, (_, value) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
    expect(texts).toContain(item.id)
    for (const text of texts) expect(findForbidden(text), text).toBe(-1)
  })

  it.each(feed.items)('$id: is read back equal from each format', (item) => {
    const place = feed.items.indexOf(item)
    for (const { name, file } of FORMATS) {
      const reading = readWithFeedsmith(documentOf(file), name).items[place]
      expect(reading, name).toEqual(expectedReading(feed, name).items[place])
    }
  })

  it('bring nothing that runs', () => {
    for (const { contentHtml = '' } of feed.items)
      expect(contentHtml).not.toMatch(/<(?:script|iframe)|onclick/)
  })

  it('make documents that are well-formed for xmllint and read equal by feedparser', (context) => {
    requireTool(context, 'xmllint', ['--version'], 'libxml2-utils')
    requireTool(context, '/usr/bin/python3', ['-c', 'import feedparser'], 'python3-feedparser')
    const documents = ['feed.xml', 'atom.xml'].map(documentOf)
    expect(judge('xmllint', ['--noout', '--nonet'], documents)).toEqual({ status: 0, output: '' })
    for (const [index, name] of (['rss', 'atom'] as const).entries()) {
      const [reading] = readWithFeedparser([documents[index]!], name)
      const links = reading!.items.map(({ id, link }) => ({ id, link }))
      expect(links).toEqual(expectedReading(feed, name).items.map(({ id, link }) => ({ id, link })))
    }
  })
})
