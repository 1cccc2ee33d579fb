import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { previewCommand } from '../../src/commands/preview.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { article } from '../article.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'
import { serveLocally } from '../serve-locally.ts'

const ROOT = join(import.meta.dirname, '../..')
const SITE = 'title: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n'
const FILES = {
  '_index.md': `---\n${SITE}---\n`,
  'news/one.md': article({ title: 'One', date: '2025-01-01' }, 'The first.'),
  'news/two.md': article({ title: 'Two', date: '2025-01-02' }, 'The second.'),
  'essays/three.md': article({ title: 'Three', date: '2025-01-03' }, 'The third.'),
}

/** Runs the command on a live feed, a text or an address. */
async function run(live: string, articles: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const source = /^http:/.test(live) ? live : join(makeFolder({ live }), 'live')
  const lines: string[] = []
  const errors: string[] = []
  const code = await runCommand('preview', previewCommand, [source, '--articles', articles, ...args], {
    env,
    log: (line) => lines.push(line),
    logError: (line) => errors.push(line),
    now: () => NOW,
  })
  return { code, errors, lines: lines.slice(lines.indexOf('') + 1), head: lines.slice(0, lines.indexOf('')) }
}

/** The feed that Wireroom publishes of a folder. */
function published(articles: string, path: string): string {
  const folder = openFolder(articles, { defaultUrl: 'http://localhost:8787/' })
  return createEditions(folder.library(), '', createFolderBodies(folder), digest).find(path, NOW)!.render()
}

function rss(items: string, link = 'https://example.org/'): string {
  return `<rss version="2.0"><channel><title>T</title><link>${link}</link>${items}</channel></rss>`
}

function item(guid: string, name: string, day: number, text: string, base = 'https://example.org/'): string {
  const title = name.charAt(0).toUpperCase() + name.slice(1)
  const section = name === 'three' ? 'essays' : 'news'
  return `<item><title>${title}</title><link>${base}${section}/${name}/</link>${guid}<pubDate>0${day} Jan 2025 00:00:00 GMT</pubDate><description>${text}</description></item>`
}

/** Every article, known by the guid that `guidOf` gives it. */
function all(guidOf: (name: string) => string, base?: string): string {
  return rss(
    [
      item(guidOf('three'), 'three', 3, 'The third.', base),
      item(guidOf('two'), 'two', 2, 'The second.', base),
      item(guidOf('one'), 'one', 1, 'The first.', base),
    ].join(''),
    base,
  )
}

const wordpress = (name: string) =>
  `<guid isPermaLink="false">https://example.org/?p=${name.length}${name}</guid>`

describe('the preview of what subscribers will see', () => {
  it.each(['feed.xml', 'atom.xml', 'feed.json', 'news/feed.xml', 'news/atom.xml'])(
    'says that nothing changes where %s is live already',
    async (path) => {
      const folder = makeFolder(FILES)
      const { code, lines } = await run(published(folder, path), folder, ['--feed', path])
      expect(lines).toEqual(['Subscribers will see nothing twice; nothing changes.'])
      expect(code).toBe(0)
    },
  )

  it.each(['golden', 'hostile'])(
    'reads back whatever Wireroom publishes of the %s articles',
    async (name) => {
      const folder = join(ROOT, 'test/fixtures', name)
      for (const path of ['feed.xml', 'atom.xml', 'feed.json']) {
        const { lines } = await run(published(folder, path), folder)
        expect(lines).toEqual(['Subscribers will see nothing twice; nothing changes.'])
      }
    },
  )

  it('fails when ids change, and names the file, the line and the text that keeps the id', async () => {
    const folder = makeFolder({
      ...FILES,
      'news/two.md': '+++\ntitle = "Two"\ndate = "2025-01-02"\nid = "x:y"\n+++\nThe second.\n',
    })
    const { code, lines, head } = await run(all(wordpress), folder)
    expect(head[1]).toBe("Wireroom's feed.xml: 3 items")
    expect(code).toBe(1)
    expect(lines.slice(0, 7)).toEqual([
      '3 articles would arrive again, because subscribers know them by another id:',
      'essays/three.md:2: "Three" is known as https://example.org/?p=5three (the same address). Add:',
      '    id: https://example.org/?p=5three',
      'news/two.md:4: "Two" is known as https://example.org/?p=3two (the same address). Replace the line by:',
      '    id = "https://example.org/?p=3two"',
      'news/one.md:2: "One" is known as https://example.org/?p=3one (the same address). Add:',
      '    id: https://example.org/?p=3one',
    ])
    expect(lines.at(-1)).toBe('Subscribers would get 3 articles again.')

    const pattern = /^(.+?\.md):(\d+): .*(Add|Replace the line by):\n {4}(.*)$/gm
    for (const [, path, line, order, text] of lines.join('\n').matchAll(pattern)) {
      const file = join(folder, path!)
      const old = readFileSync(file, 'utf8').split('\n')
      writeFileSync(file, old.toSpliced(Number(line) - 1, order === 'Add' ? 0 : 1, text!).join('\n'))
    }
    const after = await run(all(wordpress), folder)
    expect([after.code, after.lines.at(-1)]).toEqual([
      0,
      'Subscribers will see nothing twice; nothing changes.',
    ])
  })

  it('says where an id cannot be kept', async () => {
    const { code, lines } = await run(
      all((name) => `<guid isPermaLink="false">${name}  1</guid>`),
      makeFolder(FILES),
    )
    expect(code).toBe(1)
    expect(lines[1]).toBe(
      'essays/three.md:2: "Three" is known as three  1 (the same address), which cannot be kept: it would be three 1',
    )
  })

  it.each([
    ['RSS without a guid', all(() => '')],
    [
      'a guid that is the permalink',
      all((name) => `<guid>https://example.org/${name === 'three' ? 'essays' : 'news'}/${name}/</guid>`),
    ],
  ])('suggests one setting for %s, which helps', async (_, live) => {
    const folder = makeFolder(FILES)
    const { code, lines } = await run(live, folder)
    expect(code).toBe(1)
    expect(lines.slice(0, 3)).toEqual([
      '3 articles would arrive again, because subscribers know them by another id. None would with this setting:',
      '_index.md:2: Add:',
      '    ids: permalink',
    ])
    writeFiles(folder, { '_index.md': `---\nids: permalink\n${SITE}---\n` })
    expect(await run(live, folder)).toMatchObject({
      code: 0,
      lines: ['Subscribers will see nothing twice; nothing changes.'],
    })
  })

  it('says that the address of the site is wrong, in the file or in SITE_URL', async () => {
    const files = { ...FILES, '_index.md': `---\n${SITE.replace(/url: .*/, 'ids: permalink')}---\n` }
    const live = all(() => '', 'https://blog.example/')
    const folder = makeFolder(files)
    const { code, lines } = await run(live, folder)
    expect([code, lines.slice(1, 3)]).toEqual([1, ['_index.md:2: Add:', '    url: https://blog.example/']])
    const right = await run(live, folder, [], { SITE_URL: 'https://blog.example/' })
    expect(right).toMatchObject({ code: 0, lines: ['Subscribers will see nothing twice; nothing changes.'] })
    const wrong = await run(live, folder, [], { SITE_URL: 'https://other.example/' })
    expect(wrong.lines).toContain(
      '`SITE_URL` seems wrong, as the articles of the live feed are below https://blog.example/',
    )
    expect(wrong.lines[1]).toBe('    SITE_URL=https://blog.example/')
    expect(wrong.lines.join('\n')).not.toContain('_index.md')
  })

  it('matches addresses in spite of a move to https and of slashes added or removed', async () => {
    const live = all(() => '', 'http://www.example.org/').replaceAll('/</link><pub', '</link><pub')
    const folder = makeFolder({ ...FILES, '_index.md': `---\n${SITE}ids: permalink\n---\n` })
    const { lines } = await run(live, folder)
    expect(lines.slice(1, 3)).toEqual([
      'essays/three.md:2: "Three" is known as http://www.example.org/essays/three (the same address). Add:',
      '    id: http://www.example.org/essays/three',
    ])
  })

  it('reports other changes without failing, what is gone before what is new, with whole lists on demand', async () => {
    const live = makeFolder(FILES)
    const folder = makeFolder({
      ...FILES,
      'news/one.md': article({ title: 'One', date: '2025-01-01', withdrawn: '2025-02-01' }),
      'news/two.md': article({ title: 'دو', date: '2025-01-02T08:00:00Z' }, 'The second.'),
      'essays/three.md': article({ title: 'Three', date: '2025-01-03', draft: 'true' }),
      'news/four.md': article({ title: 'Four', date: '2025-01-04' }),
      'news/zero.md': article({ title: 'Zero', date: '2024-01-01' }),
      'news/broken.md': article({ title: 'Broken', date: 'soon' }),
    })
    const { code, lines, head } = await run(published(live, 'feed.xml'), folder)
    expect(code).toBe(0)
    expect(head.at(-1)).toBe('1 file has errors and is left out; `wireroom check` lists the errors')
    expect(lines).toEqual([
      '2 are gone from the feed',
      '  "Three" https://example.org/essays/three/: essays/three.md is a draft or hidden',
      '  "One" https://example.org/news/one/: news/one.md is withdrawn',
      '1 is new',
      '1 is older than all that the live feed shows, and may arrive again; a lower `feedLimit` keeps it out',
      '1 has changed',
      '1 has another date of publication, by which readers sort',
      '',
      'Subscribers will see nothing twice of what the live feed shows.',
    ])
    const verbose = (await run(published(live, 'feed.xml'), folder, ['--verbose'])).lines
    expect(verbose).toContain('  news/four.md "Four"')
    expect(verbose).toContain('  news/two.md "دو": from 2025-01-02T00:00:00.000Z to 2025-01-02T08:00:00.000Z')
  })

  it('does not report as gone an article that newer ones push out of the feed', async () => {
    const live = published(makeFolder(FILES), 'feed.xml')
    const folder = makeFolder({ ...FILES, '_index.md': `---\nfeedLimit: 2\n${SITE}---\n` })
    expect(await run(live, folder)).toMatchObject({
      code: 0,
      lines: [
        '1 is still public but no longer in the feed, which shows newer ones',
        '',
        'Subscribers will see nothing twice.',
      ],
    })
    const renamed = await run(all(wordpress), folder)
    expect(renamed.lines[0]).toMatch(/^2 articles would arrive again/)
    expect(renamed.lines).toContain(
      '1 of these has another id, and would arrive again if the feed came to show it',
    )
  })

  it('compares with a section, from which articles elsewhere are gone', async () => {
    const folder = makeFolder(FILES)
    const { code, lines } = await run(published(folder, 'feed.xml'), folder, ['--feed', '/news/feed.xml'])
    expect([code, lines.slice(0, 2)]).toEqual([
      0,
      [
        '1 is gone from the feed',
        '  "Three" https://example.org/essays/three/: essays/three.md does not belong to this feed',
      ],
    ])
  })

  it('compares ten thousand items, and lists only a few of those that are gone', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `a${index}`)
    const text = article({ title: 'A', date: '2025-01-01' })
    const files = Object.fromEntries(names.slice(0, 100).map((name) => [`${name}.md`, text]))
    const items = names.map(
      (name) =>
        `<item><title>A</title><guid>urn:${name}</guid><pubDate>01 Jan 2025 10:00:00 GMT</pubDate></item>`,
    )
    const { code, lines } = await run(
      rss(items.join('')),
      makeFolder({ ...files, '_index.md': FILES['_index.md'] }),
    )
    expect(code).toBe(1)
    expect(lines[0]).toBe('20 articles would arrive again, because subscribers know them by another id:')
    expect(lines).toContain('  and 9880 more, which --verbose lists')
    expect(lines).toContain('80 are still public but no longer in the feed, which shows newer ones')
  })

  it.each([
    [
      'an HTML page',
      '<!doctype html><html><link rel="alternate" type="application/rss+xml" href="https://example.org/rss">',
      [],
      /is not a feed\. It is an HTML page\. The feed that it links to is https:\/\/example\.org\/rss$/,
    ],
    ['a broken feed', '<rss version="2.0"><channel>', [], /is not a feed\. It should be RSS but is broken/],
    [
      'a feed that does not exist',
      all(() => ''),
      ['--feed', 'nws/feed.xml'],
      /^There is no feed nws\/feed\.xml\. There are feed\.xml, .*news\/feed\.xml\./,
    ],
    [
      'a format that is not for readers',
      all(() => ''),
      ['--feed', 'wire.json'],
      /^There is no feed wire\.json\./,
    ],
    ['an address too much', all(() => ''), ['another'], /^Name one live feed/],
  ])('cannot compare with %s', async (_, live, args, reason) => {
    const { code, errors } = await run(live, makeFolder(FILES), args)
    expect([code, errors]).toEqual([2, [expect.stringMatching(reason)]])
  })
})

describe('a feed in the shape of other generators', () => {
  const files = {
    '_index.md':
      '---\nurl: https://blog.example/\nidPrefix: "tag:blog.example,2020:"\ntimezone: Europe/Paris\n---\n',
    'posts/hello-world.md': '+++\ntitle = "Hello “World”"\ndate = 2024-03-04T08:00:00+01:00\n+++\nHello.\n',
    'posts/second.md':
      '---\ntitle: "It\'s second & more"\ndate: 2024-04-05\naliases: ["https://blog.example/?p=7"]\n---\nSecond.\n',
    '_posts/2024-05-06-jekyll-post.markdown': "---\nlayout: post\ntitle: Jekyll's post\n---\nText\n",
  }
  it.each([
    ['hugo', ['_index.md:2: Add:', '    ids: permalink']],
    [
      'jekyll',
      [
        '_posts/2024-05-06-jekyll-post.markdown:2: "Jekyll\'s post" is known as https://blog.example/2024/05/06/jekyll-post (the same title and day). Add:',
        '    id: https://blog.example/2024/05/06/jekyll-post',
      ],
    ],
    [
      'wordpress',
      [
        'posts/second.md:2: "It\'s second & more" is known as http://blog.example/?p=7 (an address it had). Add:',
        '    id: http://blog.example/?p=7',
      ],
    ],
    [
      'ghost',
      [
        'posts/hello-world.md:2: "Hello “World”" is known as 65e5b0c1f1d2c3000154a1b2 (the same title and time). Add:',
        '    id = "65e5b0c1f1d2c3000154a1b2"',
      ],
    ],
  ])('%s', async (name, expected) => {
    const live = readFileSync(join(ROOT, 'test/fixtures/live-feeds', `${name}.xml`), 'utf8')
    const { code, lines } = await run(live, makeFolder(files))
    expect(code).toBe(1)
    expect(lines.slice(1, 3)).toEqual(expected)
    expect(lines.join('\n')).not.toContain('gone')
  })
})

describe('the command', () => {
  const cli = (args: string[], directory = ROOT) =>
    spawnSync(
      process.execPath,
      [
        '--experimental-strip-types',
        '--disable-warning=ExperimentalWarning',
        join(ROOT, 'src/main.js'),
        ...args,
      ],
      { cwd: directory, encoding: 'utf8', env: { ...process.env, ARTICLES: '' } },
    )

  it.each([
    ['nothing changes', 0, (folder: string) => published(folder, 'feed.xml')],
    ['articles would arrive again', 1, () => all(wordpress)],
    ['it cannot compare', 2, () => 'no feed'],
  ])('exits with its code when %s', (_, code, liveOf) => {
    const folder = mkdtempSync(join(tmpdir(), 'wireroom-test-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFiles(folder, FILES)
    writeFiles(folder, { 'live.xml': liveOf(folder) })
    expect(cli(['preview', join(folder, 'live.xml'), '--articles', folder]).status).toBe(code)
  })

  it.each([[['preview']], [['preview', '--nonsense']], [['preview', 'x.xml', '--articles', 'not-there']]])(
    'exits with 2 when it is called wrongly: %s',
    (args) => {
      const { status, stderr } = cli(args)
      expect(status).toBe(2)
      expect(stderr).not.toBe('')
      expect(stderr).not.toMatch(/\n\s+at /)
    },
  )
})

it('prints the comparison as JSON for programs, and nothing else', async () => {
  const articles = makeFolder(FILES)
  const live = join(makeFolder({ live: all(wordpress) }), 'live')
  const lines: string[] = []
  const code = await runCommand('preview', previewCommand, [live, '--articles', articles, '--json'], {
    env: {},
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  expect(code).toBe(1)
  const compared = JSON.parse(lines.join('\n'))
  expect(compared).toMatchObject({ live: 3, planned: 3, feed: 'feed.xml', added: [], gone: [] })
  expect(compared.redelivered).toContainEqual({
    path: 'news/one.md',
    title: 'One',
    id: 'tag:example.org,2026:news/one',
    permalink: 'https://example.org/news/one/',
    liveId: 'https://example.org/?p=3one',
    liveUrl: 'https://example.org/news/one/',
  })
})

it('reads the live feed from its address', async () => {
  const folder = makeFolder(FILES)
  const origin = await serveLocally(({ url }, response) => {
    if (url === '/index.xml') response.writeHead(302, { Location: '/rss' }).end()
    else if (url === '/rss') response.end(all(wordpress))
    else response.writeHead(500).end()
  })
  const { code, lines } = await run(`${origin}/index.xml`, folder)
  expect(code).toBe(1)
  expect(lines).toContain(
    `The address of the feed changes from ${origin}/rss to https://example.org/feed.xml`,
  )
  const failed = await run(`${origin}/gone`, folder)
  expect(failed).toMatchObject({ code: 2, errors: [expect.stringContaining('500 Internal Server Error')] })
})
