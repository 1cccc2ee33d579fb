import { describe, expect, it } from 'vitest'
import { ENCODERS } from '../../src/node/encoders.ts'

const ROBOTS =
  'User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\nSitemap: https://example.org/news.xml\n'
const FEED =
  '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n' +
  '<title>The Site</title>\n<link>https://example.org/</link>\n<description>The Site</description>\n' +
  '<atom:link rel="self" href="https://example.org/feed.xml"/>\n</channel>\n</rss>\n'

describe.each(ENCODERS.map((encoder) => [encoder.name, encoder] as const))(
  '%s',
  (_, { encode, minBytes = 0 }) => {
    it('is kept for texts that become shorter', async () => {
      const [robots, feed] = [ROBOTS, FEED].map((text) => new TextEncoder().encode(text)) as [
        Uint8Array<ArrayBuffer>,
        Uint8Array<ArrayBuffer>,
      ]
      expect(robots.byteLength).toBeLessThan(minBytes)
      expect(feed.byteLength).toBeGreaterThanOrEqual(minBytes)
      expect((await encode(feed)).byteLength).toBeLessThan(feed.byteLength)
    })
  },
)
