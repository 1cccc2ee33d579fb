import { MARKDOWN_ENDING } from '../article/file-name.ts'

/** Splits a link to the file of an article into its path and a query or fragment; no path for any other link. */
export function splitArticleFile(reference: string): { path?: string; rest?: string } {
  const [, path = '', rest = ''] =
    /^(?:(?:\{|%7B|\||%7C)filename(?:\}|%7D|\||%7C))?((?![a-z][a-z\d+.-]*:)[^?#]+)([?#].*)?$/is.exec(
      reference.trim(),
    ) ?? []
  if (MARKDOWN_ENDING.test(path)) return { path, rest }
  // The name of a file may have these signs, as in `Episode #12.md`.
  const isWhole = path !== '' && MARKDOWN_ENDING.test(rest)
  return isWhole ? { path: path + rest.replaceAll('#', '%23').replaceAll('?', '%3F'), rest: '' } : {}
}
