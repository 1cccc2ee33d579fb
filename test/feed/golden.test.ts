import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newsEntries, renderNewsSitemap } from '../../src/feed/documents/news-sitemap.ts'
import { createSitemap, renderSitemap } from '../../src/feed/documents/sitemap.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { ATOM } from '../../src/feed/formats/atom.ts'
import { NINJS } from '../../src/feed/formats/ninjs/ninjs.ts'
import { NINJS_1 } from '../../src/feed/formats/ninjs/ninjs-1.ts'
import { NINJS_2 } from '../../src/feed/formats/ninjs/ninjs-2.ts'
import { type FeedList, renderOpml } from '../../src/feed/formats/opml.ts'
import { RSS } from '../../src/feed/formats/rss.ts'
import { tombstonesOf } from '../../src/feed/tombstone.ts'
import { type Fixtures, NOW, readFixtures } from './fixtures.ts'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'golden')
const GOLDEN = join(import.meta.dirname, '..', 'golden')
const PATHS = ['', 'digest/', 'empty/'].flatMap((folder) =>
  ['feed.xml', 'atom.xml', 'feed.json'].map((file) => folder + file),
)
const ACCEPT = 'If the change is meant, accept it with `UPDATE_GOLDEN=1 npm test` and review the diff'

/** What is rendered of the same articles beside the feeds, by the name of its golden file. */
const OTHERS: Record<string, (fixtures: Fixtures) => string> = {
  'wire.json': (fixtures) => NINJS.render(withTombstones(fixtures)),
  'wire-1.json': (fixtures) => NINJS_1.render(withTombstones(fixtures)),
  'wire-2.json': (fixtures) => NINJS_2.render(withTombstones(fixtures)),
  'tombstones.xml': (fixtures) => ATOM.render({ ...withTombstones(fixtures), items: [] }),
  'sitemap.xml': ({ library }) => renderSitemap(createSitemap(library)(NOW)[0]!.entries),
  'news-sitemap.xml': ({ library }) =>
    renderNewsSitemap(library.site.settings.title, newsEntries(library, Date.UTC(2026, 2, 3))),
  'feeds.opml': ({ feedOf }) => renderOpml(listOf(feedOf(''), [feedOf('news'), feedOf('notes')])),
}

function render(path: string): string {
  const fixtures = readFixtures(FIXTURES)
  return OTHERS[path]?.(fixtures) ?? fixtures.editions.find(path, NOW)!.render()
}

function withTombstones({ library, feedOf }: Fixtures): Feed {
  return { ...feedOf(''), tombstones: tombstonesOf(library.articles, NOW), atomHasTombstones: true }
}

function listOf(site: Feed, sections: Feed[]): FeedList {
  const toListed = ({ title, description, language, homeUrl, folderUrl }: Feed) => {
    return { title, description, language, htmlUrl: homeUrl, xmlUrl: folderUrl + RSS.file, isRss: true }
  }
  const groups = [{ feeds: [toListed(site)] }, { title: 'Sections', feeds: sections.map(toListed) }]
  return { title: site.title, updated: site.updated, owner: site.authors[0], groups }
}

describe('golden documents', () => {
  it('come from articles without a mistake', () => {
    expect(readFixtures(FIXTURES).library.problems).toEqual([])
  })

  it.each([...PATHS, ...Object.keys(OTHERS)])('%s is as it was reviewed', (path) => {
    const document = render(path)
    const file = join(GOLDEN, path)
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, document)
    }
    expect(document, ACCEPT).toBe(readFileSync(file, 'utf8'))
  })
})

describe('the same input', () => {
  it('gives the same bytes twice', () => {
    const paths = [...PATHS, ...Object.keys(OTHERS)]
    expect(paths.map(render)).toEqual(paths.map(render))
  })

  it.each(['Asia/Kabul', 'America/Los_Angeles'])('gives the same bytes on a machine in %s', (TZ) => {
    const script = `
      import { NOW, readFixtures } from ${JSON.stringify(join(import.meta.dirname, 'fixtures.ts'))}
      const { editions } = readFixtures(${JSON.stringify(FIXTURES)})
      const documents = ${JSON.stringify(PATHS)}.map((path) => editions.find(path, NOW).render())
      process.stdout.write(JSON.stringify([new Date(0).getTimezoneOffset(), documents]))`
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--experimental-strip-types', '--input-type=module', '--eval', script],
      { env: { ...process.env, TZ, LC_ALL: 'fa_AF.UTF-8', NODE_OPTIONS: '' }, encoding: 'utf8' },
    )
    expect(stdout, stderr).not.toBe('')
    const [offset, documents] = JSON.parse(stdout) as [number, string[]]
    expect(offset, 'the zone is in force').not.toBe(0)
    expect(documents).toEqual(PATHS.map(render))
  })
})
