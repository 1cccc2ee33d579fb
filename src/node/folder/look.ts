import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import type { Problem } from '../../content/problem.ts'
import { isOfSettings } from './file-kind.ts'
import { followLinks, isBelow } from './inside.ts'

/** A folder, and its real path where a link leads to it. */
interface FoundFolder {
  isFolder: true
  linked?: string
}

/** What is at a path that was listed: a file's stats, a folder, a problem, or nothing. Follows links, and never opens anything. */
export function look(
  root: string,
  path: string,
  isLink: boolean,
  isPublishable: (path: string) => boolean,
): Stats | FoundFolder | Problem | undefined {
  try {
    const target = isLink ? followLinks(root, path) : undefined
    const stats = statSync(`${root}/${path}`)
    if (target?.refusal !== undefined)
      return stats.isDirectory() || isPublishable(path)
        ? linkProblem(path, `The link ${target.refusal}`)
        : undefined
    if (stats.isFile()) return stats
    if (stats.isDirectory()) return { isFolder: true, ...(target && { linked: target.real }) }
    return isPublishable(path) ? linkProblem(path, 'This is a device, a pipe or a socket') : undefined
  } catch (error) {
    if (isMissing(error) && isReplaced(path) && isPublishable(path)) return badName(path)
    if (isLink && (isMissing(error) || codeOf(error) === 'ELOOP'))
      return linkProblem(path, `The link leads to ${isMissing(error) ? 'nothing' : 'itself'}`)
    return isMissing(error) ? undefined : unreadable(path, error)
  }
}

export function isProblem(found: ReturnType<typeof look>): found is Problem {
  return found !== undefined && 'code' in found
}

export function isFolder(found: ReturnType<typeof look>): found is FoundFolder {
  return found !== undefined && 'isFolder' in found
}

export function isUnreadable({ code }: Problem): boolean {
  return code === 'unreadable'
}

const SETTINGS_STAY =
  'the settings that were read last stay, and where none were, the articles of the folder and of those in it are held back'

function linkProblem(path: string, message: string): Problem {
  return {
    severity: isOfSettings(path) ? 'error' : 'warning',
    code: 'link',
    path,
    message: `${message}, so ${isOfSettings(path) ? SETTINGS_STAY : 'it is not published'}`,
    hint: 'Put the file or folder itself here, or a link to one in this folder or its repository',
  }
}

/** What is known of a folder before it is listed. `place` is the real folder in which its name was found. */
export interface ListedFolder {
  path: string
  real: string
  place: string
}

/** The problem of a folder that is published as `known` already, or that would contain itself; undefined for any other. */
export function findRepetition(
  root: string,
  { path, real, place }: ListedFolder,
  known: string | undefined,
): Problem | undefined {
  const isAbove = isBelow(real, root) || isBelow(real, place)
  if (isAbove || (known !== undefined && path.startsWith(`${known}/`)))
    return linkProblem(path, 'The link leads to a folder above it')
  if (known === undefined) return undefined
  return {
    ...linkProblem(path, ''),
    message: `This folder is published as ${known}, and not here, too`,
    hint: 'Remove one of the two',
  }
}

export function unreadable(path: string, error: unknown): Problem {
  return {
    severity: 'error',
    code: 'unreadable',
    path: path.replace(/\/$/, ''),
    message: `This cannot be read (${codeOf(error)})${isOfSettings(path) ? `; ${SETTINGS_STAY}` : ''}`,
    hint: codeOf(error) === 'ENAMETOOLONG' ? 'Give it a shorter path' : 'Let the server read it',
  }
}

/** Whether a name has the character that stands for bytes which are not UTF-8, with which no file can be found. */
function isReplaced(path: string): boolean {
  return path.includes('\ufffd', path.lastIndexOf('/') + 1)
}

function badName(path: string): Problem {
  const message = 'The name is not UTF-8, so it is not published'
  return { severity: 'error', code: 'encoding', path, message, hint: 'Rename it in the encoding UTF-8' }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
}

/** Undefined where nothing is, or where nobody may look. */
export function tryRealPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** Undefined where nothing is. */
export function lstat(path: string): Stats | 'unreadable' | undefined {
  try {
    return lstatSync(path)
  } catch (error) {
    return isMissing(error) ? undefined : 'unreadable'
  }
}
