import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { watchFolder } from '../../../src/node/folder/watch.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

async function follow(files: Record<string, string>, directory = makeFolder(files)) {
  const batches: (Set<string> | undefined)[] = []
  onTestFinished(
    watchFolder(
      directory,
      (paths) => batches.push(paths),
      (error) => expect.unreachable(error.message),
    ),
  )
  const told = async (check: (paths: Set<string> | undefined) => boolean) => {
    await eventually(() => expect(batches.some(check)).toBe(true))
    // Until what belongs to the same change has been told, too.
    await new Promise((resolve) => setTimeout(resolve, 30))
    batches.length = 0
  }
  await told((paths) => paths === undefined)
  return { directory, batches, told }
}

describe('a folder that is watched', () => {
  it('tells of every write, however soon it comes after another', async () => {
    const { directory, batches } = await follow({ 'a.md': '', 'news/b.md': '' })
    for (let write = 0; write < 10; write++) {
      batches.length = 0
      writeFileSync(join(directory, 'news/b.md'), `text ${write}`)
      await eventually(() => expect(batches.some((paths) => paths?.has('news/b.md'))).toBe(true))
    }
  })

  it('tells of what happens in folders that are made, renamed and made again', async () => {
    const { directory, told } = await follow({ 'a.md': '' })
    const anything = (paths: Set<string> | undefined) => paths === undefined
    mkdirSync(join(directory, 'new/deep'), { recursive: true })
    await told(anything)
    writeFileSync(join(directory, 'new/deep/b.md'), '')
    await told((paths) => paths?.has('new/deep/b.md') === true)
    renameSync(join(directory, 'new'), join(directory, 'newer'))
    await told(anything)
    writeFileSync(join(directory, 'newer/deep/b.md'), 'text')
    await told((paths) => paths?.has('newer/deep/b.md') === true)
    rmSync(join(directory, 'newer'), { recursive: true })
    await told(anything)
    mkdirSync(join(directory, 'newer'))
    await told(anything)
    writeFileSync(join(directory, 'newer/c.md'), '')
    await told((paths) => paths?.has('newer/c.md') === true)
  })

  it('tells of a file elsewhere in the repository that a link leads to', async () => {
    const { directory, told } = await follow(
      {},
      join(makeFolder({ '.git/x': '', 'e/a.md': '', 'posts/b.md': '' }), 'posts'),
    )
    const elsewhere = join(directory, '../e')
    symlinkSync(join(elsewhere, 'a.md'), join(directory, 'a.md'))
    await told((paths) => paths === undefined)
    for (const text of ['once', 'twice']) {
      writeFileSync(join(elsewhere, 'a.md'), text)
      await told((paths) => paths === undefined)
    }
  })

  it('tells when what a link leads to comes, goes and comes again', async () => {
    const { directory, told } = await follow(
      {},
      join(makeFolder({ '.git/x': '', 'e/x.md': '', 'posts/b.md': '' }), 'posts'),
    )
    const elsewhere = join(directory, '../e')
    for (const [folder, name] of [
      [elsewhere, 'a.md'],
      [directory, 'a.png'],
    ] as const) {
      symlinkSync(join(folder, name), join(directory, `link-${name}`))
      await told((paths) => paths === undefined)
      for (const text of ['once', 'twice']) {
        writeFileSync(join(folder, name), text)
        await told((paths) => paths === undefined)
        rmSync(join(folder, name))
        await told((paths) => paths === undefined)
      }
    }
  })

  it('tells of edits at any depth in a folder that a link leads to, under the name of the link', async () => {
    const { directory, told } = await follow(
      {},
      join(makeFolder({ '.git/x': '', 'e/deep/a.md': '', 'posts/b.md': '' }), 'posts'),
    )
    const elsewhere = join(directory, '../e')
    symlinkSync('../e', join(directory, 'news'))
    symlinkSync('../e/deep', join(directory, 'other'))
    symlinkSync('..', join(elsewhere, 'deep/round'))
    await told((paths) => paths === undefined)
    for (const text of ['once', 'twice']) {
      writeFileSync(join(elsewhere, 'deep/a.md'), text)
      await told((paths) => paths?.has('news/deep/a.md') === true)
    }
    mkdirSync(join(elsewhere, 'deep/deeper'))
    await told((paths) => paths === undefined)
    writeFileSync(join(elsewhere, 'deep/deeper/c.md'), 'text')
    await told((paths) => paths?.has('news/deep/deeper/c.md') === true)
    rmSync(join(directory, 'news'))
    await told((paths) => paths === undefined)
    writeFileSync(join(elsewhere, 'deep/deeper/c.md'), 'more')
    await told((paths) => paths?.has('other/deeper/c.md') === true)
  })

  it('tells of edits after the folder that a link leads to is removed, moved, and made again', async () => {
    const { directory, told } = await follow(
      {},
      join(makeFolder({ '.git/x': '', 'r1/a.md': '', 'r2/a.md': '', 'posts/b.md': '' }), 'posts'),
    )
    const top = join(directory, '..')
    symlinkSync('r1', join(top, 'current'))
    symlinkSync('../current', join(directory, 'news'))
    const edited = async (release: string) => {
      await told((paths) => paths === undefined)
      writeFileSync(join(top, release, 'a.md'), 'text')
      await told((paths) => paths?.has('news/a.md') === true)
    }
    await edited('r1')
    for (const release of ['r2', 'r1']) {
      symlinkSync(release, join(top, 'next'))
      renameSync(join(top, 'next'), join(top, 'current'))
      await edited(release)
    }
    renameSync(join(top, 'r1'), join(top, 'away'))
    await told((paths) => paths === undefined)
    renameSync(join(top, 'away'), join(top, 'r1'))
    await edited('r1')
    rmSync(join(top, 'r1'), { recursive: true })
    await told((paths) => paths === undefined)
    mkdirSync(join(top, 'r1'))
    await edited('r1')
  })

  it('is silent about a folder outside that a link leads to', async () => {
    const elsewhere = makeFolder({ 'deep/a.md': '' })
    const { directory, batches, told } = await follow({ 'b.md': '' })
    symlinkSync(elsewhere, join(directory, 'out'))
    await told((paths) => paths === undefined)
    writeFileSync(join(elsewhere, 'deep/a.md'), 'text')
    writeFileSync(join(elsewhere, 'new.md'), 'text')
    writeFileSync(join(directory, 'b.md'), 'text')
    await eventually(() => expect(batches.length).toBeGreaterThan(0))
    expect(batches).toEqual(batches.map(() => new Set(['b.md'])))
  })

  it('is silent about what a link out of the folder leads to', async () => {
    const elsewhere = makeFolder({ 'a.md': '' })
    const { directory, batches, told } = await follow({ 'b.md': '' })
    symlinkSync(join(elsewhere, 'a.md'), join(directory, 'a.md'))
    symlinkSync(join(elsewhere, 'new.md'), join(directory, 'c.md'))
    await told((paths) => paths === undefined)
    for (const name of ['a.md', 'new.md']) writeFileSync(join(elsewhere, name), 'text')
    writeFileSync(join(directory, 'b.md'), 'text')
    await eventually(() => expect(batches.length).toBeGreaterThan(0))
    expect(batches).toEqual(batches.map(() => new Set(['b.md'])))
  })

  it('does not mind a link that leads nowhere, or to itself', async () => {
    const { directory, told } = await follow({ 'a.md': '' })
    for (const target of ['nowhere', 'link.md']) {
      symlinkSync(target, join(directory, 'link.md'))
      await told((paths) => paths === undefined)
      rmSync(join(directory, 'link.md'))
    }
  })

  it('is silent about dot files and node_modules', async () => {
    const { directory, batches, told } = await follow({ 'a.md': '', '.git/x': '', 'node_modules/x.md': '' })
    for (const path of ['.git/x', 'node_modules/x.md', '.a.md.swp'])
      writeFileSync(join(directory, path), 'text')
    writeFileSync(join(directory, 'a.md'), 'text')
    const seen = eventually(() => expect(batches.length).toBeGreaterThan(0))
    await seen
    expect(batches).toEqual(batches.map(() => new Set(['a.md'])))
    await told(() => true)
  })

  const anything = (paths: Set<string> | undefined) => paths === undefined

  it('tells of edits in the folder that a link is turned to', async () => {
    const releases = makeFolder({ 'r1/articles/a.md': '', 'r2/articles/a.md': '' })
    symlinkSync('r1', join(releases, 'current'))
    for (const path of ['current', 'current/articles']) {
      const { directory, told } = await follow({}, join(releases, path))
      for (const release of ['r2', 'r1', 'r2', 'r1']) {
        symlinkSync(release, join(releases, 'next'))
        renameSync(join(releases, 'next'), join(releases, 'current'))
        await told(anything)
        writeFileSync(join(releases, release, 'articles/a.md'), 'text')
        await told((paths) => paths?.has(path === 'current' ? 'articles/a.md' : 'a.md') === true)
      }
      expect(directory).toBe(join(releases, path))
    }
  })

  it('tells of edits after the folder is moved away and back, and after it is removed and written again', async () => {
    const directory = join(makeFolder({ 'site/a.md': '' }), 'site')
    const { told } = await follow({}, directory)
    renameSync(directory, `${directory}.old`)
    await told(anything)
    renameSync(`${directory}.old`, directory)
    await told(anything)
    writeFileSync(join(directory, 'a.md'), 'text')
    await told((paths) => paths?.has('a.md') === true)
    rmSync(directory, { recursive: true })
    await told(anything)
    mkdirSync(directory)
    await told(anything)
    writeFileSync(join(directory, 'b.md'), 'text')
    await told((paths) => paths?.has('b.md') === true)
  })

  it('follows a folder that comes late', async () => {
    const directory = join(makeFolder({}), 'mount')
    const { told } = await follow({}, directory)
    mkdirSync(directory)
    await told(anything)
    writeFileSync(join(directory, 'a.md'), 'text')
    await told((paths) => paths?.has('a.md') === true)
  })

  it('goes on after a folder is replaced by a file of its name, and that by a folder', async () => {
    const { directory, told } = await follow({ 'news/world/a.md': '' })
    for (let round = 0; round < 3; round++) {
      rmSync(join(directory, 'news'), { recursive: true })
      writeFileSync(join(directory, 'news'), 'a file')
      await told(anything)
      rmSync(join(directory, 'news'))
      mkdirSync(join(directory, 'news/world'), { recursive: true })
      await told(anything)
      writeFileSync(join(directory, 'news/world/b.md'), 'text')
      await told((paths) => paths?.has('news/world/b.md') === true)
    }
  })

  it('looks at the whole folder at times, for what the system does not report', async () => {
    let looks = 0
    onTestFinished(
      watchFolder(
        makeFolder({ 'a.md': '' }),
        () => looks++,
        () => {},
        20,
      ),
    )
    await eventually(() => expect(looks).toBeGreaterThan(3))
  })
})
