import { expect, it } from 'vitest'
import { renderBody } from '../../../src/content/body/body.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { article } from '../../article.ts'
import { ALONE, SITE } from '../../content/outline.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const URL = { defaultUrl: 'http://localhost/' }
const HUGE = article({ title: 'A', date: '2025-01-01' }, 'word '.repeat(410_000))

it('a file of more than 1 MB is a problem, and the other articles are published', () => {
  const folder = openFolder(
    makeFolder({ 'a.md': HUGE, 'b.md': article({ title: 'B', date: '2025-01-02' }) }),
    URL,
  )
  const { articles, problems } = folder.library()
  expect(articles.map(({ title }) => title)).toEqual(['B'])
  expect(problems).toMatchObject([{ severity: 'error', code: 'too-large', path: 'a.md' }])
})

it('an article that grows beyond 1 MB stays as it was', async () => {
  const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
  const folder = openFolder(directory, URL)
  writeFiles(directory, { 'a.md': HUGE })
  expect(await folder.apply()).toMatchObject([{ code: 'too-large' }])
  expect(folder.library().articles.map(({ title }) => title)).toEqual(['A'])
})

it('a text that cannot be rendered is a problem with its file and line, and the article keeps its summary', () => {
  const folder = openFolder(
    makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01', summary: 'S' }, '[a](b.md)') }),
    URL,
  )
  const [one] = folder.library().articles
  const failing = {
    ...ALONE,
    findArticle() {
      throw new RangeError('Maximum call stack size exceeded')
    },
  }
  expect(renderBody(one!, SITE, failing)).toMatchObject({
    summary: 'S',
    problems: [{ severity: 'error', code: 'unreadable', path: 'a.md', line: 6 }],
  })
})
