import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openServedFolder } from '../../../src/node/serving/served-folder.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

function mount(place: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0
}

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'wireroom-mount-'))
  const isMounted = mount(place) && spawnSync('umount', [place]).status === 0
  rmSync(place, { recursive: true })
  return isMounted
}

const dated = (title: string) => article({ title, date: '2025-01-01' }, 'Text.')

it.skipIf(!canMount()).each(['', 'news'])(
  'the look at the whole folder finds what is mounted over the folder "%s", edits there, and what was covered',
  async (name) => {
    const articles = join(makeFolder({}), 'articles')
    const place = join(articles, name)
    mkdirSync(join(articles, 'news'), { recursive: true })
    writeFiles(articles, { 'news/old.md': dated('Old') })
    const folder = openServedFolder(articles, {
      version: 'test',
      defaultUrl: 'http://localhost/',
      now: Date.now,
      lookMilliseconds: 100,
      log: () => {},
    })
    onTestFinished(folder.follow())
    const titles = () => folder.library().articles.map(({ title }) => title)
    expect(titles()).toEqual(['Old'])
    expect(mount(place)).toBe(true)
    onTestFinished(() => void spawnSync('umount', ['-l', place]))
    writeFiles(place, { 'new.md': dated('New') })
    await eventually(() => expect(titles()).toEqual(['New']))
    for (const title of ['First edit', 'Second edit']) {
      writeFiles(place, { 'new.md': dated(title) })
      await eventually(() => expect(titles()).toEqual([title]))
    }
    spawnSync('umount', ['-l', place])
    await eventually(() => expect(titles()).toEqual(['Old']))
    writeFiles(articles, { 'news/old.md': dated('Old, edited') })
    await eventually(() => expect(titles()).toEqual(['Old, edited']))
  },
)
