import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { formatProblem } from '../../../src/content/problem.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { readText } from '../../../src/node/folder/read-text.ts'
import { createRegisterFile } from '../../../src/node/register-file.ts'
import { openServedFolder } from '../../../src/node/serving/served-folder.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

vi.mock('../../../src/node/folder/read-text.ts', { spy: true })

const PREFIX = 'tag:example.org,2026:'
const INDEX = `---\nurl: https://example.org/\nidPrefix: "${PREFIX}"\n---\n`
const NOW = Date.UTC(2025, 5, 1)

/** Starts a server's folder; the register's copy is a dot file. */
function start(directory: string, now = NOW) {
  const lines: string[] = []
  const options = { version: '1', defaultUrl: 'http://localhost:8787/', now: () => now }
  const copy = join(directory, '.ids-copy.txt')
  const served = openServedFolder(directory, { ...options, register: copy, log: (line) => lines.push(line) })
  return { ...served, log: lines, copy }
}

/** A folder whose articles have been registered as published, without a server. */
function register(files: Record<string, string>) {
  const directory = makeFolder({ '_index.md': INDEX, ...files })
  const folder = openFolder(directory, {
    defaultUrl: 'http://localhost/',
    ids: createRegisterFile(directory, undefined),
  })
  folder.register(NOW)
  return { directory, folder }
}

/** The ids by path, as a folder with its register gives them. */
function idsOf(directory: string): Record<string, string> {
  const folder = openFolder(directory, {
    defaultUrl: 'http://localhost/',
    ids: createRegisterFile(directory, join(directory, '.ids-copy.txt')),
  })
  return Object.fromEntries(folder.library().articles.map(({ path, id }) => [path, id]))
}

function refusal(directory: string): string {
  try {
    start(directory)
  } catch (error) {
    return (error as Error).message
  }
  return 'it starts'
}

const A = article({ title: 'A', date: '2025-01-01' }, 'The first.')
const B = article({ title: 'B', date: '2025-01-02' }, 'The second.')

describe('a start', () => {
  it.each([
    [
      'one quote is missing',
      `---\ntitle: "T\nidPrefix: "${PREFIX}"\n---\n`,
      '_index.md:2: error front-matter',
    ],
    ['`idPrefix` is misspelt', `---\nidPrefx: "${PREFIX}"\n---\n`, '_index.md:2: error ids-in-doubt'],
    [
      'letters of `idPrefix` are exchanged',
      `---\nidPrefxi: "${PREFIX}"\n---\n`,
      '_index.md:2: error ids-in-doubt',
    ],
    [
      '`idPrefix` has a letter too many',
      `---\nid_prefixx: "${PREFIX}"\n---\n`,
      '_index.md:2: error ids-in-doubt',
    ],
    ['`idPrefix` is in the plural', `---\nidprefixes: "${PREFIX}"\n---\n`, '_index.md:2: error ids-in-doubt'],
    [
      '`url` is misspelt',
      '---\ntitle: T\nurll: https://example.org/\n---\n',
      '_index.md:3: error ids-in-doubt',
    ],
    ['`generator` is misspelt', '---\ngenerater: hugo\n---\n', '_index.md:2: error ids-in-doubt'],
    ['`idPrefix` is wrong', '---\nidPrefix: example.org\n---\n', '_index.md:2: error setting'],
    ['`idPrefix` is blank', '---\ntitle: T\nidPrefix:\n---\n', '_index.md:3: error setting'],
    ['`ids` is wrong', '---\nids: tags\n---\n', '_index.md:2: error setting'],
    ['`url` is wrong', '---\nurl: example.org\n---\n', '_index.md:2: error setting'],
    ['`generator` is unknown', '---\ngenerator: hygo\n---\n', '_index.md:2: error setting'],
    [
      'permalinks are ids and wrong',
      '---\nids: permalink\npermalinks: x\n---\n',
      '_index.md:3: error setting',
    ],
    [
      'the first line of the front matter is broken',
      `--\nidPrefix: ${PREFIX}\n---\n`,
      '_index.md:1: error front-matter',
    ],
  ])('refuses where %s', (_, index, line) => {
    const message = refusal(makeFolder({ '_index.md': index, 'a.md': A }))
    expect(message).toContain(line)
    expect(message).toContain('Nothing is published')
  })

  it.each([
    ['the permalinks of ids made of paths', { '_index.md': INDEX.replace('---\n', '---\npermalinks: x\n') }],
    ['a section', { '_index.md': INDEX, 'news/_index.md': '---\ntitle: "x\n---\n' }],
    ['a title', { '_index.md': INDEX.replace('---\n', '---\nlanguage: nonsense\n') }],
    ['a key that is far from all others', { '_index.md': INDEX.replace('---\n', '---\nweather: fine\n') }],
  ])('goes on with a mistake in %s', (_, files) => {
    expect(refusal(makeFolder({ ...files, 'a.md': A }))).toBe('it starts')
  })

  it('refuses a mistake in a section whose permalinks are ids', () => {
    const files = { '_index.md': '---\nurl: https://example.org/\nids: permalink\n---\n', 'a.md': A }
    expect(refusal(makeFolder({ ...files, 'news/_index.md': '---\npermalinks: "x\n---\n' }))).toContain(
      'news/_index.md:2',
    )
  })

  it('refuses where the settings cannot be read', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    vi.mocked(readText).mockImplementationOnce(() => {
      throw Object.assign(new Error('denied'), { code: 'EACCES' })
    })
    expect(refusal(directory)).toContain('_index.md: error unreadable: The settings cannot be read (EACCES)')
  })

  it.each([
    ['hugo.toml', 'baseURL = "https://example.org/\n'],
    ['hugo.yaml', 'baseURL: "https://example.org/\n'],
    ['hugo.json', '{ "baseURL": '],
  ])("refuses where the generator's %s is broken", (name, text) => {
    const site = makeFolder({ [name]: text, 'content/posts/a.md': A })
    expect(refusal(join(site, 'content/posts'))).toContain(`../../${name}:`)
    // What it leaves out is not known, though the ids are.
    writeFiles(site, { 'content/posts/_index.md': INDEX })
    expect(refusal(join(site, 'content/posts'))).toContain(`../../${name}:`)
    writeFiles(site, { 'content/posts/_index.md': INDEX.replace('---\n', '---\ngenerator: none\n') })
    expect(refusal(join(site, 'content/posts'))).toBe('it starts')
  })

  it("refuses the sample's prefix in another publication", () => {
    const sample = '---\nidPrefix: "tag:wireroom.example,2026:"\n---\n'
    expect(refusal(makeFolder({ '_index.md': sample, 'a.md': A }))).toContain(
      'idPrefix: "tag:example.org,2026:"',
    )
    const withSample = { 'guides/settings.md': A }
    expect(refusal(makeFolder({ '_index.md': sample, ...withSample }))).toBe('it starts')
    const elsewhere = sample.replace('---\n', '---\nurl: https://mine.example/\n')
    expect(refusal(makeFolder({ '_index.md': elsewhere, ...withSample }))).toContain('_index.md:1')
    const ours = openFolder(join(import.meta.dirname, '../../../articles'), {
      defaultUrl: 'http://localhost/',
    })
    expect(ours.doubts()).toEqual([])
  })

  it('refuses where a prefix that articles were published with is gone, and names it', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    start(directory)
    writeFiles(directory, { '_index.md': '---\nurl: https://example.org/\n---\n' })
    expect(refusal(directory)).toContain(PREFIX)
    rmSync(join(directory, '_index.md'))
    expect(refusal(directory)).toContain(PREFIX)
  })

  it("refuses where a generator's site is gone that the ids came from", () => {
    const site = makeFolder({ 'hugo.toml': 'baseURL = "https://example.org/"\n', 'content/posts/a.md': A })
    const directory = join(site, 'content/posts')
    start(directory)
    rmSync(join(site, 'hugo.toml'))
    expect(refusal(directory)).toContain('generator')
  })

  it('refuses a copy of the register that a power cut has emptied', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    const { copy } = start(directory)
    writeFileSync(copy, '')
    expect(refusal(directory)).toContain(
      `${copy}: error ids-in-doubt: The register of published ids is empty`,
    )
    expect(readFileSync(copy, 'utf8')).toBe('')
    rmSync(copy)
    expect(refusal(directory)).toBe('it starts')
  })

  it.each([
    ['<<<<<<< HEAD', 'merge conflict'],
    ['tag:x\t2025', 'separated by tabs'],
  ])('refuses a register with the line %s', (line, message) => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A, '_ids.txt': `# ids: tag\n${line}\n` })
    expect(refusal(directory)).toMatch(new RegExp(`_ids\\.txt:2: error ids-in-doubt: .*${message}`))
  })
})

describe('a running server', () => {
  it('keeps its settings where an edit leaves ids in doubt', async () => {
    const { directory, folder } = register({ 'a.md': A })
    const ids = () => folder.library().articles.map(({ id }) => id)
    for (const index of [
      '---\nurl: https://example.org/\n---\n',
      INDEX.replace('idPrefix', 'idPrefx'),
      INDEX.replace('idPrefix: "', 'idPrefix: '),
    ]) {
      writeFiles(directory, { '_index.md': index })
      const problems = await folder.apply()
      expect(problems.map(({ severity }) => severity)).toContain('error')
      expect(ids()).toEqual([`${PREFIX}a`])
    }
    writeFiles(directory, { '_index.md': INDEX.replace('url', 'title: New\nurl') })
    expect(await folder.apply()).toEqual([])
    expect(folder.library().site.settings.title).toBe('New')
  })

  it('lets a renamed article keep its id, and says so', async () => {
    const { directory, folder } = register({ 'news/a.md': A, 'b.md': B })
    renameSync(join(directory, 'news/a.md'), join(directory, 'news/c.md'))
    // The two halves of a rename may be seen one after the other.
    expect(await folder.apply(['news/a.md'])).toEqual([])
    const said = await folder.apply(['news/c.md'])
    expect(said.map(formatProblem)).toEqual([
      `news/c.md:1: warning kept-id: This was news/a.md and keeps its id ${PREFIX}news/a. Write \`id: ${PREFIX}news/a\` into the file, so that the id does not depend on the register of published ids.`,
    ])
    expect(folder.library().articles.map(({ id }) => id)).toEqual([`${PREFIX}b`, `${PREFIX}news/a`])
    folder.register(NOW)
    writeFiles(directory, { 'news/c.md': A.replace('first', 'very first') })
    await folder.apply(['news/c.md'])
    expect(folder.library().articles.map(({ id }) => id)).toEqual([`${PREFIX}b`, `${PREFIX}news/a`])
    expect(folder.library().problems.some(({ message }) => message.startsWith('This was'))).toBe(false)
  })

  it('takes two articles that changed places for what they are', async () => {
    const { directory, folder } = register({ 'a.md': A, 'b.md': B })
    writeFiles(directory, { 'a.md': B, 'b.md': A })
    await folder.apply()
    expect(folder.library().articles.map(({ title, id }) => [title, id])).toEqual([
      ['B', `${PREFIX}b`],
      ['A', `${PREFIX}a`],
    ])
  })
})

describe('the register', () => {
  it('is plain text of what is public, and of nothing else', () => {
    const directory = makeFolder({
      '_index.md': INDEX,
      'a.md': A,
      'secret.md': article({ title: 'Secret', date: '2099-01-01' }),
      'draft.md': article({ title: 'Draft', date: '2025-01-01', draft: 'true' }),
    })
    const { copy } = start(directory)
    const lines = readFileSync(copy, 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('# ') || /^# ids?(?:Prefix)?:/.test(line))
    expect(lines).toEqual([
      '# ids: tag',
      `# idPrefix: ${PREFIX}`,
      expect.stringMatching(/^tag:example\.org,2026:a\t2025-01-01T00:00:00\.000Z\t[\da-f]{12}\ta\.md\tA$/),
      '',
    ])
    expect(readFileSync(copy, 'utf8')).not.toMatch(/secret|draft/i)
  })

  it('gets an article at the end of its embargo', async () => {
    const directory = makeFolder({
      '_index.md': INDEX,
      'a.md': article({ title: 'A', date: '2025-06-01T00:00:01' }),
    })
    let now = NOW
    const copy = join(directory, '.ids-copy.txt')
    const served = openServedFolder(directory, {
      version: '1',
      defaultUrl: 'http://localhost/',
      register: copy,
      now: () => now,
      log: () => {},
    })
    const stop = served.follow()
    now = NOW + 980
    expect(existsSync(copy)).toBe(false)
    now = NOW + 1100
    await eventually(() => expect(existsSync(copy)).toBe(true))
    stop()
    expect(readFileSync(copy, 'utf8')).toContain(`${PREFIX}a\t`)
  })

  it('beside the settings is the one that is read and written, and is neither served nor an article', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A, '_ids.txt': '' })
    const { copy } = start(directory)
    const text = readFileSync(join(directory, '_ids.txt'), 'utf8')
    expect(text).toContain(`${PREFIX}a\t`)
    expect(readFileSync(copy, 'utf8')).toBe(text)
    const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
    expect([...folder.media()]).toEqual([])
    rmSync(copy)
    renameSync(join(directory, 'a.md'), join(directory, 'z.md'))
    expect(idsOf(directory)).toEqual({ 'z.md': `${PREFIX}a` })
  })

  it('that cannot be written is said once, and the copy goes on', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A, '_ids.txt': '' })
    // No file can take the place of a folder with something in it.
    mkdirSync(join(directory, '_ids.txt.new/x'), { recursive: true })
    const { copy, log } = start(directory)
    expect(log.filter((line) => line.includes('cannot be written'))).toHaveLength(1)
    writeFiles(directory, { 'b.md': B })
    start(directory)
    renameSync(join(directory, 'b.md'), join(directory, 'z.md'))
    expect(readFileSync(copy, 'utf8')).toContain('\tb.md\t')
    expect(idsOf(directory)).toEqual({ 'a.md': `${PREFIX}a`, 'z.md': `${PREFIX}b` })
  })

  it('keeps ids over all edits of settings that do not name them', () => {
    const directory = makeFolder({
      '_index.md': '---\nurl: https://example.org/\nids: permalink\n---\n',
      'news/a.md': A,
    })
    start(directory)
    for (const more of ['permalinks: /:slug/', 'title: New', 'url: https://new.example/'])
      writeFiles(directory, {
        '_index.md': `---\n${more.startsWith('url') ? '' : 'url: https://example.org/\n'}ids: permalink\n${more}\n---\n`,
      })
    start(directory)
    expect(idsOf(directory)).toEqual({ 'news/a.md': 'https://example.org/news/a/' })
  })

  it("follows the author's own words, and says how many articles arrive again", () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A, 'b.md': B })
    start(directory)
    writeFiles(directory, {
      '_index.md': INDEX.replace('2026', '2027'),
      'b.md': B.replace('title', 'id: urn:b\ntitle'),
    })
    const { lines } = start(directory)
    expect(lines.join('\n')).toMatch(
      /_index\.md:1: warning new-id: .* 2 articles get new ids and arrive again/,
    )
    expect(idsOf(directory)).toEqual({ 'a.md': 'tag:example.org,2027:a', 'b.md': 'urn:b' })
    expect(start(directory).lines.join('\n')).not.toContain('new-id')
  })

  it('is empty while a site is only tried out', () => {
    const directory = makeFolder({ 'a.md': A })
    expect(existsSync(start(directory).copy)).toBe(false)
  })

  it('gives a new article at the path of a renamed one an id of its own', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    start(directory)
    renameSync(join(directory, 'a.md'), join(directory, 'z.md'))
    writeFiles(directory, { 'a.md': B })
    start(directory)
    expect(idsOf(directory)).toEqual({ 'a.md': `${PREFIX}a#2`, 'z.md': `${PREFIX}a` })
  })

  it('leaves open which of two equal files was renamed, and says so', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    start(directory)
    rmSync(join(directory, 'a.md'))
    writeFiles(directory, { 'y.md': A, 'z.md': A })
    const { lines } = start(directory)
    const said = `warning new-id: This may be what was a.md, but so may be another file; it has the new id ${PREFIX}y. If it is the same article, write \`id: ${PREFIX}a\` into the file.`
    expect(lines).toContain(`y.md:1: ${said}`)
  })

  it('leaves the id with an article that was edited, whose old text is a new article', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    start(directory)
    writeFiles(directory, { 'a.md': A.replace('first', 'very first'), 'copy.md': A })
    expect(idsOf(directory)).toEqual({ 'a.md': `${PREFIX}a`, 'copy.md': `${PREFIX}copy` })
  })

  it('does not let another article take an id that is in use', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'b.md': A })
    start(directory)
    writeFiles(directory, { 'a.md': B.replace('title', `id: ${PREFIX}b\ntitle`) })
    expect(start(directory).lines.join('\n')).toContain(
      `a.md:1: error duplicate: The id ${PREFIX}b already belongs to b.md, so this is not published`,
    )
    expect(idsOf(directory)).toEqual({ 'b.md': `${PREFIX}b` })
  })

  it('follows an article whose author wrote its id into the renamed file', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    start(directory)
    rmSync(join(directory, 'a.md'))
    writeFiles(directory, { 'z.md': A.replace('title', `id: ${PREFIX}a\ntitle`), 'a.md': B })
    expect(idsOf(directory)).toEqual({ 'a.md': `${PREFIX}a#2`, 'z.md': `${PREFIX}a` })
  })

  it('is kept apart by two that were merged', () => {
    const directory = makeFolder({ '_index.md': INDEX, 'a.md': A })
    const { copy } = start(directory)
    const text = readFileSync(copy, 'utf8')
    const line = text.split('\n').at(-2)!
    writeFileSync(join(directory, '_ids.txt'), `${text}${line.replace('\ta.md', '\tc.md')}\n`)
    expect(idsOf(directory)).toEqual({ 'a.md': `${PREFIX}a` })
  })
})
