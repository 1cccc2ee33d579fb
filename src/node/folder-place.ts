import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'

/** Links that lead to links are followed this far, as Linux does. */
const MAX_LINKS = 40

/**
 * The folders to watch for a replacement of `directory`, with the names to watch for in each: its own name, and those of the links on the way to it.
 */
export function placesOnTheWay(directory: string): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>()
  const add = (path: string) => {
    const folder = dirname(path)
    places.set(folder, (places.get(folder) ?? new Set()).add(basename(path)))
  }
  let rest = resolve(directory)
  add(rest)
  for (let count = 0; count < MAX_LINKS; count++) {
    const link = prefixesOf(rest).find((path) => tryTo(path, lstatSync)?.isSymbolicLink())
    if (link === undefined) break
    add(link)
    rest = join(resolve(dirname(link), readLink(link)), rest.slice(link.length))
    add(rest)
  }
  return places
}

/** A path and those of the folders above it, the highest first. */
function prefixesOf(path: string): string[] {
  const parts = path.split(sep)
  return parts.map((_, index) => parts.slice(0, index + 1).join(sep) || sep)
}

/** Differs between two folders that are at one path at different times. */
export function inodeOf(path: string): string | undefined {
  const stats = tryTo(path, statSync)
  return stats && `${stats.dev}:${stats.ino}`
}

/** Undefined for what does not exist or cannot be reached. */
function tryTo(path: string, look: (path: string) => Stats): Stats | undefined {
  try {
    return look(path)
  } catch {
    return undefined
  }
}

/** Empty if the path is no longer a link. */
function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
