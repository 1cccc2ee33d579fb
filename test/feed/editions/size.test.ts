import { describe, expect, it } from 'vitest'
import { checkFeedSize, renderWithin } from '../../../src/feed/editions/size.ts'
import { FORMATS } from '../../../src/feed/formats/formats.ts'
import { createFeed, createItem } from '../sample.ts'

describe.each(FORMATS.map((format) => [format.name, format] as const))('%s within a limit', (_, format) => {
  const items = Array.from({ length: 7 }, (_, index) =>
    createItem({ id: `tag:example.org,2026:${index}`, title: 'é'.repeat(40 * index) }),
  )
  const feed = createFeed(items)
  const countOf = (text: string) => text.match(/<item>|<entry>|"id": /g)?.length ?? 0
  const bytesOf = (count: number) =>
    new TextEncoder().encode(format.render({ ...feed, items: items.slice(0, count) })).length

  it.each([1, 2, 3, 4, 5, 6, 7])('has %d items where that is what fits, to the byte', (count) => {
    expect(countOf(renderWithin(format, feed, bytesOf(count)))).toBe(count)
    expect(countOf(renderWithin(format, feed, bytesOf(count) - 1))).toBe(Math.max(1, count - 1))
  })

  it('is the whole without a limit, and what there is where there is nothing', () => {
    expect(renderWithin(format, feed)).toBe(format.render(feed))
    const empty = createFeed()
    expect(renderWithin(format, empty, 1)).toBe(format.render(empty))
  })
})

describe('a feed past 512 KB', () => {
  it('is a warning that names it and what to do, at the settings that it has', () => {
    expect(checkFeedSize('news/feed.xml', 'news', 512 * 1024)).toBeUndefined()
    expect(checkFeedSize('news/feed.xml', 'news', 512 * 1024 + 1)).toMatchObject({
      severity: 'warning',
      code: 'feed-size',
      path: 'news/_index.md',
      message: 'The feed news/feed.xml has 513 KB; some readers refuse more than 512 KB',
      hint: expect.stringContaining('feedLimit'),
    })
    expect(checkFeedSize('feed.xml', '', 1e6)?.path).toBe('_index.md')
  })
})
