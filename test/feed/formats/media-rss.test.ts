import { describe, expect, it } from 'vitest'
import type { Enclosure } from '../../../src/content/media/media.ts'
import { mediaElements } from '../../../src/feed/formats/media-rss.ts'
import type { Item } from '../../../src/feed/item.ts'
import { createItem } from '../sample.ts'

function mediaOf(item: Item): string[] {
  return mediaElements(item).filter((element) => element !== '')
}

const IMAGE = { url: 'https://example.org/i.png', width: 640, height: 480 }
const THUMBNAIL = '<media:thumbnail url="https://example.org/i.png" width="640" height="480"/>'
const SOUND: Enclosure = { url: 'https://example.org/a.mp3', type: 'audio/mpeg' }
const FILM: Enclosure = { url: 'https://example.org/v.mp4', type: 'video/mp4' }

it('says nothing of an item without media', () => {
  expect(mediaOf(createItem())).toEqual([])
})

describe('the image of an article', () => {
  it('has its size, what it shows and who made it, as text, and is the thumbnail', () => {
    const image = { ...IMAGE, length: 999, alt: '<b> & "c"', credit: 'Ada & Co' }
    expect(mediaOf(createItem({ image }))).toEqual([
      // "fileSize is the number of bytes of the media object"; "medium is the type of object (image | audio | video | document | executable)".
      '<media:content url="https://example.org/i.png" fileSize="999" type="image/png" medium="image" width="640" height="480">' +
        // "type specifies the type of text embedded. Possible values are either "plain" or "html"."
        '<media:description type="plain">&lt;b&gt; &amp; &quot;c&quot;</media:description>' +
        // "role specifies the role the entity played … It is an optional attribute": nobody says which.
        '<media:credit>Ada &amp; Co</media:credit></media:content>',
      // "Allows particular images to be used as representative images for the media object."
      THUMBNAIL,
    ])
  })

  it('is described by its caption before its alternative text', () => {
    const [content] = mediaOf(createItem({ image: { ...IMAGE, alt: 'A boat', caption: 'The ferry' } }))
    expect(content).toContain('>The ferry</media:description>')
    expect(content).not.toContain('A boat')
  })

  it('has neither description nor credit where readers that find no content would show them instead', () => {
    const image = { url: 'https://example.org/i', alt: 'A boat', caption: 'The ferry', credit: 'Ada' }
    expect(mediaOf(createItem({ image, contentHtml: undefined }))).toEqual([
      '<media:content url="https://example.org/i" medium="image"/>',
      // It is then said of all media of the item, of which there is but this one.
      '<media:credit>Ada</media:credit>',
      '<media:thumbnail url="https://example.org/i"/>',
    ])
  })

  it('keeps its credit within where it would be that of a sound, too', () => {
    const image = { url: 'https://example.org/i', credit: 'Ada' }
    const [content, ...others] = mediaOf(createItem({ image, enclosures: [SOUND], contentHtml: undefined }))
    expect(content).toContain('<media:credit>Ada</media:credit>')
    expect(others.join('')).not.toContain('media:credit')
  })

  it('leaves out numbers that nobody knows, or that are 0, and a type that is no picture’s', () => {
    const image = { url: 'https://example.org/i.mp3', width: 0, height: 0, length: 0 }
    expect(mediaOf(createItem({ image }))).toEqual([
      '<media:content url="https://example.org/i.mp3" medium="image"/>',
      '<media:thumbnail url="https://example.org/i.mp3"/>',
    ])
  })
})

describe('enclosures', () => {
  it.each<[Enclosure, string]>([
    [
      { ...SOUND, length: 1234, durationSeconds: 61, title: 'Part 1' },
      // "duration is the number of seconds the media object plays"; "lang is the primary language encapsulated in the media object".
      '<media:content url="https://example.org/a.mp3" fileSize="1234" type="audio/mpeg" medium="audio" duration="61" lang="fa-AF"/>',
    ],
    [
      { ...FILM, width: 1920, height: 1080 },
      '<media:content url="https://example.org/v.mp4" type="video/mp4" medium="video" width="1920" height="1080" lang="fa-AF"/>',
    ],
    [
      { url: 'https://example.org/p.jpg', type: 'Image/JPEG', width: 3, height: 2 },
      '<media:content url="https://example.org/p.jpg" type="Image/JPEG" medium="image" width="3" height="2"/>',
    ],
    [
      { ...SOUND, length: 0, durationSeconds: 0, width: 0, height: 0 },
      '<media:content url="https://example.org/a.mp3" type="audio/mpeg" medium="audio" lang="fa-AF"/>',
    ],
  ])('%j', (enclosure, expected) => {
    expect(mediaOf(createItem({ language: 'fa-AF', enclosures: [enclosure] }))).toEqual([expected])
  })

  it.each(['application/pdf', 'text/vtt; charset=utf-8', 'application/octet-stream', 'imagery/x'])(
    'that are neither seen nor heard are no media: %s',
    (type) => {
      expect(mediaOf(createItem({ enclosures: [{ url: 'https://example.org/x', type }] }))).toEqual([])
    },
  )

  it('stand each by itself, as a group is "effectively the same content, yet different representations"', () => {
    const elements = mediaOf(
      createItem({ enclosures: [SOUND, { ...SOUND, url: 'https://example.org/b.mp3' }] }),
    )
    expect(elements).toHaveLength(2)
    expect(elements.join('')).not.toContain('media:group')
  })

  it('have the image as the poster of each film', () => {
    const second = { ...FILM, url: 'https://example.org/w.mp4' }
    const elements = mediaOf(createItem({ image: IMAGE, enclosures: [FILM, SOUND, second] }))
    expect(elements.map((element) => element.includes(THUMBNAIL))).toEqual([false, true, false, true])
    expect(elements[1]).toBe(
      `<media:content url="https://example.org/v.mp4" type="video/mp4" medium="video" lang="en">${THUMBNAIL}</media:content>`,
    )
  })

  it('have the image beside sounds, for all of them', () => {
    const elements = mediaOf(createItem({ image: IMAGE, enclosures: [SOUND] }))
    expect(elements.at(-1)).toBe(THUMBNAIL)
    expect(elements).toHaveLength(3)
  })

  it('are not told twice where the image is attached, too', () => {
    const enclosures = [{ url: IMAGE.url, type: 'image/png' }]
    expect(mediaOf(createItem({ image: IMAGE, enclosures }))).toEqual([
      '<media:content url="https://example.org/i.png" type="image/png" medium="image" width="640" height="480"/>',
      THUMBNAIL,
    ])
  })
})
