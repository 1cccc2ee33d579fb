import { describe, expect, it } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import type { Document } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const PREFIX = 'tag:example.org,2026:'
const INDEX = `---\nurl: https://example.org/\nidPrefix: "${PREFIX}"\n---\n`
const NOW = Date.UTC(2025, 5, 1)

describe('file names in two normal forms', () => {
  const files = (form: 'NFC' | 'NFD') => {
    const name = (path: string) => path.normalize(form)
    return makeFolder({
      '_index.md': INDEX,
      [name('café/_index.md')]: '---\ntitle: Coffee\nlanguage: fr\n---\n',
      [name('café/été.md')]: article(
        { title: 'A', date: '2025-01-01', image: 'façade.png', tags: `[${'thé'.normalize('NFD')}]` },
        '[B](../naïve/b.md) ![x](façade.png)',
      ),
      [name('café/façade.png')]: 'x',
      [name('naïve/b.md')]: article({ title: 'B', date: '2025-01-02' }, '[A](/café/été.md)'),
    })
  }

  it('give equal ids, permalinks, sections, files and links', () => {
    const [composed, decomposed] = (['NFC', 'NFD'] as const).map((form) => {
      const folder = openFolder(files(form), { defaultUrl: 'http://localhost/' })
      const { articles, sections, site, problems } = folder.library()
      return {
        articles: articles.map(({ readBody, readFields, hash, ...rest }) => ({
          ...rest,
          fields: readFields?.(),
        })),
        sections,
        settings: [...site.sections],
        problems,
        media: [...folder.media()],
      }
    })
    expect(decomposed).toEqual(composed)
    expect(composed!.articles[1]).toMatchObject({
      id: `${PREFIX}caf%C3%A9/%C3%A9t%C3%A9`,
      language: 'fr',
      image: { url: expect.stringContaining('fa%C3%A7ade') },
    })
  })

  it('side by side are a duplicate', () => {
    const text = article({ title: 'A', date: '2025-01-01' })
    const directory = makeFolder({
      '_index.md': INDEX,
      ['é.md'.normalize('NFC')]: text,
      ['é.md'.normalize('NFD')]: text,
    })
    const { articles, problems } = openFolder(directory, { defaultUrl: 'http://localhost/' }).library()
    expect(articles).toHaveLength(1)
    expect(problems.map(({ code }) => code)).toEqual(['duplicate'])
  })

  it('have their files beside them at one address', async () => {
    for (const form of ['NFC', 'NFD'] as const) {
      const folder = openFolder(files(form), { defaultUrl: 'http://localhost/' })
      const found = createFolderPublication(folder, '1').find('caf%C3%A9/fa%C3%A7ade.png', NOW)
      expect(found).toMatchObject({ kind: 'media', length: 1 })
      expect(await new Response(await (found as Document).read()).text()).toBe('x')
    }
  })
})
