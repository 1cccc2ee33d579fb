import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createEditions } from '../../../src/feed/editions/editions.ts'
import { digest } from '../../../src/node/digest.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../../src/node/serving/publication.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

const HUGO = {
  'hugo.toml':
    'baseURL = "https://example.org/"\nlanguageCode = "en-gb"\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n',
}
const ZOLA = { 'config.toml': 'base_url = "https://example.org"\n[languages.fr]\n' }

/** The titles in a feed of a site with articles in two languages. */
function titlesIn(config: Record<string, string>, feed: string, settings = 'title: S'): string[] | undefined {
  const article = (title: string) => `---\ntitle: ${title}\ndate: 2025-01-0${title.length}\ntags: [t]\n---\n`
  const files = {
    ...config,
    'content/_index.md': `---\n${settings}\n---\n`,
    'content/posts/a.md': article('A'),
    'content/posts/a.fr.md': article('Af'),
    'content/posts/b.md': article('Bbb'),
    'content/journal/c.fr.md': article('Cccf'),
  }
  const folder = openFolder(join(makeFolder(files), 'content'), { defaultUrl: 'http://localhost/' })
  const editions = createEditions(
    folder.library(),
    '',
    createFolderBodies(folder, () => {}),
    digest,
  )
  const rendered = editions.find(feed, NOW)?.render()
  if (rendered === undefined) return undefined
  return (JSON.parse(rendered) as { items: { title: string }[] }).items.map(({ title }) => title)
}

it.each([
  ['Hugo', HUGO],
  ['Zola', ZOLA],
])('the feeds of a site of %s have its language, and another language has its own', (_, config) => {
  expect(titlesIn(config, 'feed.json')).toEqual(['Bbb', 'A'])
  expect(titlesIn(config, 'posts/feed.json')).toEqual(['Bbb', 'A'])
  expect(titlesIn(config, 'tags/t/feed.json')).toEqual(['Bbb', 'A'])
  expect(titlesIn(config, 'fr/feed.json')).toEqual(['Cccf', 'Af'])
  expect(titlesIn(config, 'journal/feed.json')).toEqual(['Cccf'])
})

it.each(['languages: all', 'languages: [all, fr]'])('%s mixes them', (settings) => {
  expect(titlesIn(HUGO, 'feed.json', settings)).toEqual(['Cccf', 'Bbb', 'Af', 'A'])
})

it('a site without a generator mixes them', () => {
  expect(titlesIn({}, 'feed.json', 'languages: [en, fr]')).toEqual(['Cccf', 'Bbb', 'Af', 'A'])
})
