import type { Generator } from '../generators/generator.ts'
import type { GeneratorRow } from '../generators/row.ts'
import { rowOf } from '../generators/table.ts'
import { decodePart, encodePath, joinParts, resolveUrl } from '../text/urls.ts'

/** In CSS pixels. */
export interface Dimensions {
  width: number
  height: number
}

/** A file of the articles folder. */
export interface LocalFile {
  /** Its length. */
  bytes: number
  /** Opens a picture and reads its dimensions; undefined where it has none. */
  measure(): Dimensions | 'unreadable' | undefined
}

/** Knows the files of the articles folder by their path in it. */
export type FindFile = (path: string) => LocalFile | undefined

/** Where a reference in an article leads: files beside the article and in the folder first, then URLs against its permalink. */
export interface References {
  resolve(reference: string): { url: string; file?: LocalFile } | undefined
}

/** What only the author's bundler or templates can resolve: `@/x.png`, `~/x.png`, `@site/static/x.png`, `{static}/x.png`, `{{ x }}`. */
const ALIAS = /^(?:[@~][\w-]*\/|\{)/

/** Resolves what an article refers to, whose path is in the folder that `findFile` knows. */
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
        const path = joinPath(text.startsWith('/') ? [] : folder, text.replace(/[?#].*$/, ''))
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

/** The path that a percent-encoded reference in a folder means, or undefined where it leads out of the top. */
function joinPath(folder: string[], reference: string): string | undefined {
  const parts = reference.split('/').map((part) => decodePart(part) ?? '/')
  return parts.some((part) => part.includes('/')) ? undefined : joinParts(folder, parts)
}
