import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { Article } from '../../../src/content/article/article.ts'
import { type Folder, openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { openServedFolder } from '../../../src/node/serving/served-folder.ts'
import { isDocument, type Publication } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import type { Faults, Operation } from './faulty-fs.ts'

const { faults } = vi.hoisted(() => ({ faults: new Map() as Faults }))
vi.mock('node:fs', async (importReal) => {
  const real = await importReal<typeof import('node:fs')>()
  const faulty = (await import('./faulty-fs.ts')).withFaults(real, faults)
  return { ...faulty, default: faulty }
})

/** The real one, by which the test edits the folder. */
const real = await vi.importActual<typeof import('node:fs')>('node:fs')
const { tmpdir } = await vi.importActual<typeof import('node:os')>('node:os')

const OPTIONS = { defaultUrl: 'http://localhost/', siteUrl: 'https://example.org/' }
const NOW = Date.UTC(2026, 0, 1)
const ROUNDS = Number(process.env.ROUNDS ?? 300)
const SERVED_ROUNDS = Math.ceil(ROUNDS / 60)
const SEED = Number(process.env.SEED ?? 2026)

/** A GIF of one pixel by one, and one of two by two. */
const PICTURES = ['R0lGODlhAQABAAAAACw=', 'R0lGODlhAgACAAAAACw='].map((text) => Buffer.from(text, 'base64'))

const ARTICLES = ['a.md', 'b.md', 'news/a.md', 'news/world/c.md', 'news/naïve.md']
const FOLDERS = ['news', 'news/world']
/** In a folder that a link leads to. */
const LINKED = ['linked/a.md', 'linked/deep/b.md']
const PATHS = [...ARTICLES, ...LINKED, 'news/_index.md', 'p.gif', 'news/p.gif']
const CODES = ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'EPERM', 'ENOENT', 'ENOTDIR']
/** They say that there is nothing, so that an article may go. */
const SAY_GONE = new Set(['ENOENT', 'ENOTDIR'])

type Step =
  | { kind: 'edit'; path: string; text: string | Buffer }
  | { kind: 'cut'; path: string; share: number }
  | { kind: 'delete'; path: string }
  | { kind: 'fault'; path: string; code: string; operations: Operation[] }
  | { kind: 'mend' }
  | { kind: 'away' | 'back' | 'copy' | 'link' }
  | { kind: 'file'; path: string }
type Round = { steps: { step: Step; named: boolean }[] }

const anyText = fc
  .record({
    title: fc.constantFrom('A', 'B', 'A longer title'),
    date: fc.constantFrom('2025-01-01', '2025-02-02', '2025-03-03'),
    image: fc.constantFrom('p.gif', 'missing.gif'),
    tags: fc.constantFrom('[x]', '[x, y]'),
    body: fc.constantFrom('Text.', 'See [b](../b.md), ![](p.gif).', 'Long. '.repeat(50)),
  })
  .map(({ body, ...fields }) => article(fields, body))
const anyEdit: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    path: fc.constantFrom(...ARTICLES, ...LINKED),
    text: anyText,
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    path: fc.constantFrom('p.gif', 'news/p.gif'),
    text: fc.constantFrom(...PICTURES),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    path: fc.constant('news/_index.md'),
    text: fc.constantFrom('---\ntitle: News\n---\n', '---\ntitle: Other\nlanguage: fr\n---\n'),
  }),
)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: anyEdit },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      path: fc.constantFrom(...ARTICLES),
      share: fc.double({ min: 0, max: 0.9, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), path: fc.constantFrom(...PATHS) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      path: fc.constantFrom('', ...FOLDERS, 'linked', 'linked/deep', ...PATHS),
      code: fc.constantFrom(...CODES),
      operations: fc.subarray<Operation>(['look', 'list', 'open'], { minLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'mend' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>({ kind: 'away' }, { kind: 'back' }, { kind: 'copy' }, { kind: 'link' }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('file' as const), path: fc.constantFrom(...FOLDERS) }),
  },
)
const anyRound: fc.Arbitrary<Round> = fc.record({
  steps: fc.array(fc.record({ step: anyStep, named: fc.boolean() }), { minLength: 4, maxLength: 14 }),
})

/** A folder on disk, which is a link so that it can be swapped, and what is to be in it. */
function createDisk() {
  const top = real.realpathSync(real.mkdtempSync(join(tmpdir(), 'wireroom-faults-')))
  const root = join(top, 'articles')
  const away = join(top, 'away')
  const texts = new Map<string, string | Buffer>()
  const cut = new Set<string>()
  let copies = 0
  let writes = 0
  for (const folder of [root, join(top, '.git'), join(top, 'elsewhere')]) real.mkdirSync(folder)
  real.symlinkSync('../elsewhere', join(root, 'linked'))
  for (const path of PATHS)
    put(
      path,
      path.endsWith('.md') ? article({ title: path, date: '2025-01-01', image: 'p.gif' }) : PICTURES[0]!,
    )
  put('news/_index.md', '---\ntitle: News\n---\n')
  return { root, texts, cut, take, restore, remove }

  function remove(): void {
    faults.clear()
    real.rmSync(top, { recursive: true, force: true })
  }

  function put(path: string, text: string | Buffer): void {
    texts.set(path, text)
    cut.delete(path)
    write(path, text)
  }

  function write(path: string, text: string | Buffer): void {
    if (!real.existsSync(root)) return
    const folder = join(root, path, '..')
    if (real.statSync(folder, { throwIfNoEntry: false })?.isFile()) real.rmSync(folder)
    if (!folder.startsWith(root)) return
    real.mkdirSync(folder, { recursive: true })
    real.writeFileSync(join(root, path), text)
    // Two pictures of one size within a millisecond are the same for all that a scan can tell.
    const time = 1.7e9 + writes++
    real.utimesSync(join(root, path), time, time)
  }

  /** The paths that a watch would name. */
  function take(step: Step): string[] {
    if (!real.existsSync(root) && step.kind !== 'back' && step.kind !== 'fault' && step.kind !== 'mend')
      return []
    switch (step.kind) {
      case 'edit':
        ensureFolders(step.path)
        put(step.path, step.text)
        return [step.path]
      case 'cut': {
        const text = texts.get(step.path)
        if (text === undefined || !real.existsSync(join(root, step.path))) return []
        cut.add(step.path)
        write(step.path, String(text).slice(0, Math.floor(headerOf(String(text)) * step.share)))
        return [step.path]
      }
      case 'delete':
        if (real.existsSync(join(root, step.path))) real.rmSync(join(root, step.path))
        texts.delete(step.path)
        cut.delete(step.path)
        return [step.path]
      case 'fault':
        faults.set(join(root, step.path), { code: step.code, operations: new Set(step.operations) })
        return step.path === '' ? [] : [step.path]
      case 'mend':
        faults.clear()
        return []
      case 'away':
        real.renameSync(root, away)
        return []
      case 'back':
        if (real.existsSync(away) && !real.existsSync(root)) real.renameSync(away, root)
        return []
      case 'copy':
      case 'link': {
        const copy = join(top, `copy-${copies++}`)
        real.cpSync(`${root}/.`, copy, { recursive: true })
        real.rmSync(root, { recursive: true })
        if (step.kind === 'copy') real.renameSync(copy, root)
        else real.symlinkSync(copy, root)
        return []
      }
      case 'file':
        for (const path of [...texts.keys()])
          if (path.startsWith(`${step.path}/`)) {
            texts.delete(path)
            cut.delete(path)
          }
        real.rmSync(join(root, step.path), { recursive: true, force: true })
        if (
          real.existsSync(join(root, step.path, '..')) &&
          real.statSync(join(root, step.path, '..')).isDirectory()
        )
          real.writeFileSync(join(root, step.path), '')
        return [step.path]
    }
  }

  /** Where a file has taken the place of a folder, the folder comes back. */
  function ensureFolders(path: string): void {
    for (const folder of FOLDERS)
      if (
        path.startsWith(`${folder}/`) &&
        real.statSync(join(root, folder), { throwIfNoEntry: false })?.isFile()
      )
        real.rmSync(join(root, folder))
  }

  /** Ends every fault, and writes what is half-written to its end. */
  function restore(): void {
    faults.clear()
    take({ kind: 'back' })
    for (const path of [...cut]) put(path, texts.get(path)!)
  }
}

/** The characters of the front matter; a file that is cut in its body is complete for all that anybody knows. */
function headerOf(text: string): number {
  return text.indexOf('---', 3)
}

/** Whether a fault stands in the way to a path that says that nothing is there. */
function saysGone(root: string, path: string): boolean {
  return [...faults].some(
    ([place, { code }]) =>
      isAt(join(root, path), place) &&
      // A link that leads to itself leads to nothing.
      (SAY_GONE.has(code) || (code === 'ELOOP' && place === join(root, 'linked'))),
  )
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}

const pathsOf = (folder: Folder) => new Set(folder.library().articles.map(({ path }) => path))
const withoutBody = ({ readBody: _, readFields, ...rest }: Article) => ({ ...rest, fields: readFields?.() })

/** All that is published of a folder. */
async function publishedBy(folder: Folder) {
  const { articles, problems, sections } = folder.library()
  const publication = createFolderPublication(folder, 'test')
  const feeds: Record<string, string> = {}
  for (const path of ['feed.xml', 'atom.xml', 'feed.json', 'news/feed.xml', 'sitemap.xml', 'feeds.opml']) {
    const found = await publication.find(path, NOW)
    feeds[path] = isDocument(found) ? new TextDecoder().decode((await found.read()) as Uint8Array) : 'nothing'
  }
  return {
    articles: articles.map(withoutBody),
    bodies: articles.map((one) => one.readBody()),
    problems: problems.map((problem) => JSON.stringify(problem)).sort(),
    sections,
    feeds,
  }
}

async function play({ steps }: Round): Promise<void> {
  const disk = createDisk()
  const { root, texts, cut } = disk
  try {
    const folder = openFolder(root, OPTIONS)
    let published = pathsOf(folder)
    for (const { step, named } of steps) {
      const paths = disk.take(step)
      const isNamed = named && !['away', 'back', 'copy', 'link', 'mend'].includes(step.kind)
      await folder.apply(isNamed ? paths : undefined)
      const now = pathsOf(folder)
      for (const path of published)
        if (texts.has(path) && !saysGone(root, path))
          expect(now.has(path), `${path} stays after ${JSON.stringify(step)}`).toBe(true)
      // What can be read is published, whatever else cannot.
      for (const path of texts.keys())
        if (path.endsWith('.md') && !path.endsWith('_index.md') && !cut.has(path) && faults.size === 0)
          if (real.existsSync(root)) expect(now.has(path), `${path} is published`).toBe(true)
      published = now
    }
    disk.restore()
    await folder.apply()
    const fresh = await publishedBy(openFolder(root, OPTIONS))
    expect(await publishedBy(folder)).toEqual(fresh)
    const remembered = JSON.parse(JSON.stringify(folder.remember()))
    expect(await publishedBy(openFolder(root, { ...OPTIONS, remembered }))).toEqual(fresh)
  } finally {
    disk.remove()
  }
}

function playAll(round: (round: Round) => Promise<void>, numRuns: number): Promise<void> {
  return fc.assert(fc.asyncProperty(anyRound, round), {
    numRuns,
    seed: SEED,
    endOnFailure: !process.env.SHRINK,
  })
}

it('whatever fails in the file system, nothing published is lost, and afterwards all is as after a fresh start', async () => {
  await playAll(play, ROUNDS)
}, 3_600_000)

/** What a running server publishes. */
async function servedBy(publication: Publication) {
  const { articles, problems } = await publication.status(NOW)
  const feed = await publication.find('feed.json', NOW)
  const bytes = isDocument(feed) ? ((await feed.read()) as Uint8Array) : new Uint8Array()
  return {
    articles,
    problems: problems.map(({ code, path }) => `${path} ${code}`).sort(),
    feed: String(bytes),
  }
}

async function serve({ steps }: Round): Promise<void> {
  const disk = createDisk()
  const lines: string[] = []
  const open = (lookMilliseconds?: number) =>
    openServedFolder(disk.root, {
      ...OPTIONS,
      version: 'test',
      now: () => NOW,
      log: (line) => lines.push(line),
      lookMilliseconds,
    })
  const served = open(50)
  const stop = served.follow()
  try {
    for (const { step, named } of steps) {
      disk.take(step)
      // Some steps come while the one before is read, and some after.
      if (named) await new Promise((resolve) => setTimeout(resolve, 60))
      await servedBy(served.publication)
    }
    disk.restore()
    const fresh = await servedBy(open().publication)
    await eventually(async () => expect(await servedBy(served.publication)).toEqual(fresh))
    expect(lines.filter((line) => line.includes('cannot be watched'))).toEqual([])
  } finally {
    stop()
    disk.remove()
  }
}

it('a server that watches its folder through faults is in the end as after a fresh start', async () => {
  await playAll(serve, SERVED_ROUNDS)
}, 3_600_000)
