import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileOf } from '../../../src/commands/build/static-files.ts'
import { codeVersion } from '../../../src/node/code-version.ts'
import { digest } from '../../../src/node/digest.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { createPages } from '../../../src/pages/pages.ts'
import { startServer } from '../../../src/server.ts'
import { makeFolder } from '../../make-folder.ts'
import { buildFolder, newOutput, readSite, SITE_URL } from './build-folder.ts'
import { ODD_NAMES } from './odd-names.ts'

const ROOT = join(import.meta.dirname, '../../..')

const FOLDERS: Record<string, () => string> = {
  'the articles that Wireroom comes with': () => join(ROOT, 'articles'),
  'a blog of Hugo': () => join(ROOT, 'test/fixtures/blogs/hugo/content'),
  'a blog of Jekyll': () => join(ROOT, 'test/fixtures/blogs/jekyll'),
  'a podcast': () => join(ROOT, 'test/fixtures/podcast'),
  'odd names': () => makeFolder(ODD_NAMES),
}

it.each(Object.keys(FOLDERS))('every path has the bytes that the server sends: %s', async (name) => {
  const articles = FOLDERS[name]!()
  const out = newOutput()
  const { code, warnings } = await buildFolder(articles, out, { args: ['--allow-broken'] })
  expect(code, warnings.join('\n')).toBe(0)
  const server = await startServer({
    articles,
    port: 0,
    host: '127.0.0.1',
    siteUrl: SITE_URL,
    insiders: 'nobody',
    log: () => {},
  })
  try {
    const written = new Set(Object.keys(readSite(out)))
    const counts = { files: 0, rules: 0 }
    for (const path of pathsOf(articles)) {
      const { status, body } = await get(`${server.url}/${path}`)
      if (status !== 200) {
        counts.rules++
        continue
      }
      const file = fileOf(path)!
      if (warnings.some((line) => line.startsWith(`/${path}: warning: this is left out`))) continue
      counts.files++
      expect(digest(readFileSync(join(out, file))), path).toBe(digest(body))
      written.delete(file)
    }
    expect(counts.files).toBeGreaterThan(20)
    const own = [...written].filter(
      (file) => !/^(?:_headers|_redirects|404\.html|\.wireroom\/.*)$/.test(file),
    )
    expect(own).toEqual([])
  } finally {
    await server.stop()
  }
})

function pathsOf(articles: string): string[] {
  const version = codeVersion('0')
  const folder = openFolder(articles, { defaultUrl: SITE_URL, siteUrl: SITE_URL, version })
  const publication = createFolderPublication(folder, version, undefined, undefined, undefined, createPages())
  return [...new Set(publication.paths(Date.now()))]
}

/** Without `fetch`, which would write some paths in another way. */
function get(url: string): Promise<{ status: number; body: Buffer }> {
  const [, host, path] = /^http:\/\/([^/]*)(.*)$/.exec(url)!
  const [hostname, port] = host!.split(':')
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }))
    })
    call.on('error', reject).end()
  })
}
