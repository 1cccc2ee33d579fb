import { MARKDOWN_ENDING } from '../../content/article/file-name.ts'
import { REGISTER_FILE } from '../../content/library/register.ts'
import { typeOfFile } from '../../content/media/media-types.ts'

/** What the files of a folder of articles are to us. */
export const FILE_KINDS = ['articles', 'settings', 'media', 'foreign'] as const

const FOREIGN = /\.(?:html?|adoc|asciidoc|rst|org|textile|pandoc|pdc|ipynb|svx)$/i

/** What a file is by its name; undefined for one that is nothing to us. */
export function kindOfFile(path: string): (typeof FILE_KINDS)[number] | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '_index.md') return 'settings'
  if (name === REGISTER_FILE) return undefined
  // Hugo's `_index.fr.md` describes a section in another language.
  if (MARKDOWN_ENDING.test(name) && !name.startsWith('_index.')) return 'articles'
  if (typeOfFile(name)) return 'media'
  return FOREIGN.test(name) ? 'foreign' : undefined
}

export function isPublishable(path: string): boolean {
  return kindOfFile(path) !== undefined
}

/** Whether a file has settings, without which nobody knows what is public. */
export function isOfSettings(path: string): boolean {
  return kindOfFile(path) === 'settings'
}
