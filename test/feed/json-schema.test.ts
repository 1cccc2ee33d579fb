import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBreaches, type Schema } from './json-schema.ts'

const JSON_FEED: Schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'schemas', 'json-feed-1.1.schema.json'), 'utf8'),
)
const FEED = { version: 'https://jsonfeed.org/version/1.1', title: 'A', items: [] }
const ITEM = { id: '1', content_text: 'a' }

describe('the schema of JSON Feed 1.1', () => {
  it('takes the least a feed can be', () => {
    expect(findBreaches(FEED, JSON_FEED)).toEqual([])
    expect(findBreaches({ ...FEED, items: [ITEM] }, JSON_FEED)).toEqual([])
  })

  it.each<[string, Parameters<typeof findBreaches>[0]]>([
    ['/ required', { version: FEED.version, items: [] }],
    ['/version const', { ...FEED, version: 'https://jsonfeed.org/version/1' }],
    ['/title type', { ...FEED, title: 1 }],
    ['/ additionalProperties', { ...FEED, titel: 'A' }],
    ['/_x/_y pattern', { ...FEED, _x: { _y: 1 } }],
    ['/language pattern', { ...FEED, language: 'de_DE' }],
    ['/hubs/0 required', { ...FEED, hubs: [{ type: 'WebSub' }] }],
    ['/authors/0 anyOf', { ...FEED, authors: [{}] }],
    ['/items/0 anyOf', { ...FEED, items: [{ id: '1' }] }],
    ['/items/0/id minLength', { ...FEED, items: [{ ...ITEM, id: '' }] }],
    ['/items/0/date_published pattern', { ...FEED, items: [{ ...ITEM, date_published: '2026-01-01' }] }],
    [
      '/items/0/attachments/0/size_in_bytes minimum',
      { ...FEED, items: [{ ...ITEM, attachments: [{ url: 'a:b', mime_type: 'a/b', size_in_bytes: -1 }] }] },
    ],
  ])('is broken at %s', (breach, feed) => {
    expect(findBreaches(feed, JSON_FEED)).toEqual([breach])
  })
})
