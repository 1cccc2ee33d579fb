import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createDates } from '../../../src/node/serving/dates.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { makeFolder, setTimes, writeFiles } from '../../make-folder.ts'
import { article } from '../../publication/fixtures.ts'

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
  const file = join(makeFolder({}), 'new/dates.json')
  const start = (time = NOW) => {
    let now = time
    const folder = openFolder(directory, { defaultUrl: 'https://example.org/' })
    const publication = createFolderPublication(folder, 'test', undefined, { dates: createDates(file) })
    const app = createApp({ publication, now: () => now })
    return {
      async ask(path: string) {
        const { status, headers } = await app.request(path)
        return [status, headers.get('etag'), headers.get('last-modified')]
      },
      edit(files: Record<string, string>, at: number) {
        writeFiles(directory, files)
        setTimes(directory, new Date(at))
        folder.refresh()
        now = Math.max(now, at)
      },
      remove(name: string) {
        rmSync(join(directory, name))
        folder.refresh()
      },
      stop: () => publication.save(now),
    }
  }
  return { directory, file, start }
}

const instantOf = (answer: unknown[]) => Date.parse(answer[2] as string)

describe('Last-Modified over a restart', () => {
  it('stays where two changes fell within a second', async () => {
    const { start } = site()
    const before = start()
    await before.ask('/feed.xml')
    for (const title of ['B', 'C']) {
      before.edit(day(4, title), NOW)
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
    before.edit(day(5), NOW)
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
    after.edit(day(4, 'Restored'), NOW - 30 * DAY)
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
    before.remove('a4.md')
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
    before.edit(day(4, 'B'), NOW + 500 * DAY)
    await before.ask('/feed.xml')
    before.stop()
    const after = start()
    after.edit(day(4, 'B'), NOW)
    expect(instantOf(await after.ask('/feed.xml'))).toBe(NOW)
  })
})

describe('the file of dates', () => {
  it('is written where something is new, and leaves nothing beside it', async () => {
    const { file, start } = site()
    const idle = start()
    idle.stop()
    expect(existsSync(file)).toBe(false)
    const first = start()
    await first.ask('/feed.xml')
    first.stop()
    expect(readdirSync(join(file, '..'))).toEqual(['dates.json'])
    const { ino } = statSync(file)
    const second = start()
    await second.ask('/feed.xml')
    second.stop()
    expect(statSync(file).ino).toBe(ino)
  })

  it('forgets documents that have not been there for a month, and those alone', async () => {
    const { file, start } = site()
    const before = start()
    for (const path of ['/feed.xml', '/archive/1/atom.xml', '/wire/a0.json', '/wire/a4.json', '/sitemap.xml'])
      expect((await before.ask(path))[0]).toBe(200)
    before.stop()
    const after = start()
    after.remove('a4.md')
    await after.ask('/feed.xml')
    after.stop()
    expect(readFileSync(file, 'utf8')).toContain('wire/a4.json')
    const later = start(NOW + 30 * DAY)
    later.edit(day(3, 'B'), NOW + 30 * DAY)
    await later.ask('/feed.xml')
    later.stop()
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain('wire/a4.json')
    for (const path of ['feed.xml', 'archive/1/atom.xml', 'wire/a0.json', 'sitemap.xml'])
      expect(text).toContain(`"${path}"`)
  })

  it('looks for thousands of documents little by little', () => {
    const dates = createDates(join(makeFolder({}), 'dates.json'))
    const find = (index: number) => dates.find(`${index}`, { version: 'a', lastModified: NOW }, NOW)
    for (let index = 0; index < 3000; index++) find(index)
    const asked: number[] = []
    let rounds = 0
    while (new Set(asked).size < 3000) {
      dates.save((path) => asked.push(Number(path)) > 0, NOW)
      expect(asked.length).toBeLessThanOrEqual(++rounds * 500)
      dates.find('0', { version: `${rounds}`, lastModified: NOW }, NOW)
    }
    expect(rounds).toBe(6)
  })

  it.each([
    '',
    'no JSON',
    'null',
    '{}',
    '["feed.xml","a",1]',
    '[null]',
    '[["feed.xml","a"]]',
    '[["feed.xml",null,1]]',
    '[["feed.xml","a","yesterday"]]',
    '[["feed.xml","a",1e300]]',
    '[["feed.xml","a",-1]]',
  ])('is nothing where it is broken: %s', (text) => {
    const file = join(makeFolder({ 'dates.json': text }), 'dates.json')
    const dates = createDates(file)
    expect(dates.find('feed.xml', { version: 'a', lastModified: NOW + 1 }, NOW)).toBe(NOW)
    dates.save(() => true, NOW)
    expect(createDates(file).find('feed.xml', { version: 'a', lastModified: 0 }, NOW)).toBe(NOW)
  })

  it('that cannot be written is no reason to stop', () => {
    const directory = makeFolder({ file: '' })
    mkdirSync(join(directory, 'dates.json'))
    for (const file of ['file/dates.json', 'dates.json']) {
      const dates = createDates(join(directory, file))
      dates.find('feed.xml', { version: 'a', lastModified: NOW }, NOW)
      dates.save(() => true, NOW)
      expect(dates.find('feed.xml', { version: 'b', lastModified: NOW }, NOW)).toBe(NOW + SECOND)
    }
  })
})
