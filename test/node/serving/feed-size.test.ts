import { expect, it } from 'vitest'
import { check } from '../../../src/commands/check.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import type { Document } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

function makeLarge(): string {
  return makeFolder({
    'news/large.md': article({ title: 'Large', date: '2025-01-01' }, 'Word. '.repeat(90_000)),
    'small/small.md': article({ title: 'Small', date: '2024-01-01' }),
  })
}

it('a feed that is too large is reported once, when it is rendered', async () => {
  const directory = makeLarge()
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const reported: string[] = []
  const publication = createFolderPublication(folder, 'test', ({ message }) => reported.push(message))
  const read = (path: string) => (publication.find(path, NOW) as Document).read()
  read('news/feed.xml')
  read('small/feed.xml')
  expect(reported).toEqual([expect.stringMatching(/^The feed news\/feed\.xml has \d+ KB/)])
  writeFiles(directory, { 'news/more.md': article({ title: 'More', date: '2025-01-02' }) })
  await folder.apply()
  read('news/feed.xml')
  expect(reported).toHaveLength(1)
})

it('check names every feed that is too large, and is content with the rest', () => {
  const lines: string[] = []
  expect(check(makeLarge(), (line) => lines.push(line), NOW)).toBe(0)
  const sizes = lines.filter((line) => line.includes('feed-size'))
  expect(sizes.map((line) => /^(\S+): warning .* feed (\S+) has/.exec(line)?.slice(1))).toEqual([
    ['_index.md', 'feed.xml'],
    ['_index.md', 'atom.xml'],
    ['_index.md', 'feed.json'],
    ['news/_index.md', 'news/feed.xml'],
    ['news/_index.md', 'news/atom.xml'],
    ['news/_index.md', 'news/feed.json'],
  ])
  expect(lines.at(-1)).toBe('2 articles, 0 errors, 6 warnings')
})
