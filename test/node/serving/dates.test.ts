import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createDates, type DateRow } from '../../../src/node/serving/dates.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, setTimes, writeFiles } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 10, 12)
const SECOND = 1000
const DAY = 86_400_000

const day = (number: number, title = `A${number}`) => ({
  [`a${number}.md`]: article({ title, date: `2025-01-${10 + number}` }),
})

/** A folder that was written at `written`, and a function that starts to serve it. */
function site(written = NOW - DAY) {
  const settings = { '_index.md': '---\nidPrefix: "tag:example.org,2026:"\nfeedLimit: 2\n---\n' }
  const directory = makeFolder(Object.assign(settings, ...[0, 1, 2, 3, 4].map((number) => day(number))))
  setTimes(directory, new Date(written))
  let rows: DateRow[] = []
  const start = (time = NOW) => {
    let now = time
    const folder = openFolder(directory, { defaultUrl: 'https://example.org/' })
    const dates = createDates(rows)
    const publication = createFolderPublication(folder, 'test', undefined, dates)
    const app = createApp({ publication, now: () => now })
    return {
      async ask(path: string) {
        const { status, headers } = await app.request(path)
        return [status, headers.get('etag'), headers.get('last-modified')]
      },
      async edit(files: Record<string, string>, at: number) {
        writeFiles(directory, files)
        setTimes(directory, new Date(at))
        await folder.apply()
        now = Math.max(now, at)
      },
      async remove(name: string) {
        rmSync(join(directory, name))
        await folder.apply()
      },
      hasNews: dates.hasNews,
      stop() {
        rows = JSON.parse(JSON.stringify(dates.rows(publication.served(now), now)))
      },
    }
  }
  return { directory, paths: () => rows.map(([path]) => path).sort(), start }
}

const instantOf = (answer: unknown[]) => Date.parse(answer[2] as string)

describe('Last-Modified over a restart', () => {
  it('stays where two changes fell within a second', async () => {
    const { start } = site()
    const before = start()
    await before.ask('/feed.xml')
    for (const title of ['B', 'C']) {
      await before.edit(day(4, title), NOW)
      await before.ask('/feed.xml')
    }
    const [, etag, date] = await before.ask('/feed.xml')
    expect(date, 'is not said before it has come').toBeNull()
    before.stop()
    expect(await start(NOW + SECOND).ask('/feed.xml')).toEqual([
      200,
      etag,
      new Date(NOW + SECOND).toUTCString(),
    ])
  })

  it('stays where another article was added, of archives and of the documents of single articles', async () => {
    const { start } = site()
    const before = start()
    const paths = ['/archive/1/feed.xml', '/archive/1/feed.json', '/wire/a0.json']
    const answers = await Promise.all(paths.map(before.ask))
    await before.edit(day(5), NOW)
    expect(await Promise.all(paths.map(before.ask))).toEqual(answers)
    before.stop()
    expect(await Promise.all(paths.map(start().ask))).toEqual(answers)
  })

  it('moves on where another version has an older file', async () => {
    const { start } = site()
    const before = start()
    const [, etag, date] = await before.ask('/feed.xml')
    before.stop()
    const after = start()
    await after.edit(day(4, 'Restored'), NOW - 30 * DAY)
    const answer = await after.ask('/feed.xml')
    expect(answer[1]).not.toBe(etag)
    expect(instantOf(answer)).toBe(Date.parse(date as string) + SECOND)
    after.stop()
    expect(await start().ask('/feed.xml')).toEqual(answer)
  })

  it('moves on where a document was gone and comes back with an older file', async () => {
    const { directory, start } = site()
    const before = start()
    const [, , date] = await before.ask('/wire/a4.json')
    await before.remove('a4.md')
    await before.ask('/feed.xml')
    before.stop()
    writeFiles(directory, day(4, 'Restored'))
    setTimes(directory, new Date(NOW - 30 * DAY))
    const after = start(NOW + DAY)
    expect(instantOf(await after.ask('/wire/a4.json'))).toBeGreaterThan(Date.parse(date as string))
    after.stop()
    expect(instantOf(await start(NOW + DAY).ask('/wire/a4.json'))).toBeGreaterThan(Date.parse(date as string))
  })

  it('does not believe a clock that was ahead', async () => {
    const { start } = site()
    const before = start(NOW + 500 * DAY)
    await before.edit(day(4, 'B'), NOW + 500 * DAY)
    await before.ask('/feed.xml')
    before.stop()
    const after = start()
    await after.edit(day(4, 'B'), NOW)
    expect(instantOf(await after.ask('/feed.xml'))).toBe(NOW)
  })
})

describe('the rows of dates', () => {
  it('have no news when no new version was requested', async () => {
    const { start } = site()
    const idle = start()
    expect(idle.hasNews()).toBe(false)
    idle.stop()
    const first = start()
    await first.ask('/feed.xml')
    expect(first.hasNews()).toBe(true)
    first.stop()
    expect(first.hasNews()).toBe(false)
    const second = start()
    await second.ask('/feed.xml')
    expect(second.hasNews()).toBe(false)
  })

  it('outlive a restart without requests', async () => {
    const { paths, start } = site()
    const before = start()
    await before.ask('/feed.xml')
    before.stop()
    start().stop()
    expect(paths()).toEqual(['feed.xml'])
  })

  it('leave out only documents that were not requested in a month', async () => {
    const { paths, start } = site()
    const before = start()
    for (const path of ['/feed.xml', '/archive/1/atom.xml', '/wire/a4.json', '/sitemap.xml'])
      expect((await before.ask(path))[0]).toBe(200)
    before.stop()
    const after = start(NOW + 20 * DAY)
    await after.remove('a4.md')
    await after.ask('/archive/1/atom.xml')
    after.stop()
    expect(paths()).toEqual(['archive/1/atom.xml', 'feed.xml', 'sitemap.xml', 'wire/a4.json'])
    const later = start(NOW + 30 * DAY)
    await later.ask('/feed.xml')
    later.stop()
    expect(paths()).toEqual(['archive/1/atom.xml', 'feed.xml'])
  })

  it('keep a document that is served all the time, though its date was looked up long ago', () => {
    const dates = createDates()
    dates.find({ path: 'feed.xml', version: 'a', lastModified: NOW }, NOW)
    expect(dates.rows(['feed.xml'], NOW + 90 * DAY)).toHaveLength(1)
    expect(dates.rows([], NOW + 90 * DAY)).toHaveLength(1)
    expect(dates.rows([], NOW + 120 * DAY)).toHaveLength(0)
  })

  it.each([[1e300], [-1], [NOW + DAY]])('does not count where the date cannot be: %s', (date) => {
    const dates = createDates([['feed.xml', 'a', date, NOW]])
    expect(dates.find({ path: 'feed.xml', version: 'a', lastModified: NOW + 1 }, NOW)).toBe(NOW)
  })
})
