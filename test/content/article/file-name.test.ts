import { describe, expect, it } from 'vitest'
import { readFileName } from '../../../src/content/article/file-name.ts'
import { readGenerator } from '../../../src/content/generators/read.ts'
import { SITE } from '../outline.ts'

describe('readFileName', () => {
  it.each([
    ['hello.md', { section: '', stem: 'hello', translationKey: 'hello', name: 'hello' }],
    [
      'news/2024-01-02-hello.md',
      { section: 'news', stem: 'news/2024-01-02-hello', name: 'hello', date: '2024-01-02' },
    ],
    ['news/2024-01-02_hello.markdown', { name: 'hello', date: '2024-01-02' }],
    ['news/2024-01-02.md', { name: '2024-01-02', date: '2024-01-02' }],
    ['news/hello/index.md', { section: 'news', stem: 'news/hello', name: 'hello' }],
    [
      'news/2024-01-02-hello/index.fr.md',
      { section: 'news', name: 'hello', date: '2024-01-02', language: 'fr' },
    ],
    ['2024-01-02-trip/report.md', { section: '2024-01-02-trip', name: 'report', date: '2024-01-02' }],
    ['hello.fr.md', { stem: 'hello', language: 'fr', translationKey: 'hello' }],
    ['hello.de.md', { stem: 'hello.de', language: undefined }],
    ['node.js.md', { stem: 'node.js', language: undefined }],
    ['fr/hello.md', { section: 'fr', stem: 'fr/hello', folderLanguage: 'fr', translationKey: 'hello' }],
    ['de/hello.md', { translationKey: 'de/hello', folderLanguage: undefined }],
    ['index.md', { section: '', stem: 'index', name: 'index' }],
  ])('%s', (path, expected) => {
    expect(readFileName(path, SITE)).toMatchObject(expected)
  })

  it.each([
    ['hugo', 'n/hello/index.en.md', { stem: 'n/hello', name: 'hello', language: 'en' }],
    ['hugo', 'n/hello.en.md', { stem: 'n/hello', language: 'en' }],
    ['hugo', 'n/hello.de.md', { stem: 'n/hello.de', language: undefined }],
    ['hugo', 'en/hello.md', { stem: 'en/hello', folderLanguage: undefined }],
    ['pelican', 'n/hello.en.md', { stem: 'n/hello.en', language: undefined }],
  ] as const)(
    'the suffix of the default language of a site of %s that lists none: %s',
    (name, path, expected) => {
      const { generator } = readGenerator({ name, folder: '', files: [] }, () => 'not a script')
      const settings = { ...SITE.settings, language: 'en-US' }
      expect(readFileName(path, { ...SITE, settings, languages: [], generator })).toMatchObject(expected)
    },
  )

  it.each([
    ['_posts/2024-01-02-hello.md', ''],
    ['_posts/news/2024-01-02-hello.md', 'news'],
    ['news/_posts/2024-01-02-hello.md', 'news'],
    ['_drafts/hello.md', ''],
    ['_recipes/soup.md', '_recipes'],
    ['own/_posts/2024-01-02-hello.md', 'own/_posts'],
  ])('the folder of the posts of Jekyll is no section, but what it is in: %s', (path, section) => {
    const { generator } = readGenerator({ name: 'jekyll', folder: '', files: [] }, () => 'not a script')
    const sections = new Map([...SITE.sections, ['own/_posts', SITE.settings]])
    expect(readFileName(path, { ...SITE, generator, sections }).section).toBe(section)
  })
})
