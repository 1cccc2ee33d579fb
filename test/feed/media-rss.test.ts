import { expect, it } from 'vitest'
import { mediaElements } from '../../src/feed/media-rss.ts'
import { createItem } from './sample.ts'

it('says nothing of an item without an image', () => {
  expect(mediaElements(createItem())).toEqual([])
})

it('has the image with its size and, as text, what it shows (Media RSS 1.5.1)', () => {
  const image = { url: 'https://example.org/i.png', alt: '<b> & "c"', width: 640, height: 480 }
  expect(mediaElements(createItem({ image }))).toEqual([
    '<media:content url="https://example.org/i.png" medium="image" width="640" height="480">' +
      '<media:description type="plain">&lt;b&gt; &amp; &quot;c&quot;</media:description></media:content>',
  ])
})

it('has no description where readers that find no content would show it instead', () => {
  const image = { url: 'https://example.org/i.png', alt: 'A boat' }
  expect(mediaElements(createItem({ image, contentHtml: undefined }))).toEqual([
    '<media:content url="https://example.org/i.png" medium="image"/>',
  ])
})

it('leaves out a size that nobody knows, or that is 0', () => {
  const image = { url: 'https://example.org/i.png', width: 0 }
  expect(mediaElements(createItem({ image }))).toEqual([
    '<media:content url="https://example.org/i.png" medium="image"/>',
  ])
})
