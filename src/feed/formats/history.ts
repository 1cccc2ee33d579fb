import type { History } from '../feed.ts'
import { xmlElement } from './xml.ts'

/** RFC 5005 sections 2 and 4: whether a document is the complete feed, or an archive of it. */
export function historyElements({ isArchive, isComplete }: History): string[] {
  return [
    ...(isArchive ? [xmlElement('fh:archive', {})] : []),
    ...(isComplete ? [xmlElement('fh:complete', {})] : []),
  ]
}

/** The links between the documents of a feed in the format with this file, by their relation (RFC 5005 sections 3 and 4). */
export function historyLinks(
  { previous, next, current }: History,
  file: string,
): { rel: string; href: string }[] {
  return Object.entries({ 'prev-archive': previous, 'next-archive': next, current }).flatMap(
    ([rel, folderUrl]) => (folderUrl === undefined ? [] : [{ rel, href: folderUrl + file }]),
  )
}
