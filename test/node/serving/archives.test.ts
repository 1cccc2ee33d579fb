import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

/** Several changes within a second are dated into the seconds that follow, and not before these have come. */
const MINUTE = 60_000

const ARCHIVES = ['/archive/1/feed.xml', '/archive/1/atom.xml', '/archive/2/feed.json']

it('an article that is added to a running server leaves the validators of every archive as they are', async () => {
  const add = (day: number) => ({ [`a${day}.md`]: article({ title: `A${day}`, date: `2025-01-${day}` }) })
  const directory = makeFolder({
    '_index.md': '---\nidPrefix: "tag:example.org,2026:"\nfeedLimit: 3\n---\n',
    ...Object.assign({}, ...[10, 11, 12, 13, 14, 15, 16].map(add)),
  })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/', siteUrl: 'https://example.org/' })
  const app = createApp({
    publication: createFolderPublication(folder, 'test'),
    now: () => Date.now() + MINUTE,
  })
  const validators = async (path: string) => {
    const { headers } = await app.request(path)
    return [headers.get('etag'), headers.get('last-modified')]
  }
  const before = await Promise.all(ARCHIVES.map(validators))
  const feed = await validators('/feed.xml')
  for (const day of [17, 18, 19]) {
    writeFiles(directory, add(day))
    await folder.apply()
    expect(await Promise.all(ARCHIVES.map(validators))).toEqual(before)
  }
  const [etag, modified] = await validators('/feed.xml')
  expect(etag).not.toBe(feed[0])
  expect(Date.parse(modified!)).toBeGreaterThan(Date.parse(feed[1]!))

  rmSync(join(directory, 'a10.md'))
  await folder.apply()
  const after = await Promise.all(ARCHIVES.map(validators))
  for (const [index, [etag, modified]] of after.entries()) {
    expect(etag).not.toBe(before[index]![0])
    expect(Date.parse(modified!)).toBeGreaterThan(Date.parse(before[index]![1]!))
  }
})
