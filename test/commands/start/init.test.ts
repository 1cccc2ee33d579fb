import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../src/commands/start/choices.ts'
import { describePublication } from '../../../src/commands/start/publication-files.ts'
import { makeFolder } from '../../make-folder.ts'
import { runWireroom } from '../run-wireroom.ts'

const NOW = Date.UTC(2026, 10, 28, 22, 0)

describe('wireroom init', () => {
  it('writes a publication that has no mistakes, and new adds to it', () => {
    const home = makeFolder({})
    const made = runWireroom(home, [
      'init',
      'my-site',
      '--url',
      'example.org',
      '--author',
      'Ada: B',
      '--section',
      'World news',
    ])
    expect(made.code, made.output).toBe(0)
    expect(made.output).toContain('cd my-site')
    const site = join(home, 'my-site')
    expect(readFileSync(join(site, 'articles/_index.md'), 'utf8')).toMatch(
      /^---\ntitle: My site\nurl: https:\/\/example\.org\/\n# .*\nidPrefix: "tag:example\.org,\d{4}-\d\d-\d\d:"\nlanguage: en\ntimezone: UTC\nauthors: \["Ada: B"\]\n---\n$/,
    )
    const checked = runWireroom(site, ['check'])
    expect(checked.code).toBe(0)
    expect(checked.output).toContain('1 article, 0 errors, 0 warnings')
    expect(runWireroom(site, ['new', 'Water: 2', '--section', 'world-news'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^articles\/world-news\/water-2\.md\n/),
    })
    expect(runWireroom(site, ['check']).output).toContain('hidden 1: draft 1')
  })

  it('overwrites nothing', () => {
    const home = makeFolder({ '.gitignore': 'mine\n', 'articles/_index.md': '---\ntitle: Mine\n---\n' })
    const { code, output } = runWireroom(home, ['init', '--yes', '--title', 'Other', '--with', 'container'])
    expect(code).toBe(0)
    expect(output).toContain('articles is a publication already, and stays as it is.')
    expect(output).toContain('What was there already stays as it is: .gitignore.')
    expect(output).toContain('wrote Containerfile')
    expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('mine\n')
    expect(readFileSync(join(home, 'articles/_index.md'), 'utf8')).toContain('Mine')
    expect(runWireroom(home, ['check']).output).toContain('1 Markdown file:')
  })

  it.each([
    [['--url', 'ftp://example.org'], '"ftp://example.org" is not an address'],
    [['--url', 'example'], '"example" is not an address. Write one such as https://example.org/.'],
    [['--language', 'English'], '"English" is not a language tag'],
    [['--timezone', 'Kabul'], '"Kabul" is not a time zone'],
    [['--kind', 'blgo'], '--kind is "blgo". It is one of blog, newsroom, podcast.'],
    [['--with', 'heroku'], '--with is "heroku"'],
    [['a', 'b'], 'Name one folder.'],
  ])('refuses %j with 2, and writes nothing', (args, reason) => {
    const home = makeFolder({})
    const { code, output } = runWireroom(home, ['init', ...args])
    expect(output).toContain(reason)
    expect(code).toBe(2)
    expect(runWireroom(home, ['check']).code).toBe(2)
  })
})

describe('the address of a publication', () => {
  it.each([
    ['example.org', 'https://example.org/'],
    [' https://Example.org/blog?a#b ', 'https://example.org/blog/'],
    ['example.org:8443/blog/', 'https://example.org:8443/blog/'],
    ['localhost:8787', 'http://localhost:8787/'],
    ['http://intranet/', 'http://intranet/'],
    ['مثال.ایران', 'https://xn--mgbh0fb.xn--mgba3a4f16a/'],
    ['http://[::1]:8787', 'http://[::1]:8787/'],
  ])('%s is read as %s', (typed, url) => {
    expect(readAddress(typed)).toEqual({ url })
  })

  it.each([
    'example',
    'example.',
    '.org',
    '...',
    '2',
    'mailto:ada@example.org',
    'ada@example.org',
    'a b.org',
    'http:',
    '',
  ])('cannot be "%s"', (typed) => {
    expect(readAddress(typed)).toEqual({ reason: expect.stringContaining(`"${typed}" is not an address`) })
  })
})

describe('the flags that save memory', () => {
  const path = (name: string) => join(import.meta.dirname, '../../..', name)

  it('are in the Containerfile and the guide as in npm start', () => {
    const script = readFileSync(path('src/start.sh'), 'utf8')
    const flags = /--no-memory-reducer.*?--max-semi-space-size=\d+/.exec(script)![0]
    const home = makeFolder({})
    expect(runWireroom(home, ['init', '--yes', '--with', 'container'])).toMatchObject({ code: 0 })
    const [, command] = /^CMD (.*)$/m.exec(readFileSync(join(home, 'Containerfile'), 'utf8'))!
    expect(JSON.parse(command!).join(' ')).toBe(`node ${flags} node_modules/.bin/wireroom`)
    expect(readFileSync(path('articles/guides/your-own-server.md'), 'utf8')).toContain(`node ${flags} "$(`)
  })
})

describe('the files of a publication', () => {
  const choices = {
    title: 'A "site": ours',
    language: 'fa-AF',
    timezone: 'Asia/Kabul',
    kind: 'podcast' as const,
    sections: [{ folder: 'podcast', title: 'Podcast' }],
    extras: ['cloudflare' as const, 'systemd' as const],
  }

  it('have ids of the host and of the day in the time zone of the site', () => {
    const settings = (url?: string) =>
      describePublication({ ...choices, url }, NOW).get('articles/_index.md')!
    expect(settings('https://example.org/blog/')).toContain('idPrefix: "tag:example.org,2026-11-29:"')
    expect(settings()).toContain('# idPrefix: "tag:example.org,2026-11-29:"')
    expect(settings()).toContain('title: "A \\"site\\": ours"')
  })

  it('have what the places to run read', () => {
    const files = describePublication(choices, NOW)
    expect(files.get('articles/podcast/hello.md')).toContain('date: 2026-11-29T02:30:00+04:30')
    expect(parse(files.get('wrangler.toml')!)).toMatchObject({
      name: 'a-site-ours',
      main: 'node_modules/wireroom/dist/worker.js',
      durable_objects: { bindings: [{ name: 'PUSH' }] },
    })
    expect(files.get('wireroom.service')).toContain('Description=A "site": ours (Wireroom)')
  })
})
