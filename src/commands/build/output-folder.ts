import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { digest } from '../../node/digest.ts'
import { foldersAbove } from './name-files.ts'
import { type Content, createPlacer, fileStamp, isLeftBehind } from './place-file.ts'
import { type FileHeaders, OWN_FOLDER } from './static-files.ts'

/** The list of what was written. */
const LIST = `${OWN_FOLDER}/build.json`

/** A file as it was written: its version, its size and time, and the place of its headers in the list of them. No version means that a build meant to write it. */
type Row = [file: string, version: string, stamp: string, headers: number]

interface List {
  headers: FileHeaders[]
  files: Row[]
}

/** The folder that a site is built into. */
export interface OutputFolder {
  /** The headers of a file that is still as it was written; undefined where it has to be written. */
  find(file: string, version: string): FileHeaders | undefined
  /** Notes what will be there. Call it before `write`: a build that is killed after it leaves nothing that the next one does not know. */
  plan(files: Iterable<string>): void
  /** Replaces a file in one step. Rejects where the system refuses the name. */
  write(file: string, version: string, bytes: Content, headers: FileHeaders): Promise<void>
  /** Notes a file that a thread has written, with the stamp that it has. */
  note(file: string, version: string, stamp: string, headers: FileHeaders): void
  /** The digest of the list of the last build, if every file of it is still as it was written. */
  recall(): string | undefined
  /** Removes what an earlier build wrote and this one did not, and remembers what is there, in a list with this digest. */
  finish(): { removed: number; list: string }
}

/** Opens the folder. Throws where it holds files that no build wrote: it may be somebody's work. */
export function openOutputFolder(directory: string): OutputFolder {
  const before = readList(directory)
  if (!before && existsSync(directory) && hasForeignFiles(directory))
    throw new Error(
      `${directory} has files that no build wrote. Name an empty folder with --out, or remove them.`,
    )
  const known = new Map(before?.files.map((row) => [row[0], row]))
  const rows = new Map<string, Row>()
  const headers = createHeaderList(before?.headers)
  const placer = createPlacer(directory)
  let planned: ReadonlySet<string> = new Set()
  let hasNews = before === undefined
  mkdirSync(join(directory, OWN_FOLDER), { recursive: true })
  for (const name of readdirSync(join(directory, OWN_FOLDER)))
    if (isLeftBehind(`${OWN_FOLDER}/${name}`)) rmSync(join(directory, OWN_FOLDER, name), { force: true })
  return {
    find(file, version) {
      const row = known.get(file)
      if (row?.[1] !== version || row[2] !== fileStamp(join(directory, file))) return undefined
      rows.set(file, row)
      return headers.all[row[3]]
    },
    plan(files) {
      planned = new Set(files)
      const added = [...planned].filter((file) => !known.has(file))
      if (before && added.length === 0) return
      for (const file of added) known.set(file, [file, '', '', 0])
      save([...known.values()])
    },
    async write(file, version, bytes, fileHeaders) {
      let stamp: string
      try {
        stamp = await placer.write(file, bytes)
      } catch (error) {
        if (!IN_THE_WAY.has((error as NodeJS.ErrnoException).code ?? '')) throw error
        clearWay(file)
        stamp = placer.place(file)
      }
      note(file, version, stamp, fileHeaders)
    },
    note,
    recall() {
      const isSame = before?.files.every(([file, , stamp]) => stamp === fileStamp(join(directory, file)))
      return isSame ? before?.digest : undefined
    },
    finish() {
      const gone = [...known.keys()].filter((file) => !rows.has(file))
      for (const file of gone) removeFile(directory, file)
      placer.clear()
      const list = hasNews || gone.length > 0 ? save([...rows.values()]) : before!.digest
      return { removed: gone.length, list }
    },
  }

  function note(file: string, version: string, stamp: string, fileHeaders: FileHeaders): void {
    rows.set(file, [file, version, stamp, headers.indexOf(fileHeaders)])
    hasNews = true
  }

  /** Removes files of an earlier build where a folder has to be, and folders of it where a file has to be. */
  function clearWay(file: string): void {
    const above = new Set(foldersAbove(file))
    for (const other of known.keys())
      if (!planned.has(other) && (above.has(other) || other.startsWith(`${file}/`)))
        removeFile(directory, other)
  }

  function save(files: Row[]): string {
    const text = JSON.stringify({ headers: headers.all, files } satisfies List)
    placer.replace(LIST, text)
    return digest(text)
  }
}

/** What a system says of a file where a folder has to be, or of a folder where a file has to be. */
const IN_THE_WAY = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EPERM'])

/** Headers are written once, although thousands of files share them. */
function createHeaderList(before: readonly FileHeaders[] = []) {
  const all = [...before]
  const places = new Map(all.map((headers, index) => [JSON.stringify(headers), index]))
  return {
    all,
    indexOf(headers: FileHeaders): number {
      const key = JSON.stringify(headers)
      const place = places.get(key) ?? all.push(headers) - 1
      places.set(key, place)
      return place
    },
  }
}

/** Undefined where there is none. Throws where it is not as it was written: what may be removed is then unknown. */
function readList(directory: string): (List & { digest: string }) | undefined {
  try {
    const text = readFileSync(join(directory, LIST), 'utf8')
    const { headers, files } = JSON.parse(text)
    if (Array.isArray(headers) && Array.isArray(files) && files.every(isRow))
      return { headers, files, digest: digest(text) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code !== undefined) throw error
  }
  throw new Error(`${join(directory, LIST)} is not as it was written. Remove ${directory}, and build again.`)
}

/** A build that was killed before it wrote its list leaves its own folder, and in it the file that it was writing. */
function hasForeignFiles(directory: string): boolean {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).some(
    (path) => path !== OWN_FOLDER && !isLeftBehind(path),
  )
}

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row) || row.length !== 4) return false
  const [file, version, stamp, headers] = row
  // A list that somebody else wrote removes nothing outside the folder.
  const isInside = typeof file === 'string' && !file.startsWith('/') && !file.split('/').includes('..')
  return isInside && typeof version === 'string' && typeof stamp === 'string' && Number.isInteger(headers)
}

/** Removes a file and the folders that it leaves empty. */
function removeFile(directory: string, file: string): void {
  try {
    rmSync(join(directory, file), { force: true })
  } catch (error) {
    // It is a folder by now, or a file stands where its folder was: it is gone already.
    if (!IN_THE_WAY.has((error as NodeJS.ErrnoException).code ?? '') && !isFolderError(error)) throw error
  }
  for (const folder of foldersAbove(file).reverse()) {
    try {
      rmdirSync(join(directory, folder))
    } catch {
      return
    }
  }
}

function isFolderError(error: unknown): boolean {
  return ['ERR_FS_EISDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')
}
