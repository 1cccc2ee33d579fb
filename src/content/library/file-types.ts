import type { Article } from '../article/article.ts'
import { ENCLOSURE_KEYS } from '../media/media.ts'
import { describeOtherType } from '../media/missing-file.ts'
import type { OtherType } from '../media/references.ts'
import type { Problem } from '../problem.ts'
import type { Library } from './library.ts'
import type { Evidence } from './podcast-rules.ts'

/** What is to be known of the attached files beside the library. */
export interface FileEvidence extends Pick<Evidence, 'lineOf'> {
  /** The two types of the file at an address, where its name says another than its content. */
  otherTypeOf(url: string): OtherType | undefined
}

/** Reports attached files whose content is not what their names say: an error in an episode, which directories refuse, else a warning. */
export function judgeFileTypes({ articles }: Library, evidence: FileEvidence): Problem[] {
  return articles
    .filter(({ hidden, withdrawn }) => hidden === undefined && !withdrawn)
    .flatMap((article) => article.enclosures.flatMap(({ url }) => judgeFile(article, url, evidence) ?? []))
}

function judgeFile(
  { path, episode }: Article,
  url: string,
  { lineOf, otherTypeOf }: FileEvidence,
): Problem | undefined {
  const other = otherTypeOf(url)
  if (!other) return undefined
  const name = decodeURIComponent(url.slice(url.lastIndexOf('/') + 1))
  const line = Math.max(...ENCLOSURE_KEYS.map((key) => lineOf(path, key)))
  const severity = episode ? 'error' : 'warning'
  return { severity, code: 'file-type', path, line, ...describeOtherType(name, other) }
}
