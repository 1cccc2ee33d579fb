import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  EMPTY_REGISTER,
  joinShared,
  parseRegister,
  REGISTER_FILE,
  type Register,
  renderRegister,
} from '../content/library/register.ts'
import type { Problem } from '../content/problem.ts'
import { readOwnFile, replaceFile } from './replace-file.ts'

/** A register with the errors in its file. */
export interface ReadRegister {
  register: Register
  problems: Problem[]
}

/** The register of a folder: the file beside `_index.md`, where there is one, and a copy in the data folder. */
export interface RegisterFile {
  read(): ReadRegister
  /** The same if the file beside `_index.md` has changed since it was last read or written. */
  readIfChanged(): ReadRegister | undefined
  /** Replaces the copy, and the file beside `_index.md` if it exists and can be understood. */
  write(register: Register): void
}

/** Creates access to the register of a folder. `log` is told once of a file that cannot be written. */
export function createRegisterFile(
  articles: string,
  copy: string | undefined,
  log: (line: string) => void = () => {},
): RegisterFile {
  const beside = join(articles, REGISTER_FILE)
  const failed = new Set<string>()
  let stamp = stampOf(beside)
  let isBroken = false
  return {
    read,
    readIfChanged() {
      const now = stampOf(beside)
      return now === undefined || now === stamp ? undefined : read()
    },
    write(register) {
      // Somebody may have merged another version into it meanwhile.
      const other = stampOf(beside) === stamp ? EMPTY_REGISTER : read().register
      const text = renderRegister({
        ...register,
        ...joinShared(register, other),
        entries: [...register.entries, ...newIds(other, register)],
      })
      if (stamp && !isBroken) {
        replace(beside, text)
        stamp = stampOf(beside)
      }
      if (copy !== undefined) replace(copy, text)
    },
  }

  function read(): ReadRegister {
    stamp = stampOf(beside)
    const main = readFile(beside, REGISTER_FILE)
    isBroken = main.problems.length > 0
    if (copy === undefined) return main
    const other = readCopy(copy)
    const rule = main.register.rule ?? other.register.rule
    return {
      register: {
        ...(rule && { rule }),
        ...joinShared(main.register, other.register),
        entries: [...main.register.entries, ...newLines(other.register, main.register)],
      },
      problems: [...main.problems, ...other.problems],
    }
  }

  function replace(path: string, text: string): void {
    try {
      // A file that is written again would have whoever watches the folder build again.
      if (!existsSync(path) || readOwnFile(path).toString() !== text) replaceFile(path, text, { flush: true })
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (!failed.has(path))
        log(
          `${path} cannot be written (${code ?? message})${path === beside && copy !== undefined ? `; the ids are kept in ${copy}` : ', so that renamed files get new ids after a restart'}.`,
        )
      failed.add(path)
    }
  }
}

/** A text that changes when the file does; empty if there is none, and undefined if nobody can look. */
function stampOf(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats ? `${stats.mtimeMs}:${stats.ctimeMs}:${stats.size}:${stats.ino}` : ''
  } catch {
    return undefined
  }
}

function readFile(path: string, name: string): ReadRegister {
  try {
    return parseRegister(readOwnFile(path).toString(), name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { register: EMPTY_REGISTER, problems: [] }
    const problem: Problem = {
      severity: 'error',
      code: 'ids-in-doubt',
      path: name,
      message: `The register of published ids cannot be read (${code ?? message})`,
      hint: 'Let the server read the file',
    }
    return { register: EMPTY_REGISTER, problems: [problem] }
  }
}

/** The copy is ours alone and has a first line; one without was lost by a full disk or a power cut. */
function readCopy(path: string): ReadRegister {
  const read = readFile(path, path)
  if (read.problems.length > 0 || !existsSync(path) || statSync(path).size > 0) return read
  const problem: Problem = {
    severity: 'error',
    code: 'ids-in-doubt',
    path,
    message: 'The register of published ids is empty',
    hint: 'Restore it from a backup, or delete it if nothing was published, or if no file was renamed since',
  }
  return { ...read, problems: [problem] }
}

/** The entries with ids that the other register does not have. */
function newIds({ entries }: Register, other: Register): Register['entries'] {
  const known = new Set(other.entries.map(({ id }) => id))
  return entries.filter(({ id }) => !known.has(id))
}

/** The entries that differ from those of the other register: one may know of a rename that the other does not. */
function newLines({ entries }: Register, other: Register): Register['entries'] {
  const lineOf = ({ id, path, digest }: Register['entries'][number]) => `${id}\n${path}\n${digest}`
  const known = new Set(other.entries.map(lineOf))
  return entries.filter((entry) => !known.has(lineOf(entry)))
}
