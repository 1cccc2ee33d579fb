import type { Generator } from '../generators/generator.ts'
import type { GeneratorRow } from '../generators/row.ts'
import { rowOf } from '../generators/table.ts'
import { decodePart, encodePath, joinParts, resolveUrl } from '../text/urls.ts'

/** The size of a picture or film in CSS pixels. */
export interface Dimensions {
  width: number
  height: number
}

/** A file of the articles folder. */
export interface LocalFile {
  bytes: number
  /** Opens the file and reads the dimensions of a picture; undefined for other files. */
  measure(): Dimensions | 'unreadable' | undefined
}

/** Finds a file by its path in the articles folder, composed (NFC). */
export type FindFile = (path: string) => LocalFile | undefined

/** Resolves references in an article: first to files beside it and in the articles folder, then to URLs relative to its permalink. */
export interface References {
  resolve(reference: string): { url: string; file?: LocalFile } | undefined
}

/** References that only the author's bundler or templates can resolve: `@/x.png`, `~/x.png`, `@site/static/x.png`, `{static}/x.png`, `{{ x }}`. */
const ALIAS = /^(?:[@~][\w-]*\/|\{)/

/** Creates the resolver of one article; `articlePath` is relative to the folder that `findFile` searches. */
export function createReferences(
  articlePath: string,
  permalink: string,
  siteUrl: string,
  findFile: FindFile,
  generator?: Generator,
): References {
  const row = generator && rowOf(generator.name)
  const bundle = row && bundleOf(articlePath, row)
  const folder = articlePath.split('/').slice(0, -1)
  const base = URL.parse(siteUrl)?.pathname ?? '/'
  return {
    resolve(reference) {
      const typed = reference.trim()
      const text = row?.root ? typed.replace(row.root, '') : typed
      if (text === '' || ALIAS.test(text)) return undefined
      if (!/^(?:[a-z][a-z\d+.-]*:|\/\/|#|\?)/i.test(text)) {
        const path = joinPath(text.startsWith('/') ? [] : folder, text.replace(/[?#].*$/s, ''))
        const file = path === undefined ? undefined : findFile(path)
        if (file) {
          const isBundled = bundle !== undefined && path!.startsWith(bundle)
          const url = isBundled
            ? resolveUrl(encodePath(path!.slice(bundle.length)), permalink)!
            : siteUrl + encodePath(path!)
          return { url, file }
        }
      }
      const isBased = row?.siteRelative?.test(text) && !text.startsWith(base)
      const isRooted = isBased || (text !== typed && text.startsWith('/'))
      const url = isRooted ? resolveUrl(`.${text}`, siteUrl) : resolveUrl(text, permalink)
      return url === undefined ? undefined : { url }
    },
  }
}

/** The folder whose files are published beside the article's page, with a slash at its end. */
function bundleOf(path: string, { bundle }: GeneratorRow): string | undefined {
  const folder = bundle?.exec(path)?.[1]
  return folder && `${folder}/`
}

/** Resolves a percent-encoded reference in a folder to a path; undefined where it leaves the articles folder. */
function joinPath(folder: string[], reference: string): string | undefined {
  const parts = reference.split('/').map((part) => decodePart(part) ?? '/')
  return parts.some((part) => part.includes('/')) ? undefined : joinParts(folder, parts)?.normalize('NFC')
}
