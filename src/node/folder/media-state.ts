import { isPicture } from './files.ts'
import { type MediaFile, mediaVersion } from './scan.ts'

/**
 * The files beside the articles by path, each with what front matter shows of it. The time of a file counts only for a picture, which is
 * measured: a folder that was copied elsewhere is still the same.
 */
export type MediaState = ReadonlyMap<string, string>

export function mediaStateOf(media: ReadonlyMap<string, MediaFile>): MediaState {
  return new Map(
    [...media].map(([path, file]) => [path, isPicture(path) ? mediaVersion(file) : String(file.size)]),
  )
}

/** The paths of the files that came, went or changed. */
export function changedFiles(before: MediaState, after: MediaState): ReadonlySet<string> {
  if (before === after) return new Set()
  const paths = new Set([...before.keys(), ...after.keys()])
  return new Set([...paths].filter((path) => before.get(path) !== after.get(path)))
}
