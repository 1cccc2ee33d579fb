import type { Generator } from '../generators/generator.ts'
import type { GeneratorRow } from '../generators/row.ts'
import { rowOf } from '../generators/table.ts'
import { decodePart, encodePath, joinParts, resolveUrl } from '../text/urls.ts'
import { isUnpublishedFile, typeOfFile } from './media-types.ts'
import { hasAlias, siteAddresses } from './site-files.ts'

/** The size of a picture or film in CSS pixels. */
export interface Dimensions {
  width: number
  height: number
}

/** A file of the articles folder, or of the site around it. */
export interface LocalFile {
  bytes: number
  /** Where it is published, if not on the site. */
  url?: string
  /** Opens the file and reads the dimensions of a picture; undefined for other files. */
  measure(): Dimensions | 'unreadable' | undefined
  /** The media type that its first bytes say, where its name says another. Opens the file, unless it is a picture that was measured. */
  findOtherType?(): OtherType | undefined
  /** Reads a small file in UTF-8; undefined for a large one, and one that cannot be read. */
  readText?(): string | undefined
  /** How long a sound is, in seconds, where that is known. */
  findDuration?(): number | undefined
}

/** The media types that the name and the content of a file say. */
export interface OtherType {
  named: string
  found: string
}

/** Finds a file by its path in the articles folder, or the path at which one of the site around it is published, composed (NFC). */
export type FindFile = (path: string) => LocalFile | undefined

/** Resolves references in an article: first to files beside it and in the articles folder, then to URLs relative to its permalink. */
export interface References {
  resolve(reference: string): Target | undefined
  /** Whether a reference to a file begins with an alias of a folder, so that it is not an address where it does not resolve. */
  isAliased(reference: string): boolean
}

/** Where a reference leads. */
export interface Target {
  url: string
  file?: LocalFile
  /** Present where the reference is meant as a file beside the article, and there is none. */
  missing?: Missing
}

/** What stands in the place of a missing file: `near` is the path of a file with nearly its name, as a reference from the article. */
export interface Missing {
  near?: string
  /** Whether files of its type are not published, so that it may be there. */
  isUnpublished?: boolean
}

/** References that only the author's bundler can resolve: `@/x.png`, `~/x.png`, `@site/static/x.png`. */
const ALIAS = /^[@~][\w-]*\//

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
  const isAliased = (text: string) =>
    ALIAS.test(text) || (generator !== undefined && hasAlias(text, generator))
  const findFirst = (paths: readonly string[]) => {
    for (const typed of new Set(paths)) {
      const path = typed.normalize('NFC')
      const file = findFile(path)
      if (!file) continue
      const isBeside = bundle !== undefined && path.startsWith(bundle)
      const url = isBeside
        ? resolveUrl(encodePath(path.slice(bundle.length)), permalink)!
        : siteUrl + encodePath(path)
      return { url: file.url ?? url, file }
    }
    return undefined
  }
  return {
    isAliased: (reference) => isAliased(reference.trim()) && namesIn(reference.trim()).length > 0,
    resolve(reference) {
      const typed = reference.trim()
      const text = row?.root ? typed.replace(row.root, '') : typed
      if (text === '') return undefined
      const names = namesIn(text)
      const own = names.flatMap((parts) => joinParts(text.startsWith('/') ? [] : folder, parts) ?? [])
      const found = findFirst(own)
      if (found) return found
      const around = generator
        ? names.flatMap((parts) => siteAddresses(parts, folder, siteUrl, generator))
        : []
      const other = findFirst(around)
      if (other) return other
      const paths = [...own, ...around]
      if (text.startsWith('{') || isAliased(text)) return undefined
      const isBased = row?.siteRelative?.test(text) && !text.startsWith(URL.parse(siteUrl)?.pathname ?? '/')
      const isRooted = isBased || (text !== typed && text.startsWith('/'))
      const url = isRooted ? resolveUrl(`.${text}`, siteUrl) : resolveUrl(text, permalink)
      if (url === undefined) return undefined
      // A generator may have such files in folders of their own.
      if (row === undefined && isUnpublishedFile(text)) return { url, missing: { isUnpublished: true } }
      // Other generators also have pictures in folders of their own, which we do not see.
      const isOfFolder = row === undefined || bundle !== undefined
      const isBundled =
        row?.bundlesPictures === true && generator?.files !== undefined && names.some(isPicture)
      const isMeant =
        ((isOfFolder && paths.length > 0) || isBundled) && !/^(?:\/|[a-z][a-z\d+.-]*:)/i.test(text)
      return isMeant ? { url, missing: findNear(text, paths, findFile) } : { url }
    },
  }
}

function isPicture(parts: readonly string[]): boolean {
  return typeOfFile(parts.at(-1) ?? '')?.startsWith('image/') ?? false
}

/** Looks for a file whose name differs in its capitals alone, as file systems of some machines take for the same. */
function findNear(typed: string, paths: readonly string[], findFile: FindFile): Missing {
  const [path = ''] = paths.slice(-1)
  const at = path.lastIndexOf('/') + 1
  const dot = path.lastIndexOf('.')
  const [folder, stem, ending] = [path.slice(0, at), path.slice(at, dot), path.slice(dot)]
  const stems = [stem, stem.toLowerCase(), stem.toUpperCase(), stem.charAt(0).toUpperCase() + stem.slice(1)]
  const names = stems.flatMap((name) => [name + ending.toLowerCase(), name + ending.toUpperCase()])
  const near = [...new Set(names)].find((name) => findFile(folder + name) !== undefined)
  return near === undefined ? {} : { near: typed.slice(0, typed.lastIndexOf('/') + 1) + near }
}

/** The folder whose files are published beside the article's page, with a slash at its end. */
function bundleOf(path: string, { bundle }: GeneratorRow): string | undefined {
  const folder = bundle?.exec(path)?.[1]
  return folder && `${folder}/`
}

/**
 * The parts of the paths of the files that a reference may name: literally or percent-encoded, as a whole or without what a URL has after its path. The
 * name of a file may have any sign, so `Episode #12.mp3` is looked for before `Episode `.
 */
function namesIn(reference: string): string[][] {
  // A reference with a host is not a path, and one that holds the bytes may be long.
  if (/^(?:[a-z][a-z\d+.-]*:)?\/\/|^data:/i.test(reference)) return []
  // Nearly every name is plain, and has one reading.
  if (/^[\w./-]*$/.test(reference)) return typeOfFile(reference) ? [reference.split('/')] : []
  const plain = reference.replace(/[?#].*$/s, '')
  const names = [reference, plain].filter((name) => typeOfFile(decodePart(name) ?? name) !== undefined)
  return [...new Set(names)].flatMap((name) => {
    const parts = name.split('/')
    const decoded = parts.map((part) => decodePart(part) ?? part)
    // An encoded slash does not separate folders.
    return decoded.some((part) => part.includes('/')) || decoded.join('/') === name
      ? [parts]
      : [parts, decoded]
  })
}
