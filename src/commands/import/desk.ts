import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Instant } from '../../content/text/dates.ts'
import type { Draft } from '../../import/importer.ts'
import { findImporter } from '../../import/importers.ts'
import { digest } from '../../node/digest.ts'
import { replaceFile } from '../../node/replace-file.ts'
import { addFile } from './add-file.ts'
import { findImported } from './find-imported.ts'
import { type Journal, openJournal, type TakenText } from './journal.ts'

/** Where texts become drafts. */
export interface Desk {
  /**
   * Makes a draft of a text, unless there is one; `name` stands for it in messages. A longer text of the same file takes the place of its draft, unless
   * somebody has edited that. Where nobody has asked for this file, because a folder is watched, a draft that somebody has deleted stays deleted. Returns
   * false for a text that no importer knows. Throws where the draft cannot be written.
   */
  take(name: string, text: string, received: Instant, isAsked?: boolean): boolean
}

interface DeskOptions {
  articles: string
  /** The folder of the section within the articles, or ''. */
  section: string
  date: string | undefined
  publish: boolean
  journal?: Journal
  log(line: string): void
  logError(line: string): void
}

/** Creates the desk of a folder of articles; it looks through the articles when the first text comes. */
export function createDesk({
  articles,
  section,
  date,
  publish,
  journal = openJournal(),
  log,
  logError,
}: DeskOptions): Desk {
  let imported: Map<string, string> | undefined
  return {
    take(name, text, received, isAsked = false) {
      const importer = findImporter(text, name)
      if (!importer) {
        logError(`${name} is not wire copy, so it is left alone`)
        return false
      }
      const source = resolve(name)
      const normal = normalize(text)
      const key = digest(normal)
      imported ??= findImported(articles)
      if (!existsSync(join(articles, imported.get(key) ?? ''))) imported = findImported(articles)
      const known = imported.get(key)
      if (known !== undefined) {
        log(`${name} is there already: ${known}`)
        return true
      }
      const taken = journal.find(key)
      if (taken && !isAsked) {
        log(
          `${name} was a draft before, ${taken.path}, which somebody has removed; it stays away. \`wireroom import ${name}\` brings it back.`,
        )
        return true
      }
      const draft = importer.convert({ text, received, date, publish, digest: key })
      const before = findBeginning(source, normal)
      const isReplaced = before !== undefined && isUntouched(before)
      const path = isReplaced ? replace(before, draft, key) : add(draft, key)
      imported.set(key, path)
      const written = digest(draft.markdown)
      journal.add({ source, digest: key, length: normal.length, path, written })
      const kind = draft.isPublished ? 'an article' : 'a draft'
      const place = join(articles, path)
      if (isReplaced) log(`${name} has become longer, and so has ${place}`)
      else
        log(
          `${name} is ${kind} now: ${place}${before ? `; ${before.path} has only its beginning, and was edited` : ''}`,
        )
      for (const warning of draft.warnings) logError(`${path}: warning: ${warning}.`)
      return true
    },
  }

  function add(draft: Draft, key: string): string {
    const name = section === '' ? draft.name : `${section}/${draft.name}`
    return addFile(articles, name, draft.markdown, key)
  }

  /** The draft that was made of the beginning of a text, when its file had not arrived as a whole. */
  function findBeginning(source: string, text: string): TakenText | undefined {
    const last = journal.lastOf(source)
    const isLonger = last !== undefined && last.length < text.length
    return isLonger && digest(text.slice(0, last.length)) === last.digest ? last : undefined
  }

  function isUntouched({ path, written }: TakenText): boolean {
    try {
      return digest(readFileSync(join(articles, path), 'utf8')) === written
    } catch {
      return false
    }
  }

  /** What is published keeps its name, and with it its id. A draft gets the name of its whole title. */
  function replace({ path }: TakenText, draft: Draft, key: string): string {
    const place = join(articles, path)
    if (draft.isPublished || path.endsWith(`${draft.name}.md`)) {
      replaceFile(place, draft.markdown)
      return path
    }
    const added = add(draft, key)
    rmSync(place)
    return added
  }
}

/** Equal for texts whose lines end in another way. */
function normalize(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
}
