import type { History } from '../feed.ts'
import { xmlElement } from './xml.ts'

/** RFC 5005 sections 2 and 4: whether a document is the complete feed, or an archive of it. */
export function historyElements({ isArchive, isComplete }: History): string[] {
  return [
    ...(isArchive ? [xmlElement('fh:archive', {})] : []),
    ...(isComplete ? [xmlElement('fh:complete', {})] : []),
  ]
}
