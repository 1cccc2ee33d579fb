/** The formats that generators write feeds in. */
export type FeedFormat = 'rss' | 'atom' | 'json'

// `tag/*/feed` is `tags/*` as RSS; `*` is a part without a slash, `**` any number of folders, none included.
/** Where the site had a feed before, and the folder of ours; without a format `from` is a folder, with a slash at its end, of feeds under the usual names. */
export type FormerFeed = readonly [from: string, folder: string, format?: FeedFormat]

/** The format that a name suggests; RSS where it suggests none. */
export function formatOf(name: string): FeedFormat {
  if (/json\d?$/i.test(name)) return 'json'
  return /atom/i.test(name) ? 'atom' : 'rss'
}

/** A feed at a path that is typed with or without a slash before it; none where there is no path. */
export function feedAt(path: string | undefined, folder = '', format?: FeedFormat): FormerFeed[] {
  const trimmed = path?.replace(/^\/+/, '')
  return trimmed ? [[trimmed, folder, format ?? formatOf(trimmed)]] : []
}

/** The feeds of a folder that was a section here, and only holds the posts of the folder above it. */
export function ofPostFolder(name: string): FormerFeed[] {
  return [
    [`${name}/**/`, '**'],
    [`*/${name}/`, '*'],
  ]
}

/** The folder of the articles below the generator's content. */
export function placeOf(folder: string, content: readonly string[]): string {
  const root = content.find((one) => folder === one || folder.startsWith(`${one}/`))
  return root === undefined ? folder : folder.slice(root.length + 1)
}
