import { type Feed, FILES } from '../feed.ts'

/** One way to write a feed down. */
export interface Format {
  name: keyof Feed['addresses'] | 'ninjs'
  title: string
  /** Last part of the feed's path. */
  file: string
  /** Without parameters. */
  mediaType: string
  contentType: string
}

/** A format that readers subscribe to. */
export interface ReaderFormat extends Format {
  name: keyof Feed['addresses']
}

/** What readers subscribe to. Adding a format is a file, a row here and one in `render.ts`. */
export const FORMATS: readonly ReaderFormat[] = [
  {
    name: 'rss',
    title: 'RSS',
    file: FILES.rss,
    mediaType: 'application/rss+xml',
    contentType: 'application/rss+xml; charset=utf-8',
  },
  {
    name: 'atom',
    title: 'Atom',
    file: FILES.atom,
    mediaType: 'application/atom+xml',
    contentType: 'application/atom+xml; charset=utf-8',
  },
  {
    name: 'json',
    title: 'JSON Feed',
    file: FILES.json,
    mediaType: 'application/feed+json',
    contentType: 'application/feed+json; charset=utf-8',
  },
]

/** What news agencies send to each other: beside every feed, but not offered to readers. */
export const WIRE: Format = {
  name: 'ninjs',
  title: 'ninjs',
  file: 'wire.json',
  mediaType: 'application/json',
  contentType: 'application/json; charset=utf-8',
}

/** In all of which an edition is served. */
export const ALL_FORMATS: readonly Format[] = [...FORMATS, WIRE]

/** The folder of a path and the format that its file is in; undefined where it is the path of no feed. */
export function splitFeedPath(path: string): { folder: string; format: Format } | undefined {
  const start = path.lastIndexOf('/') + 1
  const file = path.slice(start)
  const format = ALL_FORMATS.find((candidate) => candidate.file === file)
  return format && { folder: path.slice(0, start), format }
}

/** Addresses that people and other generators use, by the format they mean. */
export const FORMER_FILES: ReadonlyMap<string, ReaderFormat['name']> = new Map([
  ['rss', 'rss'],
  ['rss.xml', 'rss'],
  ['index.xml', 'rss'],
  ['feed', 'rss'],
  ['feed.rss', 'rss'],
  ['atom', 'atom'],
  ['feed.atom', 'atom'],
  ['index.json', 'json'],
])

/** What a feed's `Link` header says (RFC 8288): its own address, and the same feed in the other formats. */
export function feedLinks(
  siteUrl: string,
  path: string,
  name: Format['name'],
): { href: string; rel: string; type: string }[] {
  const folder = siteUrl + path.slice(0, path.lastIndexOf('/') + 1)
  const self = ALL_FORMATS.filter((format) => format.name === name)
  const others = FORMATS.filter((format) => format.name !== name)
  return [...self, ...others].map(({ file, mediaType }, index) => ({
    href: folder + file,
    rel: index === 0 ? 'self' : 'alternate',
    type: mediaType,
  }))
}
