import { expect, it } from 'vitest'
import { cacheFile } from '../../src/node/wireroom-folder.ts'

it('each folder of articles has a cache for each command', () => {
  expect(cacheFile('serve', '/home/me/my blog')).toBe('.wireroom/cache/serve-_home_me_my_blog.json')
  expect(cacheFile('compile', '/home/me/my blog')).toBe('.wireroom/cache/compile-_home_me_my_blog.json')
  expect(cacheFile('serve', 'articles')).toBe(cacheFile('serve', `${process.cwd()}/articles/`))
})
