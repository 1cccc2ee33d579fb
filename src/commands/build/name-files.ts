import { fileOf, type StaticFile } from './static-files.ts'

/** A document before it is written. */
export interface Named extends Pick<StaticFile, 'path' | 'file' | 'kind'> {
  /** Equal versions mean equal bytes, and equal rules but for how long caches may keep them. */
  version: string
}

/** The documents that have a file each, and a sentence about every other one, and about files that some systems take for one. */
export function nameFiles(documents: readonly Omit<Named, 'file'>[]): { named: Named[]; warnings: string[] } {
  const warnings: string[] = []
  const byFile = new Map<string, Named>()
  for (const document of documents) {
    const file = fileOf(document.path)
    const other = file === undefined ? undefined : byFile.get(file)
    if (file === undefined) warnings.push(leftOut(document.path, 'no file can have this name'))
    else if (other) warnings.push(leftOut(document.path, `/${other.path} has the same file, ${file}`))
    else byFile.set(file, { ...document, file })
  }
  const folders = new Set([...byFile.keys()].flatMap(foldersAbove))
  for (const [file, { path }] of byFile)
    if (folders.has(file)) {
      byFile.delete(file)
      warnings.push(leftOut(path, 'a folder has the same name. Give its address a slash at the end'))
    }
  const byFolded = new Map<string, string>()
  for (const [file, { path }] of byFile) {
    const folded = file.normalize('NFC').toLowerCase()
    const other = byFolded.get(folded)
    if (other === undefined) byFolded.set(folded, path)
    else
      warnings.push(`/${path}: warning: Windows and macOS take its file for that of /${other}. Rename one.`)
  }
  return { named: [...byFile.values()], warnings }
}

function leftOut(path: string, why: string): string {
  return `/${path}: warning: this is left out, because ${why}.`
}

/** The folders that a file stands in, each with those above it. */
export function foldersAbove(file: string): string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
