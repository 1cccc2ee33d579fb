import { parseArticle } from '../../src/content/article/article.ts'
import { buildLibrary, type Library } from '../../src/content/library/library.ts'
import { readSite } from '../../src/content/site/settings.ts'

/** A library of articles, given by the lines of their front matter, at https://example.org/wire/. */
export function libraryOf(articles: Record<string, string>): Library {
  const { site } = readSite([{ path: '_index.md', source: '---\nlanguages: [en, fa-AF, fr]\n---\n' }], {
    title: 'Site',
    url: 'https://example.org/wire/',
  })
  const parsed = Object.entries(articles).map(([path, frontMatter]) =>
    parseArticle(
      { path, source: `---\n${frontMatter}\n---\nText.\n`, hash: frontMatter },
      site,
      () => undefined,
    ),
  )
  return buildLibrary(site, parsed, [])
}
