import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

/** A file of a folder with its text and the one that it should get; `before` is empty for a file that is new. */
export interface Rewrite {
  path: string
  before: string
  after: string
}

/**
 * Replaces the text of a file in one step, so that a crash leaves the old or the new one; its mode stays. Returns why it was not done:
 * nothing is written where the file no longer has the text `before`, or lies outside the folder.
 */
export function rewriteFile(root: string, { path, before, after }: Rewrite): string | undefined {
  try {
    return rewrite(realpathSync(root), path, before, after)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message
  }
}

function rewrite(root: string, path: string, before: string, after: string): string | undefined {
  const named = findName(root, path)
  if (named === undefined) {
    if (before !== '') return 'it is gone'
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), after, { flag: 'wx' })
    return undefined
  }
  // A link stays a link.
  const real = realpathSync(named)
  if (!real.startsWith(root + sep)) return 'it lies outside the folder'
  if (!readFileSync(real).equals(Buffer.from(before))) return 'it has changed, or is not UTF-8'
  const draft = join(dirname(real), `.${basename(real)}.${process.pid}.new`)
  try {
    const file = openSync(draft, 'wx', statSync(real).mode)
    try {
      writeFileSync(file, after)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, real)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  return undefined
}

/** The file on the disk, whose name may be decomposed. */
function findName(root: string, path: string): string | undefined {
  return [path, path.normalize('NFD')]
    .map((name) => join(root, name))
    .find((name) => statSync(name, { throwIfNoEntry: false }))
}
