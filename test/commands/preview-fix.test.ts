import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { previewCommand } from '../../src/commands/preview.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { rewriteFile } from '../../src/node/rewrite-file.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'
import { serveLocally } from '../serve-locally.ts'

const NAMES = ['one', 'two', 'three', 'four', 'five']
const SITE = 'title: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n'
const HUGO = 'baseURL = "https://example.org/"\n[permalinks]\nposts = "/wrong/:slug/"\n'

/** The live feed of articles of five days, at the addresses and by the ids that `pageOf` and `idOf` give. */
function feed(pageOf: (name: string, day: number) => string, idOf = pageOf): string {
  const items = NAMES.map(
    (name, index) =>
      `<item><title>${name}</title><link>https://example.org/${pageOf(name, index + 1)}</link><guid isPermaLink="false">https://example.org/${idOf(name, index + 1)}</guid><pubDate>0${index + 1} Jan 2025 00:00:00 GMT</pubDate><description>Text of ${name}.</description></item>`,
  )
  return `<rss version="2.0"><channel><title>T</title><link>https://example.org/</link>${items.toReversed().join('')}</channel></rss>`
}

function files(folder = '', write = article): Record<string, string> {
  return Object.fromEntries(
    NAMES.map((name, index) => [
      `${folder}${name}.md`,
      write({ title: name, date: `2025-01-0${index + 1}` }, `Text of ${name}.`),
    ]),
  )
}

const toml = (fields: Record<string, string>, body = '') =>
  `+++\r\n${Object.entries(fields)
    .map(([key, value]) => `${key} = "${value}"\r\n`)
    .join('')}+++\r\n${body}\r\n`

const json = (fields: Record<string, string>, body = '') => `${JSON.stringify(fields, null, 1)}\n\n${body}\n`

async function run(live: string, articles: string, args: string[] = []) {
  const source = /^http:/.test(live) ? live : join(makeFolder({ live }), 'live')
  const lines: string[] = []
  const options = [source, '--articles', articles, ...args]
  const code = await runCommand('preview', previewCommand, options, {
    env: {},
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  return { code, lines }
}

describe('fixes of ids and addresses', () => {
  const strange = (name: string) => `${name.length}${name}-x`
  it.each([
    ['YAML', '', article, '_index.md', `---\n${SITE}---\n`, 'posts/'],
    ['TOML with Windows line ends', '', toml, '_index.md', `---\n${SITE}---\n`, 'posts/'],
    ['JSON', '', json, '_index.md', `---\n${SITE}---\n`, 'posts/'],
    ['a site of Hugo', 'content/posts/', article, 'hugo.toml', HUGO, 'content/posts/'],
    [
      'a site of Jekyll',
      '_posts/',
      article,
      '_config.yml',
      'url: https://example.org\npermalink: /wrong/:title\n',
      '_posts/',
    ],
    ['a site of Zola', 'content/', article, 'config.toml', 'base_url = "https://example.org"\n', 'content/'],
    ['a site of Eleventy', 'posts/', article, 'eleventy.config.js', 'export default {}\n', 'posts/'],
  ])('leave nothing to arrive again: %s', async (_, articles, write, configuration, text, below) => {
    const dated =
      below === '_posts/'
        ? Object.entries(files('', write)).map(([path, file], index) => [
            `${below}2025-01-0${index + 1}-${path}`,
            file,
          ])
        : Object.entries(files(below, write))
    const folder = makeFolder({
      ...Object.fromEntries(dated),
      [configuration]: text,
      'content/_index.md': '+++\n+++\n',
    })
    const root = join(folder, articles)
    for (const live of [feed(strange), feed(strange, (name) => `?p=${name}`)]) {
      const first = await run(live, root, ['--fix', '--yes'])
      expect(first.lines.at(-1)).toMatch(/^Subscribers will see nothing twice/)
      expect(first.code).toBe(0)
      const again = await run(live, root, ['--diff'])
      expect(again.lines.filter((line) => /again|changed/.test(line))).toEqual([])
      expect(again.lines.at(-1)).toBe('There is nothing to fix.')
    }
  })

  it('are one pattern where that explains the addresses, and lines where it does not', async () => {
    const folder = makeFolder({ '_index.md': `---\n${SITE}ids: permalink\n---\n`, ...files('news/') })
    const dated = (name: string, day: number) => (name === 'two' ? 'odd/' : `2025/01/0${day}/${name}/`)
    const { code, lines } = await run(feed(dated), folder, ['--fix', '--yes'])
    expect(lines).toContain('`permalinks: /:year/:month/:day/:slug/` explains 4 of 5 addresses that differ:')
    expect(lines).toContain('2 files are written.')
    expect([code, lines.at(-1)]).toEqual([0, 'Subscribers will see nothing twice; nothing changes.'])
    expect(readFileSync(join(folder, '_index.md'), 'utf8')).toBe(
      `---\npermalinks: "/:year/:month/:day/:slug/"\n${SITE}ids: permalink\n---\n`,
    )
    expect(readFileSync(join(folder, 'news/two.md'), 'utf8')).toMatch(/^---\npermalink: "?\/odd\/"?\ntitle/)
    expect(readFileSync(join(folder, 'news/one.md'), 'utf8')).toBe(files()['one.md'])
  })

  it('put several settings into one block', async () => {
    const folder = makeFolder(files('news/'))
    const page = (name: string) => `news/${name}/`
    const { code } = await run(feed(page), folder, ['--fix', '--yes'])
    expect(code).toBe(0)
    expect(readFileSync(join(folder, '_index.md'), 'utf8').match(/^---$/gm)).toHaveLength(2)
  })

  it.each([
    ['without --fix', ['--diff'], 'Nothing is written. --fix would write 5 files.'],
    ['without a person who can be asked', ['--fix'], 'Nothing is written. --fix --yes would write 5 files.'],
  ])('are shown as a diff and not written %s', async (_, args, last) => {
    const folder = makeFolder({ '_index.md': `---\n${SITE}---\n`, ...files('news/') })
    const live = feed(
      (name) => `news/${name}/`,
      (name) => `?p=${strange(name)}`,
    )
    const { code, lines } = await run(live, folder, args)
    expect([code, lines.at(-1)]).toEqual([1, last])
    const start = lines.indexOf('--- a/news/one.md')
    expect(lines.slice(start, start + 7)).toEqual([
      '--- a/news/one.md',
      '+++ b/news/one.md',
      '@@ -1,4 +1,5 @@',
      ' ---',
      '+id: https://example.org/?p=3one-x',
      ...readFileSync(join(folder, 'news/one.md'), 'utf8')
        .split('\n')
        .slice(1, 3)
        .map((line) => ` ${line}`),
    ])
    expect(readFileSync(join(folder, 'news/one.md'), 'utf8')).toBe(files()['one.md'])
  })
})

describe('a sitemap', () => {
  const sitemap = (names: string[]) =>
    `<urlset>${names.map((name) => `<url><loc>https://example.org/old/${name}.html</loc></url>`).join('')}</urlset>`

  it('tells the addresses that the articles had', async () => {
    const folder = makeFolder({ '_index.md': `---\n${SITE}---\n`, ...files('news/') })
    const { code, lines } = await run(sitemap(['about', ...NAMES]), folder, ['--fix', '--yes'])
    expect(lines).toContain(
      'news/one.md: https://example.org/news/one/ would be https://example.org/old/one.html',
    )
    expect(lines).toContain('`permalinks: /old/:slug.html` explains 5 of 5 addresses that differ:')
    expect([code, lines.at(-1)]).toEqual([
      0,
      'The pages of all articles that the sitemap lists keep their addresses.',
    ])
  })

  it('is read with its parts', async () => {
    const folder = makeFolder({ '_index.md': `---\n${SITE}---\n`, ...files('news/') })
    const origin = await serveLocally(({ url }, response) => {
      const parts = '<sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>'
      if (url === '/sitemap.xml') response.end(`<sitemapindex>${parts}</sitemapindex>`)
      else response.end(sitemap(url === '/a.xml' ? ['one'] : ['two']))
    })
    const { code, lines } = await run(`${origin}/sitemap.xml`, folder)
    expect([code, lines.at(-1)]).toEqual([1, '2 articles would change the address.'])
    const file = await run(
      '<sitemapindex><sitemap><loc>https://example.org/a.xml</loc></sitemap></sitemapindex>',
      folder,
    )
    expect(file.lines.join()).toMatch(
      /lists further sitemaps\. Name one of them: https:\/\/example\.org\/a\.xml\./,
    )
  })
})

describe('a file that is rewritten', () => {
  it('keeps its mode, and a link to it stays a link', () => {
    const root = makeFolder({ 'a.md': 'old' })
    symlinkSync('a.md', join(root, 'b.md'))
    expect(rewriteFile(root, { path: 'b.md', before: 'old', after: 'new' })).toBeUndefined()
    expect([readFileSync(join(root, 'a.md'), 'utf8'), statSync(join(root, 'a.md')).isFile()]).toEqual([
      'new',
      true,
    ])
  })

  it('is left alone where it has changed, is not text, or lies elsewhere', () => {
    const outside = makeFolder({ 'x.md': 'old' })
    const root = makeFolder({ 'a.md': 'newer' })
    writeFileSync(join(root, 'latin.md'), Buffer.from([0xe9]))
    symlinkSync(join(outside, 'x.md'), join(root, 'x.md'))
    const reasonOf = (path: string, before: string) => rewriteFile(root, { path, before, after: 'new' })
    expect(reasonOf('a.md', 'old')).toBe('it has changed, or is not UTF-8')
    expect(reasonOf('latin.md', '\ufffd')).toBe('it has changed, or is not UTF-8')
    expect(reasonOf('x.md', 'old')).toBe('it lies outside the folder')
    expect(reasonOf('gone.md', 'old')).toBe('it is gone')
    expect(readFileSync(join(outside, 'x.md'), 'utf8')).toBe('old')
  })
})
