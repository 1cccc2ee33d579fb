import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../../src/commands/check.ts'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderBodies, createFolderPublication } from '../../../src/node/serving/publication.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)
const LARGE = 25 * 1024 * 1024 + 1

const settings = (more = '') => `---\nurl: https://example.org/\npodcast: true\n${more}---\n`

/** A folder with files of these sizes, which have no content. */
function folderOf(files: Record<string, string>, sizes: Record<string, number>): string {
  const directory = makeFolder(files)
  for (const [name, size] of Object.entries(sizes)) {
    writeFileSync(join(directory, name), '')
    truncateSync(join(directory, name), size)
  }
  return directory
}

async function compileFolder(articles: string, env: NodeJS.ProcessEnv = {}) {
  const output = makeFolder({})
  const lines: string[] = []
  const code = await runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
    env: { SITE_URL: 'https://example.org/', ...env },
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  const assets = join(output, 'assets/_data')
  const names = code === 0 ? readdirSync(assets) : []
  return {
    code,
    log: lines.join('\n'),
    media: names.filter((name) => name.startsWith('media-')).length,
    manifest: code === 0 ? readFileSync(join(output, 'manifest.json'), 'utf8') : '',
    texts: names.map((name) => readFileSync(join(assets, name), 'utf8')).join('\n'),
  }
}

const EPISODE = {
  'a.md': article(
    { title: 'A', date: '2025-01-01', enclosure: 'big.mp3', duration: '"1:00"' },
    '[Sound](big.mp3)',
  ),
}

describe('a file that is too large for an asset of Cloudflare', () => {
  it('keeps the folder from being compiled, with its name, the setting and the remedy', async () => {
    const articles = folderOf({ '_index.md': settings(), ...EPISODE }, { 'big.mp3': LARGE })
    const { code, log } = await compileFolder(articles)
    expect(code).toBe(1)
    expect(log).toContain(
      'big.mp3: error edge-limit: This has 25.1 MiB, and Cloudflare takes files of up to 25 MiB, so its address would lead nowhere',
    )
    expect(log).toContain('`mediaUrl` in `_index.md`')
  })

  it('is at mediaUrl, with its length, type and duration, and is not uploaded', async () => {
    const articles = folderOf(
      { '_index.md': settings('mediaUrl: https://media.example.org/shows\n'), ...EPISODE },
      { 'big.mp3': LARGE, 'small.png': 10 },
    )
    const { code, log, texts, media } = await compileFolder(articles)
    expect(code, log).toBe(0)
    expect(texts).toContain(
      `<enclosure url="https://media.example.org/shows/big.mp3" length="${LARGE}" type="audio/mpeg"/>`,
    )
    expect(texts).toContain('<itunes:duration>60<')
    expect(texts).toContain('href=\\"https://media.example.org/shows/big.mp3\\"')
    expect(texts).not.toContain('https://example.org/big.mp3')
    expect(log).toContain(
      '1 file must be below https://media.example.org/shows/, where feeds name them: big.mp3',
    )
    expect(media).toBe(1)
  })

  it('redirects from its own address to mediaUrl, on Node and at the edge, when its article is public', async () => {
    const soon = { title: 'B', date: '2025-01-01', embargo: '2026-02-01', enclosure: 'soon.mp3' }
    const draft = { title: 'C', date: '2025-01-01', draft: 'true', enclosure: 'draft.mp3' }
    const articles = folderOf(
      {
        '_index.md': settings('mediaUrl: https://media.example.org/shows\n'),
        ...EPISODE,
        'b.md': article(soon),
        'c.md': article(draft),
      },
      { 'big.mp3': LARGE, 'soon.mp3': LARGE, 'draft.mp3': LARGE, 'small.mp3': 10 },
    )
    const publication = createFolderPublication(
      openFolder(articles, { defaultUrl: 'https://example.org/' }),
      'test',
    )
    const leadsTo = async (path: string, now: number) => {
      const response = await createApp({ publication, now: () => now }).request(`/${path}`)
      return [response.status, response.headers.get('location')]
    }
    const there = (name: string) => [307, `https://media.example.org/shows/${name}`]
    expect(await leadsTo('big.mp3', NOW)).toEqual(there('big.mp3'))
    expect(await leadsTo('soon.mp3', NOW)).toEqual([404, null])
    expect(await leadsTo('soon.mp3', Date.UTC(2026, 2))).toEqual(there('soon.mp3'))
    expect(await leadsTo('draft.mp3', NOW)).toEqual([404, null])
    expect((await leadsTo('small.mp3', NOW))[0]).toBe(200)
    const { texts, manifest, log } = await compileFolder(articles)
    const states = (path: string) =>
      [manifest, texts].join('\n').match(new RegExp(`"${path}":\\{"path":\\[(.*?)\\]`))?.[1]
    const other = (name: string) => JSON.stringify({ kind: 'redirect', to: there(name)[1], status: 307 })
    expect(states('big.mp3'), log).toBe(`{"from":0,"other":${other('big.mp3')}}`)
    expect(states('soon.mp3')).toBe(`{"from":1769904000000,"other":${other('soon.mp3')}}`)
    expect(states('draft.mp3')).toBeUndefined()
  })

  it('is left out with a warning where no article names it, and without a word where none is ever public', async () => {
    const files = { '_index.md': settings(), 'a.md': article({ title: 'A', date: '2025-01-01' }) }
    const unnamed = await compileFolder(folderOf(files, { 'big.mp3': LARGE }))
    expect(unnamed.code).toBe(0)
    expect(unnamed.log).toContain('big.mp3: warning edge-limit: This has 25.1 MiB')
    const draft = { 'b.md': article({ title: 'B', date: '2025-01-01', draft: 'true', enclosure: 'big.mp3' }) }
    const hidden = await compileFolder(folderOf({ ...files, ...draft }, { 'big.mp3': LARGE }))
    expect([hidden.code, hidden.log.includes('big.mp3')]).toEqual([0, false])
  })

  it('is an error before its article is public, because it would be missing from then on', async () => {
    const soon = {
      'a.md': article({ title: 'A', date: '2025-01-01', embargo: '2026-02-01', enclosure: 'big.mp3' }),
    }
    expect(
      (await compileFolder(folderOf({ '_index.md': settings(), ...soon }, { 'big.mp3': LARGE }))).code,
    ).toBe(1)
  })

  it('is a warning of `check` where there is a wrangler.toml', () => {
    const articles = folderOf({ '_index.md': settings(), ...EPISODE }, { 'big.mp3': LARGE })
    const lines: string[] = []
    expect(check(articles, (line) => lines.push(line), NOW)).toBe(0)
    expect(lines.join('\n')).toContain('big.mp3: warning edge-limit: This has 25.1 MiB')
  })
})

describe('a bucket that wrangler.toml binds as MEDIA', () => {
  it('has the files that are too large, which the Worker serves at their own addresses when they are public', async () => {
    const before = process.cwd()
    process.chdir(
      makeFolder({ 'wrangler.toml': '[[r2_buckets]]\nbinding = "MEDIA"\nbucket_name = "shows"\n' }),
    )
    try {
      const soon = {
        'b.md': article({ title: 'B', date: '2025-01-01', embargo: '2026-02-01', enclosure: 'soon.mp3' }),
      }
      const draft = {
        'c.md': article({ title: 'C', date: '2025-01-01', draft: 'true', enclosure: 'draft.mp3' }),
      }
      const articles = folderOf(
        { '_index.md': settings(), ...EPISODE, ...soon, ...draft },
        { 'big.mp3': LARGE, 'soon.mp3': LARGE, 'draft.mp3': LARGE },
      )
      const { code, log, texts, media, manifest } = await compileFolder(articles)
      expect(code, log).toBe(0)
      expect(log).toContain('2 files must be in the bucket MEDIA under these keys: big.mp3, soon.mp3')
      expect(texts).toContain(
        `<enclosure url="https://example.org/big.mp3" length="${LARGE}" type="audio/mpeg"/>`,
      )
      expect(media).toBe(0)
      const stateOf = (path: string) =>
        [manifest, texts].join('\n').match(new RegExp(`"${path}":\\{"path":\\[(.*?)\\]`))?.[1]
      expect(stateOf('big.mp3')).toMatch(
        /^\{"from":0,"version":"\w+","lastModified":\d+,"length":26214401,"object":"big.mp3"\}$/,
      )
      expect(stateOf('soon.mp3')).toMatch(
        /^(?:\{"from":0\},)?\{"from":1769904000000,.*"object":"soon.mp3"\}$/,
      )
      expect(stateOf('draft.mp3')).toBeUndefined()
    } finally {
      process.chdir(before)
    }
  })
})

describe('mediaFiles: all', () => {
  it('takes every picture, sound and film from mediaUrl, on Node too', async () => {
    const articles = folderOf(
      {
        '_index.md': settings('mediaUrl: https://media.example.org/\nmediaFiles: all\nicon: icon.png\n'),
        'a.md': article({ title: 'A', date: '2025-01-01', image: 'a.png' }, '![](b.svg) [T](t.txt)'),
        'b.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
        't.txt': 'Text',
      },
      { 'a.png': 10, 'icon.png': 10 },
    )
    const folder = openFolder(articles, { defaultUrl: 'https://example.org/' })
    const {
      articles: [only],
      site,
    } = folder.library()
    expect(site.settings.icon).toBe('https://media.example.org/icon.png')
    expect(only!.image?.url).toBe('https://media.example.org/a.png')
    const { contentHtml } = createFolderBodies(folder).find(only!, NOW)
    expect(contentHtml).toContain('src="https://media.example.org/b.svg"')
    expect(contentHtml).toContain('href="https://example.org/t.txt"')
    expect((await compileFolder(articles)).media).toBe(1)
  })

  it.each(['media', 'http://media.example.org/', 'https://media.example.org/?a', 'https://u:p@example.org/'])(
    'needs an address: %s',
    (url) => {
      const folder = openFolder(makeFolder({ '_index.md': settings(`mediaUrl: "${url}"\n`) }), {
        defaultUrl: 'https://example.org/',
      })
      expect(folder.library().problems.map(({ code, line }) => `${code} ${line}`)).toContain('setting 4')
    },
  )
})
