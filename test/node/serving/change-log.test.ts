import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createChangeLog } from '../../../src/node/serving/change-log.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 6, 1, 12, 0)
const HOUR = 3_600_000
const DAY = '2026-06-01'

/** Opens a folder at NOW; `edit` changes it and returns what is told of that, at NOW or later. */
function follow(files: Record<string, string>) {
  const directory = makeFolder({ '_index.md': '---\ntimezone: Europe/Paris\n---\n', ...files })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const log = createChangeLog()
  expect(log.note(folder.library(), NOW)).toEqual([])
  return {
    directory,
    async readDurations() {
      await folder.readDurations()
      return log.note(folder.library(), NOW)
    },
    async edit(change: () => void, now = NOW) {
      change()
      await folder.apply()
      return log.note(folder.library(), now)
    },
    write: (more: Record<string, string>) => () => writeFiles(directory, more),
  }
}

describe('the log of changes', () => {
  it('tells of articles that are added, with what they have become', async () => {
    const { edit, write } = follow({})
    const files = {
      'a.md': article({ title: 'A', date: DAY }),
      'b.md': article({ title: 'B', date: '2026-12-07 08:00' }),
      'c.md': article({ title: 'C', date: DAY, draft: 'true' }),
    }
    expect(await edit(write(files))).toEqual([
      'a.md: added “A”',
      'b.md: added “B”, scheduled until 2026-12-07 08:00 Europe/Paris',
      'c.md: added “C”, hidden: draft',
    ])
    expect(await edit(() => {})).toEqual([])
  })

  it('tells of a new article that is too old for the feed', async () => {
    const { directory, edit, write } = follow({
      '_index.md': '---\ntimezone: Europe/Paris\nfeedLimit: 2\n---\n',
      'a.md': article({ title: 'A', date: '2026-01-02' }),
      'b.md': article({ title: 'B', date: '2026-01-03', draft: 'true' }),
      'c.md': article({ title: 'C', date: '2026-01-04' }),
    })
    const draft = article({ title: 'Draft', date: '2026-01-01', draft: 'true' })
    expect(await edit(write({ 'draft.md': draft }))).toEqual(['draft.md: added “Draft”, hidden: draft'])
    const where = 'too old for the feed, so in the archive alone'
    expect(await edit(write({ 'draft.md': draft.replace('draft: true\n', '') }))).toEqual([
      `draft.md: released “Draft”, ${where}`,
    ])
    expect(await edit(write({ 'old.md': article({ title: 'Old', date: '2025-01-01' }) }))).toEqual([
      `old.md: added “Old”, ${where}`,
    ])
    const unlisted = article({ title: 'Unlisted', date: '2024-01-01', feed: 'false' })
    expect(await edit(write({ 'unlisted.md': unlisted }))).toEqual(['unlisted.md: added “Unlisted”'])
    expect(await edit(() => renameSync(join(directory, 'old.md'), join(directory, 'older.md')))).toEqual([
      'older.md: moved from old.md “Old”',
    ])
    expect(await edit(write({ 'new.md': article({ title: 'New', date: '2026-01-05' }) }))).toEqual([
      'new.md: added “New”',
    ])
  })

  it('tells of edits, moves and removals', async () => {
    const { directory, edit, write } = follow({
      'a.md': article({ title: 'A', date: DAY }),
      'b.md': article({ title: 'B', date: DAY }),
      'c.md': article({ title: 'C', date: DAY }),
    })
    expect(await edit(write({ 'a.md': article({ title: 'A2', date: DAY }) }))).toEqual(['a.md: changed “A2”'])
    expect(await edit(() => renameSync(join(directory, 'b.md'), join(directory, 'd.md')))).toEqual([
      'd.md: moved from b.md “B”',
    ])
    expect(await edit(() => rmSync(join(directory, 'c.md')))).toEqual(['c.md: removed “C”'])
  })

  it('tells when an embargo lifts, and when an article expires, without an edit', async () => {
    const { edit } = follow({
      'a.md': article({ title: 'A', date: '2026-07-01 15:00' }),
      'b.md': article({ title: 'B', date: DAY, expires: '2026-07-01 15:00' }),
    })
    expect(await edit(() => {}, NOW + HOUR)).toEqual(['a.md: released “A”', 'b.md: expired “B”'])
  })

  it('tells that a draft is released, and an article withdrawn', async () => {
    const { edit, write } = follow({
      'a.md': article({ title: 'A', date: DAY, draft: 'true' }),
      'b.md': article({ title: 'B', date: DAY }),
    })
    const files = {
      'a.md': article({ title: 'A', date: DAY }),
      'b.md': article({ title: 'B', date: DAY, withdrawn: 'true' }),
    }
    expect(await edit(write(files))).toEqual(['a.md: released “A”', 'b.md: withdrawn “B”'])
  })

  it('tells that a broken article is mended, and leaves the fault to the message about it', async () => {
    const { edit, write } = follow({ 'a.md': article({ title: 'A', date: DAY }) })
    expect(await edit(write({ 'a.md': '---\ntitle: "A\n---\n', 'b.md': '---\ntitle: [b\n---\n' }))).toEqual(
      [],
    )
    const mended = { 'a.md': article({ title: 'A', date: DAY }), 'b.md': article({ title: 'B', date: DAY }) }
    expect(await edit(write(mended))).toEqual(['a.md: mended “A”', 'b.md: mended “B”'])
  })

  it('says nothing of a duration that is read from a sound after its episode is public', async () => {
    const { directory, edit, readDurations, write } = follow({})
    const sound = readFileSync(join(import.meta.dirname, '../../../articles/podcast/first-episode.mp3'))
    const episode = (title: string) => article({ title, date: DAY, enclosure: 'a.mp3' })
    const lines = await edit(() => {
      write({ 'a.md': episode('A') })()
      writeFileSync(join(directory, 'a.mp3'), sound)
    })
    expect(lines).toEqual(['a.md: added “A”'])
    expect(await readDurations()).toEqual([])
    expect(await edit(write({ 'a.md': episode('A2') }))).toEqual(['a.md: changed “A2”'])
    expect(await edit(() => appendFileSync(join(directory, 'a.mp3'), sound))).toEqual(['a.md: changed “A2”'])
    expect(await readDurations()).toEqual([])
  })

  it('counts what is more than a person writes at once, and prints nothing that a terminal obeys', async () => {
    const { edit, write } = follow({})
    const many = Array.from({ length: 25 }, (_, index) => [
      `${index + 10}.md`,
      article({ title: 'X', date: DAY }),
    ])
    const lines = await edit(write(Object.fromEntries(many)))
    expect(lines).toHaveLength(21)
    expect(lines[20]).toBe('… and 5 more files.')
    const hostile = '---\ntitle: "a\\u001b[2Jb\\u202Ec"\ndate: 2026-06-01\n---\n'
    expect((await edit(write({ 'z.md': hostile })))[0]).toMatch(/^z\.md: added “a[^\p{Cc}\u202E]*”$/u)
  })
})
