import { FORMATS, FORMER_FILES } from '../feed/formats.ts'

/**
 * The path that an address people and other generators use for a feed stands for: `news/index.xml` and `news/feed/` are `news/feed.xml`.
 * Undefined for any other path. Paths have no leading slash.
 */
export function canonicalFeedPath(path: string): string | undefined {
  const match = /^(.*\/)?([^/]+)\/?$/.exec(path)
  const name = match && FORMER_FILES.get(match[2]!)
  const format = FORMATS.find((candidate) => candidate.name === name)
  return format && (match?.[1] ?? '') + format.file
}
