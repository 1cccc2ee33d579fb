import type { Durations } from './durations.ts'
import { isPicture } from './files.ts'
import { type MediaFile, mediaVersion } from './scan.ts'
import type { SiteFiles } from './site/site-files.ts'

/** The files beside the articles by path, each with a text that changes when what an article shows of the file may change. */
export type MediaState = ReadonlyMap<string, string>

/**
 * Returns a function that finds the state of files, the same as long as neither they nor the known durations change. The time counts for pictures
 * alone, whose dimensions may change with it: a copied folder mostly has the same state. `addTo` adds the files around the folder.
 */
export function createMediaStates({ known, count }: Durations, addTo: SiteFiles['addTo'] = (media) => media) {
  let last: { media: ReadonlyMap<string, MediaFile>; durations: number; state: MediaState } | undefined
  return (ofFolder: ReadonlyMap<string, MediaFile>): MediaState => {
    const media = addTo(ofFolder)
    const durations = count()
    if (last?.media !== media || last.durations !== durations) {
      const state = new Map([...media].map(([path, file]) => [path, stateOf(path, file)]))
      last = { media, durations, state }
    }
    return last.state
  }

  function stateOf(path: string, file: MediaFile): string {
    if (isPicture(path)) return mediaVersion(file)
    const seconds = known(path, file)
    return seconds === undefined ? String(file.size) : `${file.size} ${seconds}`
  }
}

/** The paths of the files that were added, removed or changed. */
export function changedFiles(before: MediaState, after: MediaState): ReadonlySet<string> {
  if (before === after) return new Set()
  const paths = new Set([...before.keys(), ...after.keys()])
  return new Set([...paths].filter((path) => before.get(path) !== after.get(path)))
}
