import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../src/content/problem.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const BASE = `site_name: Base
site_url: https://docs.example/
theme:
  name: material
  language: de
plugins:
  blog:
    blog_dir: news
    post_url_format: "{slug}"
markdown_extensions:
  - admonition
`
const POST = article({ date: '2024-01-02' }, '# First\n\nText.')

function open(files: Record<string, string>) {
  const directory = makeFolder(files)
  const folder = openFolder(join(directory, 'site/docs/news/posts'), { defaultUrl: 'http://localhost/' })
  return folder
}

function outline({ library, doubts }: ReturnType<typeof openFolder>) {
  const { site, articles } = library()
  return {
    title: site.settings.title,
    language: site.settings.language,
    permalinks: articles.map(({ permalink }) => permalink),
    markdown: site.generator?.markdown?.includes('admonitions'),
    doubts: doubts().map(formatProblem),
  }
}

describe('a configuration that inherits another', () => {
  const CHILD = 'INHERIT: ../base.yml # shared\nsite_name: Child\ntheme:\n  name: mkdocs\n'

  it('has what the other says, tables value by value, and its own values first', () => {
    const folder = open({
      '.git/HEAD': '',
      'site/mkdocs.yml': CHILD,
      'base.yml': `INHERIT: "./deep/top.yml"\n${BASE}`,
      'deep/top.yml': 'site_name: Top\ncopyright: Ours\nplugins:\n  blog:\n    blog_dir: other\n',
      'site/docs/news/posts/a.md': POST,
    })
    expect(outline(folder)).toEqual({
      title: 'Child',
      language: 'de',
      permalinks: ['https://docs.example/news/first/'],
      markdown: true,
      doubts: [],
    })
  })

  it.each([
    ['is missing', {}, 'INHERIT: ../base.yml\n'],
    ['cannot be understood', { 'base.yml': 'site_name: "x\n' }, 'INHERIT: ../base.yml\n'],
  ])('leaves the ids in doubt where the other %s', (_, files, config) => {
    const folder = open({
      '.git/HEAD': '',
      'site/mkdocs.yml': config,
      'site/docs/news/posts/a.md': POST,
      ...files,
    })
    expect(outline(folder).doubts).toEqual([
      expect.stringMatching(/base\.yml(?::\d+)?: error ids-in-doubt: /),
    ])
  })

  it('ends where two inherit each other', () => {
    const folder = open({
      '.git/HEAD': '',
      'site/mkdocs.yml': 'INHERIT: b.yml\nsite_name: A\n',
      'site/b.yml': 'INHERIT: mkdocs.yml\nsite_url: https://b.example/\n',
      'site/docs/news/posts/a.md': POST,
    })
    expect(outline(folder).title).toBe('A')
  })
})
