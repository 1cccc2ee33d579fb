import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMATS, KNOWN_FORMATS } from '../../src/feed/formats/formats.ts'
import { anyFeed } from './any-feed.ts'
import { expectedReading, readWithFeedsmith } from './reading.ts'
import { createFeed, createItem } from './sample.ts'
import { checkXml } from './well-formed.ts'

describe('any text in any field', () => {
  it.each(FORMATS.filter(({ name }) => name !== 'json'))('makes well-formed $title', ({ render }) => {
    fc.assert(
      fc.property(anyFeed, (feed) => checkXml(render(feed))),
      { numRuns: 300 },
    )
    expect(() => checkXml('<a><b></a>')).toThrow()
    expect(() => checkXml('<a:b/>')).toThrow()
    expect(() => checkXml('<a>\u0001</a>')).toThrow()
  })

  it.each(FORMATS)('makes $title that says what the model says', ({ name, render }) => {
    fc.assert(
      fc.property(anyFeed, (feed) => {
        expect(readWithFeedsmith(render(feed), name)).toEqual(expectedReading(feed, name))
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same bytes for the same feed', () => {
    fc.assert(
      fc.property(anyFeed, (feed) => {
        for (const { render } of KNOWN_FORMATS) expect(render(structuredClone(feed))).toBe(render(feed))
      }),
      { numRuns: 50 },
    )
  })
})

it.each(FORMATS)('$title takes a line of 100 KB full of marks', ({ name, render }) => {
  const line = ']]><&"\'🎉'.repeat(12_000)
  const feed = createFeed([createItem({ title: line, summary: line, contentHtml: line })])
  const document = render(feed)
  if (name !== 'json') checkXml(document)
  const [item] = readWithFeedsmith(document, name).items
  expect(item!.contentHtml).toBe(line)
})
