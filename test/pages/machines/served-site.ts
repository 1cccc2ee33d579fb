import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { createPages } from '../../../src/pages/pages.ts'
import { isDocument } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

export { article }

export const NOW = Date.UTC(2026, 0, 1)

export const SITE_FILE =
  '---\ntitle: The Site\nidPrefix: "tag:example.org,2026:"\nurl: https://example.org/\n---\n'

/** The documents of a folder, as text. */
export interface ServedSite {
  /** The text at a path; undefined where there is no document. */
  text(path: string, now?: number): Promise<string | undefined>
  contentType(path: string, now?: number): Promise<string | undefined>
  /** Where a path leads, if it is a redirect. */
  target(path: string): Promise<string | undefined>
}

/** Serves these files at https://example.org/. */
export function serveFiles(files: Record<string, string>): ServedSite {
  return serveFolder(makeFolder({ '_index.md': SITE_FILE, ...files }))
}

/** Serves a folder as Node does. */
export function serveFolder(directory: string): ServedSite {
  const folder = openFolder(directory, { defaultUrl: 'https://example.org/' })
  const publication = createFolderPublication(folder, 'test', undefined, undefined, undefined, createPages())
  const find = async (path: string, now = NOW) => publication.find(path, now)
  return {
    async text(path, now) {
      const answer = await find(path, now)
      if (!isDocument(answer)) return undefined
      return Buffer.from((await answer.read()) as Uint8Array).toString()
    },
    async contentType(path, now) {
      const answer = await find(path, now)
      return isDocument(answer) ? answer.contentType : undefined
    },
    async target(path) {
      const answer = await find(path)
      return answer?.kind === 'redirect' ? answer.to : undefined
    },
  }
}
