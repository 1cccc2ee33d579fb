import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/commands/check.ts'
import { REGISTER_FILE } from '../../src/content/library/register.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createRegisterFile } from '../../src/node/register-file.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'

const NOW = Date.UTC(2026, 5, 1)

function run(files: Record<string, string>, isVerbose = false) {
  const lines: string[] = []
  const code = check(makeFolder(files), (line) => lines.push(line), NOW, isVerbose)
  return { code, lines }
}

const A = { title: 'A', date: '2026-01-01' }

/** The header of a PNG of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('check of links and pictures', () => {
  const site = { '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n' }
  const about = (body: string, more: Record<string, string> = {}) => {
    const files = {
      ...site,
      'a.md': article(A, body),
      'b.md': article({ ...A, title: 'B' }, '## The old mill\n'),
      ...more,
    }
    return run(files).lines.filter((line) => line.startsWith('a.md'))
  }

  it.each([
    ['[x](/nowhere/)', 'broken-link: The site has no page at /nowhere/.'],
    ['[x](https://example.org/a/b?c)', 'broken-link: The site has no page at /a/b.'],
    ['[x](#here)', 'broken-link: The page /a/ has no heading with the id here.'],
    ['[x](b.md#the-new-mill)', 'broken-link: The page /b/ has no heading with the id the-new-mill.'],
    ['![](dot.png)', 'alt-text: A picture has no text for readers who do not see it.'],
    ['![A dot](text.png)', 'image-size: The picture "text.png" cannot be read, and may be damaged.'],
    ['![A dot](dot.jpg)', 'file-type: '],
  ])('%s has a warning with its line', (body, warning) => {
    const folder = makeFolder({
      ...site,
      'a.md': article(A, `Text.\n\n${body}`),
      'b.md': article({ ...A, title: 'B' }, '## The old mill\n'),
      'text.png': 'no picture',
    })
    for (const name of ['dot.png', 'dot.jpg']) writeFileSync(join(folder, name), PNG)
    const lines: string[] = []
    check(folder, (line) => lines.push(line), NOW)
    expect(lines.filter((line) => line.startsWith('a.md'))).toEqual([
      expect.stringContaining(`a.md:8: warning ${warning}`),
    ])
  })

  it('says nothing of links that lead somewhere, of other hosts, and of ornaments', () => {
    const body =
      '[a](b.md#the-old-mill) [b](/b/) [c](/b) [d](/feed.xml) [e](/tags/) [f](https://other.example/nowhere/) [g](?x) [h](/subscribe/)\n\n<img src="/line.svg" alt="">\n\nA note.[^1]\n\n[^1]: Here.'
    const more = { 'b.md': article({ ...A, title: 'B', tags: '[x]' }, '## The old mill\n') }
    expect(
      about(body, { ...more, 'line.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' }),
    ).toEqual([])
  })

  it('says nothing of pages that are not ours', () => {
    const settings = site['_index.md'].replace('url', 'pages: false\nurl')
    expect(about('[x](/nowhere/)', { '_index.md': settings })).toEqual([])
  })
})

describe('check', () => {
  it('ends with what has become of each Markdown file', () => {
    const { code, lines } = run({
      '_index.md': '---\ntitle: T\n---\n',
      'news/_index.fr.md': '---\ntitle: T\n---\n',
      'a.md': article(A),
      'later.md': article({ ...A, date: '2099-02-01' }),
      'soon.md': article({ ...A, embargo: '2026-07-01T10:00:00Z' }),
      'gone.md': article({ ...A, expires: '2026-02-01' }),
      'back.md': article({ ...A, withdrawn: 'true' }),
      'd1.md': article({ ...A, draft: 'true' }),
      'd2.md': article({ ...A, draft: 'true' }),
      'w.md': article({ ...A, status: 'wip' }),
      'e.md': article({ ...A, status: 'evergreen' }),
      '_t.md': article(A),
      'templates/x.md': 'Text',
      'README.md': 'Text',
      'idea.md': 'Text',
      'stub.md': '---\nredirect: /x/\n---\n',
      'undated.MD': '---\ntitle: U\n---\n',
      'odd.mkdn': article(A),
      'broken.md': '---\ntitle: [\n---\n',
    })
    expect(code).toBe(1)
    expect(lines.slice(lines.findIndex((line) => line.includes('Markdown files')))).toEqual([
      '19 Markdown files:',
      '  published 2',
      '  scheduled 2: next soon.md at 2026-07-01 10:00 UTC',
      '  expired 1',
      '  withdrawn 1',
      '  hidden 5: draft 2, a file name that starts with _ 1, status: evergreen 1, status: wip 1',
      '  not articles 7: settings 2, README and the like 1, left out: templates/ 1, no date 1, no front matter 1, redirect 1',
      '  left out with errors 1: broken.md',
      expect.stringMatching(/ articles, 1 error, 3 warnings$/),
    ])
  })

  it('says the same of several files in one line with the number of places, unless it is verbose', () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((number) => [`n/${number}.md`, '---\ntitle: T\n---\n']),
    )
    const { lines } = run(files)
    expect(lines.filter((line) => line.includes('no-date'))).toEqual([
      'n/1.md:1: warning no-date: The file has no date, so it is not published. Add `date: YYYY-MM-DD` if it is an article. The same in 5 more: n/2.md:1, n/3.md:1, n/4.md:1 …',
    ])
    expect(run(files, true).lines.filter((line) => line.includes('no-date'))).toHaveLength(6)
  })

  it('says what to do where there is nothing yet', () => {
    expect(run({})).toEqual({
      code: 0,
      lines: [
        'There is no Markdown file yet. `wireroom new "A title"` writes one.',
        '0 articles, 0 errors, 0 warnings',
      ],
    })
  })

  it('lists every error', () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5].map((number) => [`${number}.md`, article({ ...A, date: '2026-02-30' })]),
    )
    const { code, lines } = run(files)
    expect(code).toBe(1)
    expect(lines.filter((line) => line.includes('error date'))).toHaveLength(5)
  })

  it.each(['.mkdn', '.mkd', '.mkdown', '.mdwn', '.text', '.mdtext', '.MD', '.markdown'])(
    'reads %s as Markdown',
    (ending) => expect(run({ [`a${ending}`]: article(A) }).lines).toContain('  published 1'),
  )

  it('adds up in the sites of all generators', () => {
    for (const site of [
      'hugo/content',
      'jekyll',
      'docusaurus',
      'hexo',
      'eleventy',
      'pelican',
      'zola/content',
    ]) {
      const lines: string[] = []
      const folder = join(import.meta.dirname, '..', 'fixtures', 'blogs', site)
      check(folder, (line) => lines.push(line), NOW)
      const at = lines.findIndex((line) => / Markdown files?:$/.test(line))
      const counts = lines.slice(at + 1, -1).map((line) => Number(/\d+/.exec(line)![0]))
      expect([site, counts.reduce((sum, count) => sum + count, 0)]).toEqual([
        site,
        Number.parseInt(lines[at]!, 10),
      ])
    }
  })
})

it('warns of a new article that no feed shows, where it is known what was published', () => {
  const old = article({ title: 'Old', date: '2025-01-01' })
  const files = {
    '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\nfeedLimit: 1\n---\n',
    'a.md': article(A),
    'older.md': article({ title: 'Older', date: '2024-01-01' }),
  }
  const folder = makeFolder({ ...files, [REGISTER_FILE]: '' })
  const late = () => {
    const lines: string[] = []
    check(folder, (line) => lines.push(line), NOW)
    return lines.filter((line) => line.includes(' late: '))
  }
  expect(late()).toEqual([])
  openFolder(folder, { defaultUrl: '', ids: createRegisterFile(folder, undefined) }).register(NOW)
  expect(late()).toEqual([])
  writeFileSync(join(folder, 'old.md'), old)
  expect(late()).toEqual([expect.stringMatching(/^old\.md: warning late: The article is new, but older/)])
})
