import type { GeneratorName } from '../../content/generators/generator.ts'
import type { Instant } from '../../content/text/dates.ts'
import { digest } from '../digest.ts'
import { findSite } from './generator.ts'
import { type Look, lookInto, newestTime } from './look.ts'
import { type Scan, toScan } from './scan.ts'

/** What a folder is like, and the generator's site around it: what is made of equal ones is equal. */
export interface FolderState {
  /** Of all that is in it but dot files: names, times, sizes. */
  fingerprint: string
  /** The latest time of one of them. */
  newest: Instant
  /** Absent where no site was looked for. */
  generator?: SoughtSite
}

/** The site of a generator, of any or of a named one, as it was found around a folder. */
export interface SoughtSite {
  name?: GeneratorName
  /** Tells it from every other; the same for none. */
  found: string
}

/** Looks for the site of a generator around a folder, of any generator where none is named; `sought` is what to remember of that. */
export function seekSite(root: string, name?: GeneratorName) {
  const site = findSite(root, name)
  return { site, sought: { name, found: digest(JSON.stringify(site ?? null)) } satisfies SoughtSite }
}

/** The state of a folder that was loaded as `loaded` says; undefined where it has changed since, or is gone. */
export function takeState(
  root: string,
  loaded: Scan,
  generator: SoughtSite | undefined,
): FolderState | undefined {
  // What was looked at file by file is in another order.
  const look = tryLook(root)
  if (!look || !isSame(toScan(look), loaded)) return undefined
  const newest = look.stamps.reduce((newest, stamp) => Math.max(newest, newestTime(stamp)), 0)
  return { fingerprint: fingerprintOf(look), newest, generator }
}

/** Whether a folder is still what it was. `look` looks at all of its files; none is read. */
export function isUnchanged(
  root: string,
  { fingerprint, generator }: FolderState,
  look: () => Look,
): boolean {
  if (generator && seekSite(root, generator.name).sought.found !== generator.found) return false
  return fingerprintOf(look()) === fingerprint
}

/** Undefined where it cannot be read, as while it is replaced. */
function tryLook(root: string): Look | undefined {
  try {
    return lookInto(root)
  } catch {
    return undefined
  }
}

function isSame(a: Scan, b: Scan): boolean {
  const kinds = ['articles', 'settings', 'foreign', 'media'] as const
  return kinds.every(
    (kind) =>
      a[kind].size === b[kind].size &&
      [...a[kind]].every(([path, file]) => textOf(file) === textOf(b[kind].get(path))),
  )
}

/** No name of a file has a NUL. */
function fingerprintOf({ paths, stamps }: Look): string {
  return digest([...paths, ...stamps].join('\0'))
}

function textOf(file: string | { size: number; modified: Instant } | undefined): string {
  return typeof file === 'object' ? `${file.size}:${file.modified}` : String(file)
}
