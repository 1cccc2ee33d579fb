import { expect, it } from 'vitest'
import { cacheFile, statsFile } from '../../src/node/wireroom-folder.ts'

it('each folder of articles has a cache for each command', () => {
  expect(cacheFile('serve', '/home/me/my blog')).toMatch(
    /^\.wireroom\/cache\/serve-_home_me_my_blog-\w{8}\.json$/,
  )
  expect(cacheFile('compile', '/home/me/my blog')).toMatch(/\/compile-_home_me_my_blog-\w{8}\.json$/)
  expect(cacheFile('serve', 'articles')).toBe(cacheFile('serve', `${process.cwd()}/articles/`))
})

it('each folder of articles has counts of its own, whatever its letters', () => {
  const files = [
    '/home/me/my blog',
    '/home/me/my_blog',
    '/srv/علی',
    '/srv/رضا',
    `/srv/${'x'.repeat(300)}`,
  ].map(statsFile)
  expect(new Set(files).size).toBe(files.length)
  for (const file of files) expect(file).toMatch(/^\.wireroom\/stats\/[\w.-]{1,120}\.json$/)
})
