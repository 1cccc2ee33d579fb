import { linesOfKeys } from '../front-matter/parse.ts'
import type { Generator } from '../generators/generator.ts'
import { describeMissing } from '../media/missing-file.ts'
import { createReferences, type FindFile } from '../media/references.ts'
import type { Problem } from '../problem.ts'
import { resolveUrl } from '../text/urls.ts'
import type { SettingsFile } from './settings-file.ts'

/** The address of the picture that a key of a settings file names; undefined for what is not an address. */
export type ResolvePicture = (reference: string, key: string) => string | undefined

/**
 * Resolves the pictures of one settings file: to a file beside it, as in an article, or else to one at the top of the folder, or else to an address of
 * the site, with a warning where only a file can be meant.
 */
export function createPictures(
  { path, source }: SettingsFile,
  siteUrl: string,
  { findFile, generator }: { findFile?: FindFile; generator?: Generator },
  problems: Problem[],
): ResolvePicture {
  const lineOf = linesOfKeys(source)
  return (reference, key) => {
    const url = resolveUrl(reference, siteUrl)
    if (!findFile || url === undefined) return url
    const from = (place: string) => createReferences(place, siteUrl, siteUrl, findFile, generator)
    const beside = from(path.normalize('NFC')).resolve(reference)
    const found = beside?.file ? beside : from('_index.md').resolve(reference)
    if (found?.file) return found.url
    if (beside?.missing) {
      const what = describeMissing(reference, beside.missing, 'so its address may lead nowhere')
      problems.push({ severity: 'warning', code: 'missing-file', path, line: lineOf(key), ...what })
    }
    return url
  }
}
