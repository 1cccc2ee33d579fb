import type { Problem } from '../../content/problem.ts'
import type { Feed } from '../feed.ts'
import type { Format } from '../formats/format.ts'

/** Some readers and hubs truncate or refuse larger feeds. */
const TOO_LARGE_BYTES = 512 * 1024

/** Renders the first items that fit into `maxBytes`, and at least one. */
export function renderWithin(format: Format, feed: Feed, maxBytes = Number.POSITIVE_INFINITY): string {
  const render = (count: number) => format.render({ ...feed, items: feed.items.slice(0, count) })
  let [text, tooMany, fitting] = [format.render(feed), feed.items.length, 1]
  // Counting takes a good part of the time of rendering.
  const isLimited = tooMany > 1 && maxBytes < Number.POSITIVE_INFINITY
  if (!isLimited || countBytes(text) <= maxBytes) return text
  text = render(1)
  while (tooMany - fitting > 1) {
    const count = (fitting + tooMany) >>> 1
    const attempt = render(count)
    if (countBytes(attempt) > maxBytes) tooMany = count
    else [fitting, text] = [count, attempt]
  }
  return text
}

/** Warns about a rendered feed that some readers refuse; `section` is empty for the site. */
export function checkFeedSize(path: string, section: string, bytes: number): Problem | undefined {
  if (bytes <= TOO_LARGE_BYTES) return undefined
  return {
    severity: 'warning',
    code: 'feed-size',
    path: section === '' ? '_index.md' : `${section}/_index.md`,
    message: `The feed ${path} has ${Math.ceil(bytes / 1024)} KB; some readers refuse more than ${TOO_LARGE_BYTES / 1024} KB`,
    hint: 'Set a lower `feedLimit`, or a `feedBytes`, here; the archives keep what the feed no longer shows',
  }
}

/** Counts the bytes of a text in UTF-8. */
export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length
}
