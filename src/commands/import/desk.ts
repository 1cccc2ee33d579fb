import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../../content/text/dates.ts'
import { findImporter } from '../../import/importers.ts'
import { digest } from '../../node/digest.ts'
import { addFile } from './add-file.ts'
import { findImported } from './find-imported.ts'

/** Where texts become drafts. */
export interface Desk {
  /**
   * Makes a draft of a text, unless there is one; `name` stands for it in messages. Returns false for a text that no importer knows. Throws where the
   * draft cannot be written.
   */
  take(name: string, text: string, received: Instant): boolean
}

interface DeskOptions {
  articles: string
  /** The folder of the section within the articles, or ''. */
  section: string
  date: string | undefined
  publish: boolean
  log(line: string): void
  logError(line: string): void
}

/** Creates the desk of a folder of articles; it looks through the articles when the first text comes. */
export function createDesk({ articles, section, date, publish, log, logError }: DeskOptions): Desk {
  let imported: Map<string, string> | undefined
  return {
    take(name, text, received) {
      const importer = findImporter(text, name)
      if (!importer) {
        logError(`${name} is not wire copy, so it is left alone`)
        return false
      }
      const key = digestOf(text)
      imported ??= findImported(articles)
      if (!existsSync(join(articles, imported.get(key) ?? ''))) imported = findImported(articles)
      const known = imported.get(key)
      if (known !== undefined) {
        log(`${name} is there already: ${known}`)
        return true
      }
      const draft = importer.convert({ text, received, date, publish, digest: key })
      const path = addFile(
        articles,
        section === '' ? draft.name : `${section}/${draft.name}`,
        draft.markdown,
        key,
      )
      imported.set(key, path)
      log(`${name} is ${draft.isPublished ? 'an article' : 'a draft'} now: ${join(articles, path)}`)
      for (const warning of draft.warnings) logError(`${path}: warning: ${warning}.`)
      return true
    },
  }
}

/** The same for a text whose lines end in another way. */
function digestOf(text: string): string {
  return digest(
    text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .trim(),
  )
}
