import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/cloudflare/compile.ts'
import { compileCommand } from '../../../src/commands/compile/compile.ts'
import { openOutput } from '../../../src/commands/compile/write-compiled.ts'
import {
  type CompileThread,
  compressAsset,
  startCompileThread,
} from '../../../src/commands/compile/write-file.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { createEditions } from '../../../src/feed/editions/editions.ts'
import { digest } from '../../../src/node/digest.ts'
import { MANY_ARTICLES, openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../../src/node/serving/publication.ts'
import { createPages } from '../../../src/pages/pages.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

/** Every kind of feed that is made of items in its own way: limited in bytes, of summaries, a podcast, older versions of ninjs, with what is withdrawn or comes later. */
function makeArticles(): string {
  const files: Record<string, string> = {
    '_index.md': '---\ntitle: All\nurl: https://example.org/\nfeedLimit: 10\nninjs: [1, 2]\n---\n',
    'short/_index.md': '---\ntitle: Short\ncontent: summary\n---\n',
    'bytes/_index.md': '---\ntitle: Bytes\nfeedBytes: 9000\n---\n',
    'show/_index.md': '---\ntitle: Show\npodcast: {category: News}\nimage: https://example.org/i.png\n---\n',
    'gone.md': article({ title: 'Gone', date: '2025-01-02', withdrawn: '2025-02-01' }),
    'later.md': article({ title: 'Later', date: '2025-01-02', embargo: '2026-06-01' }),
  }
  for (let day = 0; day < 60; day++) {
    const section = ['', 'short/', 'bytes/', 'show/'][day % 4]
    files[`${section}a${day}.md`] = article(
      {
        title: `A${day} ]]> & <b>`,
        date: new Date(Date.UTC(2025, 0, 1 + day)).toISOString(),
        tags: `[t${day % 7}]`,
        ...(section === 'show/' && { audio: 'https://example.org/a.mp3' }),
      },
      `Text ${day} ]]> [one](a0.md). ${'Long words stand here. '.repeat(day % 5 === 0 ? 100 : 3)}`,
    )
  }
  return makeFolder(files)
}

/** Compiles the folder and returns all files of the output by their paths, or what kept them from being written. */
async function write(
  articles: string,
  startThread?: (items: string) => CompileThread,
  directory = makeFolder({}),
) {
  const folder = openFolder(articles, { defaultUrl: 'https://example.org/' })
  const library = folder.library()
  const bodies = createFolderBodies(folder)
  const output = openOutput(directory, '1')
  const compiled = compile({
    library,
    editions: createEditions(library, 'test', bodies, digest),
    pages: (kept) => createPages()(library, kept, bodies),
    media: { paths: () => [], find: () => undefined },
    now: NOW,
    digest,
    compress: compressAsset,
    readShard: output.readShard,
    maxPrerendered: 20,
  })
  const written = await output.write(compiled, {
    maxAssets: 20_000,
    readMedia: () => new Uint8Array(),
    ...(startThread && { startThread }),
  })
  return { written, files: readFiles(directory) }
}

function readFiles(directory: string): Map<string, string> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(paths.sort().map((path) => [path.slice(directory.length), readFileSync(path, 'base64')]))
}

/** A thread that notes its replies, and ends after so many requests. */
function watchThread(replies: unknown[], most = Number.POSITIVE_INFINITY) {
  return (items: string): CompileThread => {
    const thread = startCompileThread({ items })
    let sent = 0
    return {
      async send(request) {
        if (++sent === most) thread.stop()
        const reply = await thread.send(request)
        replies.push(reply)
        return reply
      },
      stop: thread.stop,
    }
  }
}

describe('a thread that makes feeds and items', () => {
  it('makes the same bytes', async () => {
    const articles = makeArticles()
    const alone = await write(articles)
    const replies: unknown[] = []
    const shared = await write(articles, watchThread(replies))
    expect(shared).toEqual(alone)
    expect(replies.length).toBeGreaterThan(10)
    expect(replies).not.toContain(undefined)
    const names = [...alone.files.keys()].join('\n')
    for (const kind of [/items-\w+\.jsonl/, /feeds-\w+\.pack/, /-feed\.xml/]) expect(names).toMatch(kind)
  })

  it.each([1, 5, 20])('leaves the rest to this one where it ends at request %d', async (most) => {
    const articles = makeArticles()
    const replies: unknown[] = []
    expect(await write(articles, watchThread(replies, most))).toEqual(await write(articles))
    expect(replies).toContain(undefined)
  })

  it('is not started where all is made already', async () => {
    const articles = makeArticles()
    const directory = makeFolder({})
    const first = await write(articles, watchThread([]), directory)
    let isStarted = false
    const start = (items: string) => {
      isStarted = true
      return startCompileThread({ items })
    }
    expect(await write(articles, start, directory)).toEqual(first)
    expect(isStarted).toBe(false)
  })

  it('tells of what is too large, and nothing is replaced', async () => {
    const tooLarge = { bytes: 26 * 1024 * 1024, digest: 'large' }
    const { written, files } = await write(makeArticles(), () => ({ send: async () => tooLarge, stop() {} }))
    const problems = 'problems' in written ? written.problems : []
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['edge-limit']))
    expect(problems.map(({ path }) => path)).toContain('short/_index.md')
    expect([...files.keys()].filter((path) => path.startsWith('/manifest'))).toEqual([])
  })
})

/** A folder of so many articles that their texts are let go, and a thread is started. */
function makeManyArticles(): string {
  const files = Array.from({ length: MANY_ARTICLES + 1 }, (_, index) => [
    `a${index}.md`,
    article({ title: `A${index}`, date: '2025-01-01', tags: `[t${index % 9}]` }, `Text ${index}.`),
  ])
  return makeFolder(Object.fromEntries(files))
}

/** Compiles as the command does; returns its exit code and what it printed. */
async function run(articles: string, output: string, showProgress = (_text: string) => {}) {
  const lines: string[] = []
  const code = await runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
    env: { SITE_URL: 'https://example.org/' },
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
    showProgress,
  })
  return { code, lines }
}

describe('a folder of many articles', () => {
  it('for which a thread is started, is compiled to the same files each time', async () => {
    const articles = makeManyArticles()
    const compiled = async (output: string) => {
      expect(await run(articles, output)).toMatchObject({ code: 0 })
      return readFiles(output)
    }
    const output = makeFolder({})
    const first = await compiled(output)
    expect(await compiled(makeFolder({}))).toEqual(first)
    expect(await compiled(output)).toEqual(first)
  })

  it('of which one changes meanwhile, is not compiled, and what was compiled before is whole', async () => {
    const articles = makeManyArticles()
    const output = makeFolder({})
    await run(articles, output)
    const before = readFiles(output)
    const edit = (text: string) => {
      for (let index = 0; index <= MANY_ARTICLES; index++)
        appendFileSync(join(articles, `a${index}.md`), text)
    }
    edit('More.')
    let isEdited = false
    const { code, lines } = await run(articles, output, (text) => {
      if (isEdited || !text.endsWith(' assets')) return
      isEdited = true
      edit('And more.')
    })
    expect(code).toBe(1)
    expect(lines.at(-1)).toMatch(/^a\d+\.md changed while it was read/)
    const after = readFiles(output)
    for (const [path, content] of before) expect(after.get(path), path).toBe(content)
    expect(await run(articles, output)).toMatchObject({ code: 0 })
    const fresh = makeFolder({})
    await run(articles, fresh)
    expect(readFiles(output)).toEqual(readFiles(fresh))
  })
})
