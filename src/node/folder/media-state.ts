import { isPicture } from './files.ts'
import { type MediaFile, mediaVersion } from './scan.ts'

/** The files beside the articles by path, each with a text that changes when what an article shows of the file may change. */
export type MediaState = ReadonlyMap<string, string>

/** The state of files. The time counts for pictures alone, whose dimensions may change with it: a copied folder mostly has the same state. */
export function mediaStateOf(media: ReadonlyMap<string, MediaFile>): MediaState {
  return new Map(
    [...media].map(([path, file]) => [path, isPicture(path) ? mediaVersion(file) : String(file.size)]),
  )
}

/** The paths of the files that were added, removed or changed. */
export function changedFiles(before: MediaState, after: MediaState): ReadonlySet<string> {
  if (before === after) return new Set()
  const paths = new Set([...before.keys(), ...after.keys()])
  return new Set([...paths].filter((path) => before.get(path) !== after.get(path)))
}
