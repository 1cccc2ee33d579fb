import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { MARKDOWN_ENDING } from '../../content/article/file-name.ts'
import { withoutDate } from '../../content/generators/patterns.ts'
import { readDigest } from './find-imported.ts'

/** More files than have one name. */
const MAX_NAMES = 1000

/**
 * Adds a Markdown file to a folder in one step: a process that is killed leaves all of it or nothing, and what is there is never overwritten. Where the
 * name is taken by another text, also under another date, which addresses leave out, it gets a number. Returns its path in the folder.
 */
export function addFile(folder: string, name: string, content: string, digest: string): string {
  // Names that begin with a dot are not articles.
  const draft = join(folder, dirname(name), `.${digest}.${process.pid}.new`)
  mkdirSync(dirname(draft), { recursive: true })
  writeWhole(draft, content)
  try {
    const others = readdirSync(dirname(draft))
    for (let number = 1; number <= MAX_NAMES; number++) {
      const path = `${name}${number === 1 ? '' : `-${number}`}.md`
      if (others.some((other) => hasSameAddress(other, basename(path)))) continue
      if (addName(draft, join(folder, path)) || readDigest(join(folder, path)) === digest) return path
    }
    throw new Error(`There are ${MAX_NAMES} articles of the name ${name}`)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Whether a file or folder of another name has the same one without its date. */
function hasSameAddress(other: string, name: string): boolean {
  const address = withoutDate(name.replace(MARKDOWN_ENDING, ''))
  // Most of thousands of files are passed over here.
  if (other === name || !other.includes(address)) return false
  return withoutDate(other.replace(MARKDOWN_ENDING, '')) === address
}

function writeWhole(path: string, content: string): void {
  const descriptor = openSync(path, 'w')
  try {
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Gives a file another name in one step; false where something has that name. */
function addName(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? false : reserve(from, to)
  }
}

/** Some file systems have no second names: an empty file keeps the name until the whole one takes its place. */
function reserve(from: string, to: string): boolean {
  try {
    closeSync(openSync(to, 'wx'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  renameSync(from, to)
  return true
}
