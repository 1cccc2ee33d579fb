import { expect, it } from 'vitest'
import { FORMATS, FORMER_FILES } from '../../../src/feed/formats/formats.ts'
import { RENDERERS } from '../../../src/feed/formats/render.ts'
import { createFeed } from '../sample.ts'

it('has media types that readers know, with the charset that the documents are in', () => {
  expect(FORMATS.map(({ contentType }) => contentType)).toEqual([
    'application/rss+xml; charset=utf-8',
    'application/atom+xml; charset=utf-8',
    'application/feed+json; charset=utf-8',
  ])
})

it.each(FORMATS)('renders $title with its own address under its own name', ({ name, file }) => {
  const feed = createFeed()
  expect(feed.addresses[name]).toMatch(new RegExp(`/${file}$`))
  const document = RENDERERS[name](feed)
  const self =
    name === 'json' ? JSON.parse(document).feed_url : /rel="self".* href="([^"]*)"/.exec(document)![1]
  expect(self).toBe(feed.addresses[name])
})

it('ends every document in a newline', () => {
  for (const render of Object.values(RENDERERS)) expect(render(createFeed())).toMatch(/[>}]\n$/)
})

it('keeps no former address that is the address of a format', () => {
  for (const { file } of FORMATS) expect([...FORMER_FILES.keys()]).not.toContain(file)
})
