import type { Problem } from '../../content/problem.ts'
import type { Feed } from '../feed.ts'
import type { Format } from '../formats/format.ts'

/** Past this readers and hubs cut feeds off or refuse them. */
const TOO_LARGE_BYTES = 512 * 1024

/** Renders as many items, from the first, as fit into `maxBytes`; one is always there. */
export function renderWithin(format: Format, feed: Feed, maxBytes = Number.POSITIVE_INFINITY): string {
  const render = (count: number) => format.render({ ...feed, items: feed.items.slice(0, count) })
  let [text, tooMany, fitting] = [format.render(feed), feed.items.length, 1]
  if (tooMany <= 1 || countBytes(text) <= maxBytes) return text
  text = render(1)
  while (tooMany - fitting > 1) {
    const count = (fitting + tooMany) >>> 1
    const attempt = render(count)
    if (countBytes(attempt) > maxBytes) tooMany = count
    else [fitting, text] = [count, attempt]
  }
  return text
}

/** A warning where a rendered feed is too large for comfort. `section` is empty for the site. */
export function judgeSize(path: string, section: string, bytes: number): Problem | undefined {
  if (bytes <= TOO_LARGE_BYTES) return undefined
  return {
    severity: 'warning',
    code: 'feed-size',
    path: section === '' ? '_index.md' : `${section}/_index.md`,
    message: `The feed ${path} has ${Math.ceil(bytes / 1024)} KB, and some readers give up at ${TOO_LARGE_BYTES / 1024}`,
    hint: 'Set a lower `feedLimit`, or a `feedBytes`, here; what the feed no longer shows is in its archives',
  }
}

/** In UTF-8. */
export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length
}
