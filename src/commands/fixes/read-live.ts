import { fetchFeed } from '../../node/fetch-feed.ts'
import { type Reading, readFeed } from '../../preview/read-feed.ts'
import { readSitemap } from '../../preview/sitemap.ts'
import { VERSION } from '../../version.ts'

/** What the live site says of its articles: a feed, or the addresses of its pages. */
export type Live = Extract<Reading, { kind: 'feed' }> | { kind: 'sitemap'; addresses: string[] }

/** The most parts of a sitemap that are read. */
const MAX_PARTS = 50

/** Reads a feed or a sitemap with its parts. Throws if the source cannot be read or is neither. */
export async function readLive(source: string): Promise<Live> {
  const { text, address } = await read(source)
  const sitemap = readSitemap(text, address)
  if (!sitemap) {
    const reading = readFeed(text, address)
    if (reading.kind === 'unreadable') throw new Error(`${source} is not a feed. ${reading.reason}`)
    return reading
  }
  if (sitemap.kind === 'pages') return { kind: 'sitemap', addresses: sitemap.addresses }
  if (address === undefined)
    throw new Error(
      `${source} lists further sitemaps. Name one of them: ${sitemap.addresses[0] ?? 'it is empty'}.`,
    )
  const { origin } = new URL(address)
  const parts = sitemap.addresses.filter((part) => URL.parse(part)?.origin === origin)
  if (parts.length > MAX_PARTS)
    throw new Error(
      `${source} lists ${parts.length} sitemaps. Name the one of the articles, such as ${parts[0]}.`,
    )
  const addresses: string[] = []
  for (const part of parts) {
    const { text, address } = await read(part)
    addresses.push(...(readSitemap(text, address)?.addresses ?? []))
  }
  return { kind: 'sitemap', addresses }
}

async function read(source: string) {
  const fetched = await fetchFeed(source, {
    fetch,
    userAgent: `Wireroom/${VERSION}`,
    timeoutMs: 30_000,
    maxBytes: 20 * 1024 * 1024,
  })
  if (fetched.kind === 'unreadable') throw new Error(fetched.reason)
  return fetched
}
