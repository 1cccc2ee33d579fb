import { encodePath } from '../text/urls.ts'
import type { FindFile } from './references.ts'
import { isSiteMedia } from './site-files.ts'

/** Where files are that are not published with the site. */
export interface MediaPlace {
  /** Absolute, ends in `/`; a file has the same path below it as on the site. */
  url: string
  /** Whether all pictures, sounds and films are there, instead of the large files alone. */
  hasAll?: true
}

/** The place that settings name. */
export function toPlace(url: string | undefined, files: string | undefined): MediaPlace | undefined {
  return url === undefined ? undefined : { url, ...(files === 'all' && { hasAll: true }) }
}

/** Cloudflare's limit for an asset; a larger file is elsewhere where the site says where. */
export const LARGE_BYTES = 25 * 1024 * 1024

/** The address of a file that is not published with the site; undefined for any other. */
export function addressElsewhere(
  path: string,
  bytes: number,
  place: MediaPlace | undefined,
): string | undefined {
  if (!place || !(bytes > LARGE_BYTES || (place.hasAll && isSiteMedia(path)))) return undefined
  return place.url + encodePath(path)
}

/** Adds to each file the address at which it is, if that is not on the site. */
export function withPlace(findFile: FindFile, place: MediaPlace | undefined): FindFile {
  if (!place) return findFile
  return (path) => {
    const file = findFile(path)
    const url = file && addressElsewhere(path, file.bytes, place)
    return url === undefined ? file : { ...file!, url }
  }
}
