import { expect, it } from 'vitest'
import { OLDER_NINJS } from '../../../src/content/site/wire-versions.ts'
import { FORMATS, itemFormatsOf, KNOWN_FORMATS } from '../../../src/feed/formats/formats.ts'
import { createFeed } from '../sample.ts'

it('has media types that readers know, with the charset that the documents are in', () => {
  expect(FORMATS.map(({ contentType }) => contentType)).toEqual([
    'application/rss+xml; charset=utf-8',
    'application/atom+xml; charset=utf-8',
    'application/feed+json; charset=utf-8',
  ])
  for (const { contentType, mediaType } of KNOWN_FORMATS)
    expect(contentType).toBe(`${mediaType}; charset=utf-8`)
})

it.each(FORMATS)('renders $title with its own address and those of its archives', ({ file, render }) => {
  const folderUrl = 'https://example.org/news/'
  const previous = `${folderUrl}archive/7/`
  const document = render(
    createFeed([], {
      folderUrl,
      history: { isArchive: false, isComplete: false, previous, older: previous },
    }),
  )
  expect(document).toContain(`"${folderUrl}${file}"`)
  expect(document).toContain(`"${previous}${file}"`)
  for (const other of FORMATS) if (other.file !== file) expect(document).not.toContain(other.file)
})

it('ends every document in a newline', () => {
  for (const { render } of KNOWN_FORMATS) expect(render(createFeed())).toMatch(/[>}]\n$/)
})

it('has one format for each name, file and former file', () => {
  for (const keys of [
    KNOWN_FORMATS.map(({ name }) => name),
    itemFormatsOf({ ninjs: OLDER_NINJS }).map(({ name }) => name),
    KNOWN_FORMATS.flatMap(({ file, formerFiles }) => [file, ...formerFiles]),
  ])
    expect(new Set(keys).size).toBe(keys.length)
})
