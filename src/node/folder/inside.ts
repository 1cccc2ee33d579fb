import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Opens for reading, and does not wait for whoever writes to a pipe. */
export const READ_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK

/** Whether a file or folder of this name is skipped: dot files and node_modules. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** Where a path leads to in the end, and why what is there is not published, such as `leads to ../x, out of the folder`, if it is not. */
interface Target {
  real: string
  refusal?: string
}

/**
 * Follows all links in a path of a folder. They may lead to what is in that folder, or in the repository around it, and is not skipped there.
 * Throws if nothing is there. `isAlone` leaves out the repository.
 */
export function followLinks(root: string, path: string, isAlone = false): Target {
  const folder = realpathSync.native(root)
  const plain = join(folder, path)
  const real = realpathSync.native(plain)
  const isPlain = real === plain && isBelow(folder, real)
  return { real, refusal: isPlain ? undefined : findRefusal(folder, plain, real, isAlone) }
}

function findRefusal(folder: string, plain: string, real: string, isAlone: boolean): string | undefined {
  const repository = isAlone ? undefined : findRepository(folder)
  const top = [folder, repository].find((one) => one !== undefined && isBelow(one, real))
  const target = `leads to ${relative(dirname(plain), real).split(sep).join('/')}`
  if (top === undefined) return `${target}, out of the ${repository === undefined ? 'folder' : 'repository'}`
  return relative(top, real).split(sep).some(isPrivate) ? `${target}, which is skipped` : undefined
}

/** Kubernetes mounts a volume as links to `..data/x`, and swaps that folder at each change. */
function isPrivate(name: string): boolean {
  return isIgnored(name) && !name.startsWith('..')
}

/** Whether a real path is that folder or in it. */
export function isBelow(folder: string, real: string): boolean {
  return real === folder || real.startsWith(folder + sep)
}

/** The nearest folder above, or the folder itself, with `.git`; never the root of the file system. */
function findRepository(folder: string): string | undefined {
  for (let above = folder; above !== dirname(above); above = dirname(above))
    if (existsSync(join(above, '.git'))) return above
  return undefined
}

/**
 * Opens a file of a folder and calls `read` with its descriptor. Throws unless it is a regular file that may be published, whatever the path leads
 * to by then.
 */
export function readInside<T>(
  root: string,
  path: string,
  read: (descriptor: number, stats: Stats) => T,
  isAlone?: boolean,
): T {
  const descriptor = openSync(join(root, path), READ_FLAGS)
  try {
    const stats = fstatSync(descriptor)
    confirmInside(root, path, stats, isAlone)
    return read(descriptor, stats)
  } finally {
    closeSync(descriptor)
  }
}

/** Throws unless an opened file is a regular one that the path leads to now, and that may be published. */
export function confirmInside(root: string, path: string, opened: Stats, isAlone?: boolean): void {
  if (!opened.isFile()) throw denied(`${path} is not a regular file`)
  const { real, refusal } = followLinks(root, path, isAlone)
  if (refusal !== undefined) throw denied(`${path} ${refusal}`)
  const now = lstatSync(real)
  if (now.ino !== opened.ino || now.dev !== opened.dev) throw denied(`${path} changed while it was opened`)
}

function denied(message: string): Error {
  return Object.assign(new Error(message), { code: 'EACCES' })
}
