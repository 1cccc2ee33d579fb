import { expect, it } from 'vitest'
import { cacheFile } from '../../src/node/wireroom-folder.ts'

it('each folder of articles and each purpose has a cache of its own', () => {
  expect(cacheFile('serve', '/home/me/my blog')).toBe('.wireroom/cache/serve-_home_me_my_blog.json')
  expect(cacheFile('rendered', '/home/me/my blog', 'bin')).toBe(
    '.wireroom/cache/rendered-_home_me_my_blog.bin',
  )
  expect(cacheFile('serve', 'articles')).toBe(cacheFile('serve', `${process.cwd()}/articles/`))
})
