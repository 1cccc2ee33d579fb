import { MARKDOWN_ENDING } from '../article/file-name.ts'

/** Splits a link to the file of an article into its path and a query or fragment; no path for any other link. */
export function splitArticleFile(reference: string): { path?: string; rest?: string } {
  const [, path = '', rest = ''] =
    /^(?:(?:\{|%7B|\||%7C)filename(?:\}|%7D|\||%7C))?((?![a-z][a-z\d+.-]*:)[^?#]+)([?#].*)?$/is.exec(
      reference.trim(),
    ) ?? []
  return MARKDOWN_ENDING.test(path) ? { path, rest } : {}
}
