import { expect, it } from 'vitest'
import { podcastGuid } from '../../src/node/podcast-guid.ts'

it.each([
  ['https://podnews.net/rss', '9b024349-ccf0-5f69-a609-6b82873eab3c'],
  ['http://podnews.net/rss///', '9b024349-ccf0-5f69-a609-6b82873eab3c'],
  ['https://mp3s.nashownotes.com/pc20rss.xml', '917393e3-1b1e-5cef-ace4-edaa54e1f810'],
])('Podcasting 2.0, guid: %s has the one of the specification', (url, guid) => {
  expect(podcastGuid(url)).toBe(guid)
})
