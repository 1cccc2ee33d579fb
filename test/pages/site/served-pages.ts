import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createDates } from '../../../src/node/serving/dates.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { createPages } from '../../../src/pages/pages.ts'
import { makeFolder } from '../../make-folder.ts'

export const SITE_INDEX = '---\ntitle: The Site\nurl: https://example.org/\nauthors: [Ada]\n---\n'

/** Serves a folder of these files with its pages; `read` gets the text of a path at an instant, and the status. */
export function servePages(files: Record<string, string | Uint8Array>) {
  const folder = openFolder(makeFolder({ '_index.md': SITE_INDEX, ...files }), {
    defaultUrl: 'http://localhost/',
  })
  const publication = createFolderPublication(
    folder,
    'test',
    undefined,
    createDates(),
    undefined,
    createPages(undefined),
  )
  let now = 0
  const app = createApp({ publication, now: () => now })
  return {
    publication,
    async read(path: string, at: string) {
      now = Date.parse(at)
      const response = await app.request(path)
      return { status: response.status, headers: response.headers, text: await response.text() }
    },
  }
}

/** An article with this front matter. */
export function article(...lines: string[]): string {
  return ['---', ...lines, '---', '', 'The text.', ''].join('\n')
}
