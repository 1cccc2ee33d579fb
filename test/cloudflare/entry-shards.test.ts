import { describe, expect, it } from 'vitest'
import { divideEntries } from '../../src/cloudflare/entry-shards.ts'
import type { Entry } from '../../src/cloudflare/manifest.ts'

const feed: Entry = { folder: [{ from: 0, version: 'v', lastModified: 0 }] }
const packed: Entry = { folder: [{ from: 0, version: 'v', lastModified: 0, text: ['pack', 0] }] }
const redirect: Entry = { folder: [{ from: 0, current: 'news/', status: 301 }] }

describe('what the manifest holds', () => {
  it('is a feed that is an asset by itself, before any redirect or feed in a pack', () => {
    const entries = new Map([
      ...Array.from({ length: 100 }, (_, index): [string, Entry] => [`news/archive/${index}/`, redirect]),
      ...Array.from({ length: 100 }, (_, index): [string, Entry] => [`tags/tag-${index}/`, packed]),
      ['news/', feed] as const,
    ])
    const { bundled, shards } = divideEntries(entries, 1000)
    expect(bundled).toEqual([['news/', feed]])
    expect(Object.keys(JSON.parse(`[${shards.join()}]`)[0])).toContain('news/archive/7/')
  })

  it('has the size that is given at most, the paths included', () => {
    const entries = new Map(
      Array.from({ length: 200 }, (_, index): [string, Entry] => [`${'long/'.repeat(20)}${index}/`, feed]),
    )
    const { bundled } = divideEntries(entries, 4000)
    expect(JSON.stringify(Object.fromEntries(bundled)).length).toBeLessThanOrEqual(4000)
    expect(bundled.length).toBeGreaterThan(10)
  })
})
