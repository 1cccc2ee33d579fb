import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { replaceFile } from '../../node/replace-file.ts'

/** A text that became a draft. */
export interface TakenText {
  /** The file that it came from. */
  source: string
  /** The digest of the text, and its length: a longer text that begins with it is the same one, of which more has arrived. */
  digest: string
  length: number
  /** The draft, in the folder of articles. */
  path: string
  /** The digest of the draft as it was written: another one says that somebody has edited it. */
  written: string
}

/** What was imported, whatever has become of the drafts since. */
export interface Journal {
  find(digest: string): TakenText | undefined
  /** The last text of a file. */
  lastOf(source: string): TakenText | undefined
  add(text: TakenText): void
}

/**
 * Opens the journal in a file, or one that is kept in memory. Texts whose files are gone are forgotten when it is opened: they do not come back. Where it
 * cannot be written, it is kept in memory, too.
 */
export function openJournal(file?: string): Journal {
  const texts = file === undefined ? [] : readTexts(file)
  const kept = texts.filter(({ source }) => existsSync(source))
  if (file !== undefined && kept.length < texts.length)
    attempt(() => replaceFile(file, kept.map(toLine).join('')))
  const byDigest = new Map(kept.map((text) => [text.digest, text]))
  const bySource = new Map(kept.map((text) => [text.source, text]))
  return {
    find: (digest) => byDigest.get(digest),
    lastOf: (source) => bySource.get(source),
    add(text) {
      byDigest.set(text.digest, text)
      bySource.set(text.source, text)
      if (file === undefined) return
      attempt(() => {
        mkdirSync(dirname(file), { recursive: true })
        appendFileSync(file, toLine(text))
      })
    },
  }
}

function toLine(text: TakenText): string {
  return `${JSON.stringify(text)}\n`
}

/** A line that is not whole, because a process was killed, is left out. */
function readTexts(file: string): TakenText[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => readLine(line) ?? [])
  } catch {
    return []
  }
}

function readLine(line: string): TakenText | undefined {
  try {
    const text = JSON.parse(line)
    const { source, digest, length, path, written } = text
    const areTexts = [source, digest, path, written].every((value) => typeof value === 'string')
    return areTexts && typeof length === 'number' ? text : undefined
  } catch {
    return undefined
  }
}

/** Disks may be read-only. */
function attempt(write: () => void): void {
  try {
    write()
  } catch {}
}
