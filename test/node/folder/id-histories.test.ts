import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { isTrial } from '../../../src/content/library/ids/id-rules.ts'
import { isPublic } from '../../../src/content/library/visibility.ts'
import type { CachedArticles } from '../../../src/node/folder/cached-articles.ts'
import { type Folder, openFolder } from '../../../src/node/folder/folder.ts'
import { createRegisterFile } from '../../../src/node/register-file.ts'
import { applyOperation, createWorld, operations, settingsOf, sourceOf, type World } from '../../histories.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

/** The files of a world by path. */
function filesOf(world: World): Map<string, string> {
  const files = [...world.files].map(([path, file]): [string, string] => [path, sourceOf(file)])
  return new Map([...files, ['_index.md', settingsOf(world)]])
}

function write(directory: string, before: World | undefined, world: World): void {
  const old = before ? filesOf(before) : new Map<string, string>()
  const now = filesOf(world)
  for (const path of old.keys()) if (!now.has(path)) rmSync(join(directory, path))
  writeFiles(directory, Object.fromEntries([...now].filter(([path, text]) => old.get(path) !== text)))
}

/** The ids that are public, by article. */
function publicIds(folder: Folder, world: World): [key: number, id: string][] {
  const { site, articles } = folder.library()
  if (isTrial(site)) return []
  const keys = new Map([...world.files].map(([path, { key }]) => [path.normalize('NFC'), key]))
  return articles
    .filter((article) => isPublic(article, world.now))
    .map(({ path, id }) => [keys.get(path)!, id])
}

/** Plays a history on the disk: a restart with or without the cache, or a look of the running server, follows each step. */
async function play({
  seed,
  list,
}: {
  seed: number
  list: Parameters<typeof applyOperation>[1][]
}): Promise<void> {
  const site = makeFolder(seed === 2 ? { 'hugo.toml': 'baseURL = "https://hugo.example/"\n' } : {}, false)
  onTestFinished(() => rmSync(site, { recursive: true, force: true }))
  const directory = join(site, 'content')
  const known = new Map<number, string>()
  let world = createWorld(seed)
  write(directory, undefined, world)
  let cache: CachedArticles | undefined
  const open = () =>
    openFolder(directory, {
      defaultUrl: 'http://localhost/',
      version: '1',
      remembered: cache,
      ids: createRegisterFile(directory, join(site, 'ids.txt')),
    })
  let folder = open()
  for (const step of list) {
    const before = world
    const next = applyOperation(world, step)
    world = next.world
    write(directory, before, world)
    const how = step.picks[3]! % 3
    if (how === 0) await folder.apply()
    else {
      cache = how === 1 ? structuredClone(JSON.parse(JSON.stringify(folder.remember()))) : undefined
      folder = open()
    }
    if (folder.doubts().length > 0) {
      // Only settings are ever in doubt here: the author takes them back.
      write(directory, world, before)
      world = before
      if (how === 0) await folder.apply()
      else folder = open()
      expect(folder.doubts()).toEqual([])
    }
    folder.register(world.now)
    if (next.isOwnWord) known.clear()
    for (const [key, id] of publicIds(folder, world)) {
      expect(id).toBe(known.get(key) ?? id)
      known.set(key, id)
    }
    expect(new Set(known.values()).size).toBe(known.size)
  }
}

it('ids change only by the words of the author, over restarts, edits while the server runs, and with the cache', async () => {
  await fc.assert(fc.asyncProperty(operations(), play), { numRuns: 40 })
})
