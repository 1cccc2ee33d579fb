import { endingOf, type Shown } from './article-hash.ts'
import { isPicture } from './files.ts'
import { type MediaFile, mediaVersion } from './scan.ts'

/**
 * The files beside the articles by their paths, with what articles show of each. Only of a picture the time matters, since it is measured: the hash of
 * an article is the same wherever its folder is copied to, and has the dimensions themselves.
 */
export type MediaState = ReadonlyMap<string, string>

export function mediaStateOf(media: ReadonlyMap<string, MediaFile>): MediaState {
  return new Map(
    [...media].map(([path, file]) => [path, isPicture(path) ? mediaVersion(file) : String(file.size)]),
  )
}

/** Tells to which articles a change of the files beside them matters; undefined where nothing has changed. */
export function compareMedia(before: MediaState, after: MediaState): ((shown: Shown) => boolean) | undefined {
  const paths = new Set([...before.keys(), ...after.keys()])
  const changed = [...paths].filter((path) => before.get(path) !== after.get(path))
  if (changed.length === 0) return undefined
  const extensions = new Set([...before.keys()].map(extensionOf))
  // Nobody has looked for what ends in it.
  if (changed.some((path) => !extensions.has(extensionOf(path)))) return () => true
  const endings = new Set(changed.map(endingOf))
  return (shown) => shown === 'any' || shown.some((ending) => endings.has(ending))
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
