import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkAssetSize } from '../../../src/cloudflare/limits.ts'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { openOutput } from '../../../src/commands/compile/write-compiled.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { digest } from '../../../src/node/digest.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

/** Compiles a folder again and again into one output folder. */
function setUp() {
  const articles = makeFolder({
    'a.md': article({ title: 'A', date: '2025-01-01', audio: 'one.mp3' }),
    'one.mp3': 'ID3',
    'a.transcript.html': '<script>alert(1)</script><p>Words</p>',
  })
  const output = makeFolder({})
  const assets = join(output, 'assets/_data')
  const compile = async () => {
    const code = await runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
      env: { SITE_URL: 'https://example.org/' },
      log: () => {},
      logError: () => {},
      now: () => Date.UTC(2026, 0, 1),
    })
    expect(code).toBe(0)
    const names = readdirSync(assets).sort()
    return new Map(names.map((name) => [name, readFileSync(join(assets, name), 'utf8')]))
  }
  return { output, assets, compile }
}

it('an asset that was changed, cut or swapped since it was written is made again', async () => {
  const { assets, compile } = setUp()
  const first = await compile()
  const [changed, cut, swapped] = [...first.keys()]
  writeFileSync(join(assets, changed!), `${first.get(changed!)} forged`)
  truncateSync(join(assets, cut!), 1)
  writeFileSync(join(assets, swapped!), first.get(changed!)!)
  writeFileSync(join(assets, 'stray.json'), 'stray')
  expect(await compile()).toEqual(first)
})

it('an asset that is as it was written is not made again', async () => {
  const { assets, compile } = setUp()
  const names = [...(await compile()).keys()]
  const inodes = () => names.map((name) => statSync(join(assets, name)).ino)
  const before = inodes()
  await compile()
  expect(inodes()).toEqual(before)
})

it('an asset that another version of the compiler has written is made again', async () => {
  const { output, assets, compile } = setUp()
  const first = await compile()
  const [name] = first.keys()
  writeFileSync(join(assets, name!), 'in another form')
  const file = join(output, 'digests.json')
  const { version, digests } = JSON.parse(readFileSync(file, 'utf8'))
  const forged = [...digests, [name, digest('in another form')]]
  writeFileSync(file, JSON.stringify({ version: `${version}+`, digests: forged }))
  expect(await compile()).toEqual(first)
})

it.each(['', 'no JSON', '[]', '[[1, 2], null]', '{"a": 1}', 'null', '{"digests": 1}'])(
  'a list of digests that reads %j is as if it were not there',
  async (text) => {
    const { output, assets, compile } = setUp()
    const first = await compile()
    const [name] = first.keys()
    writeFileSync(join(assets, name!), 'forged')
    writeFileSync(join(output, 'digests.json'), text)
    expect(await compile()).toEqual(first)
  },
)

it('a transcript is cleaned in what is compiled', async () => {
  const texts = [...(await setUp().compile()).values()]
  expect(texts).toContain('<p>Words</p>\n')
  expect(texts.join()).not.toContain('alert')
})

describe('the limits of Cloudflare', () => {
  /** Compiles a folder into an output folder that holds an earlier manifest. */
  async function compileOver(files: Record<string, string>, args: string[] = [], env = {}) {
    const output = makeFolder({ 'manifest.json': 'earlier' })
    const lines: string[] = []
    const note = (line: string) => lines.push(line)
    const command = ['--articles', makeFolder(files), '--output', output, ...args]
    const code = await runCommand('compile', compileCommand, command, {
      env: { SITE_URL: 'https://example.org/', ...env },
      log: note,
      logError: note,
      now: () => Date.UTC(2026, 0, 1),
    })
    return { code, lines: lines.join('\n'), manifest: readFileSync(join(output, 'manifest.json'), 'utf8') }
  }

  const files = { 'a.md': article({ title: 'A', date: '2025-01-01' }), 'b.png': 'b', 'c.png': 'c' }

  it('too many assets are an error that counts the files beside the articles, and nothing is replaced', async () => {
    const { code, lines, manifest } = await compileOver(files, ['--max-assets', '5'])
    expect(code).toBe(1)
    expect(lines).toMatch(
      /^_index\.md: error edge-limit: .*\d+ assets, 2 of them files .* takes 5\..*--max-assets 100000/m,
    )
    expect(manifest).toBe('earlier')
  })

  it('the number of assets of a plan is an option, or in the environment', async () => {
    expect((await compileOver(files, ['--max-assets', '100'], { MAX_ASSETS: '5' })).code).toBe(0)
    expect((await compileOver(files, [], { MAX_ASSETS: '5' })).code).toBe(1)
    const { code, lines } = await compileOver(files, ['--max-assets', 'many'])
    expect(code).toBe(1)
    expect(lines).toMatch(/--max-assets is "many"/)
  })

  it('a feed that is too large is an error that names it and its setting, and nothing is replaced', async () => {
    const output = makeFolder({ 'manifest.json': 'earlier' })
    const written = await openOutput(output, '1').write(
      {
        manifest: {
          site: { url: '', title: '', description: '', language: '' },
          entries: {},
          feeds: '',
          status: '',
        },
        assets: new Map([['large', () => ' '.repeat(26 * 1024 * 1024)]]),
        itemShards: new Map(),
        orders: new Map(),
        mediaAssets: new Map(),
        owners: new Map([['large', { path: 'news/feed.xml', section: 'news' }]]),
      },
      { maxAssets: 100, readMedia: () => new Uint8Array() },
    )
    expect(written).toMatchObject({
      problems: [
        {
          code: 'edge-limit',
          path: 'news/_index.md',
          message: 'The feed news/feed.xml has 26 MiB, and Cloudflare takes files of up to 25 MiB',
          hint: expect.stringMatching(/`feedLimit`.*`feedBytes`/),
        },
      ],
    })
    expect(readFileSync(join(output, 'manifest.json'), 'utf8')).toBe('earlier')
  })

  it('replaces nothing where one of many assets cannot be written', async () => {
    const output = makeFolder({ 'manifest.json': 'earlier', 'assets/_data/asset-50/in-the-way': '' })
    const names = Array.from({ length: 200 }, (_, index) => `asset-${index}`)
    const written = openOutput(output, '1').write(
      {
        manifest: {
          site: { url: '', title: '', description: '', language: '' },
          entries: {},
          feeds: '',
          status: '',
        },
        assets: new Map(names.map((name) => [name, () => name])),
        itemShards: new Map(),
        orders: new Map(),
        mediaAssets: new Map(),
        owners: new Map(),
      },
      { maxAssets: 1000, readMedia: () => new Uint8Array() },
    )
    await expect(written).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
    expect(readFileSync(join(output, 'manifest.json'), 'utf8')).toBe('earlier')
    expect(existsSync(join(output, 'assets/_data/asset-199'))).toBe(false)
  })

  it('names the feed and the section of every document of a feed', () => {
    expect(checkAssetSize({ path: 'feed.xml', section: '' }, 26 * 1024 * 1024)?.path).toBe('_index.md')
    expect(checkAssetSize({ path: 'sitemap.xml' }, 26 * 1024 * 1024)?.path).toBe('sitemap.xml')
    expect(checkAssetSize({ path: 'sitemap.xml' }, 25 * 1024 * 1024)).toBeUndefined()
  })

  it('a site whose description would fill the Worker is an error', async () => {
    const settings = `---\ntitle: A\ndescription: ${'word '.repeat(150_000)}\n---\n`
    const { code, lines } = await compileOver({ ...files, '_index.md': settings })
    expect(code).toBe(1)
    expect(lines).toMatch(/^_index\.md: error edge-limit: The Worker's manifest has \d+ KiB.*`description`/m)
  })
})

describe('a hub', () => {
  /** The hubs that the manifest and a feed name, compiled in a folder with these lines in its wrangler.toml. */
  async function hubsWith(wranglerToml: string) {
    const { output, assets, compile } = setUp()
    const before = process.cwd()
    process.chdir(makeFolder({ 'wrangler.toml': wranglerToml }))
    try {
      await compile()
    } finally {
      process.chdir(before)
    }
    const { site, push } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'))
    const feeds = readdirSync(assets).filter((name) => name.endsWith('-atom.xml'))
    const inFeed = feeds.some((name) => readFileSync(join(assets, name), 'utf8').includes('rel="hub"'))
    return { inSite: site.hubs, inFeed, hasPush: push !== undefined }
  }

  it('is named where wrangler.toml binds the object that pushes', async () => {
    expect(
      await hubsWith('[[durable_objects.bindings]]\nname = "PUSH"\nclass_name = "PushObject"\n'),
    ).toEqual({
      inSite: ['https://example.org/hub'],
      inFeed: true,
      hasPush: true,
    })
  })

  it('is not named where it does not', async () => {
    expect(await hubsWith('name = "wireroom"\n')).toEqual({
      inSite: undefined,
      inFeed: false,
      hasPush: false,
    })
  })
})
