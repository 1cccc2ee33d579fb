import { MARKDOWN_ENDING } from '../article/file-name.ts'
import { typeOfFile } from '../media/media-types.ts'

/** Whether a link leads to a file beside the article of a type that is not published, and not to a page of a site. */
export function isUnpublishedFile(reference: string): boolean {
  const [, ending = ''] =
    /^(?![a-z][a-z\d+.-]*:|[/#?])[^?#]*\.([a-z][a-z\d]{1,7})(?:[?#].*)?$/is.exec(reference.trim()) ?? []
  return ending !== '' && !/^(?:html?|php|aspx?)$/i.test(ending) && typeOfFile(`x.${ending}`) === undefined
}

/** Splits a link to the file of an article into its path and a query or fragment; no path for any other link. */
export function splitArticleFile(reference: string): { path?: string; rest?: string } {
  const [, path = '', rest = ''] =
    /^(?:(?:\{|%7B|\||%7C)filename(?:\}|%7D|\||%7C))?((?![a-z][a-z\d+.-]*:)[^?#]+)([?#].*)?$/is.exec(
      reference.trim(),
    ) ?? []
  return MARKDOWN_ENDING.test(path) ? { path, rest } : {}
}
