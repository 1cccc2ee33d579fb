import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GENERATORS } from '../src/content/generators/generator.ts'
import { KNOWN_FORMATS } from '../src/feed/formats/formats.ts'

const SOURCE = join(import.meta.dirname, '..', 'src')

/** The source by path from `src`. */
type Sources = ReadonlyMap<string, string>

/** The rooms of `content/`, each standing only on those before it; what lies beside them is below all. */
const CONTENT = [
  'content',
  'content/text',
  'content/front-matter',
  'content/generators',
  'content/media',
  'content/markdown',
  'content/podcast',
  'content/site',
  'content/article',
  'content/library',
  'content/body',
]
const FEED = ['feed', 'feed/formats', 'feed/editions', 'feed/documents']
const NODE = ['node', 'node/trial', 'node/folder', 'node/serving', 'node/dial', 'node/push']
const PUSH = ['push', 'push/destinations', 'push/store', 'push/hub', 'push/work']

/** Which rooms a room may import from, itself included; the doors and the commands may import all. */
const ALLOWED: Record<string, string[]> = {
  ...Object.fromEntries(CONTENT.map((room, index) => [room, CONTENT.slice(0, index + 1)])),
  ...Object.fromEntries(FEED.map((room, index) => [room, [...CONTENT, ...FEED.slice(0, index + 1)]])),
  import: ['import', ...CONTENT],
  publication: ['publication', ...FEED, ...CONTENT],
  'publication/push': ['publication/push', 'publication', ...PUSH, ...FEED, ...CONTENT],
  pages: ['pages', 'push', 'publication', ...FEED, ...CONTENT],
  ...Object.fromEntries(PUSH.map((room, index) => [room, PUSH.slice(0, index + 1)])),
  http: ['http', 'pages', ...PUSH, 'publication', ...FEED, ...CONTENT],
  preview: ['preview', ...FEED, ...CONTENT],
  ...Object.fromEntries(
    NODE.map((room, index) => [
      room,
      [
        ...NODE.slice(0, index + 1),
        ...PUSH,
        'publication/push',
        'publication',
        'http/encoding.ts',
        ...FEED,
        ...CONTENT,
      ],
    ]),
  ),
  'node/operation': ['node', 'node/operation', 'push', 'publication', ...FEED, ...CONTENT],
  cloudflare: ['cloudflare', 'publication/push', 'publication', ...FEED, ...CONTENT],
  'cloudflare/push': [
    'cloudflare/push',
    'cloudflare',
    ...PUSH,
    'publication/push',
    'publication',
    'http/links.ts',
    ...FEED,
    ...CONTENT,
  ],
}

/** The folders whose files may import everything, and read the clock. */
const DOORS = new Set(['', 'commands'])

const MAX_LINES = 250
const MAX_FILES = 15

const IMPORT =
  /(?:^|\n)(?:import|export)\s[^'"]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|\nimport '([^']+)'/g

function readSources(): Sources {
  const paths = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:ts|js)$/.test(path),
  )
  return new Map(paths.map((path) => [path, readFileSync(join(SOURCE, path), 'utf8')]))
}

function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]!)
}

/** Where an import of a file of ours leads; undefined for a package. */
function targetOf(path: string, imported: string): string | undefined {
  return imported.startsWith('.') ? posix.join(dirname(path), imported) : undefined
}

/** The folder of a file, where it is a room of its own, or else the nearest one above that is. */
function roomOf(path: string): string {
  const folder = dirname(path)
  if (folder === '.') return ''
  return folder in ALLOWED || DOORS.has(folder) ? folder : roomOf(folder)
}

function findImportsUp(sources: Sources): string[] {
  return imports(sources).flatMap(({ path, target }) => {
    const room = roomOf(path)
    if (target === undefined || target.startsWith('../') || DOORS.has(room)) return []
    const allowed = ALLOWED[room] ?? []
    return allowed.includes(roomOf(target)) || allowed.includes(target) ? [] : [`${path} imports ${target}`]
  })
}

function findForeignImports(sources: Sources): string[] {
  return imports(sources).flatMap(({ path, text, imported }) => {
    const [top = ''] = path.split('/')
    const isDoor = DOORS.has(roomOf(path))
    const isWrong =
      (imported.startsWith('node:') && top !== 'node' && !isDoor) ||
      // Code is parsed on Node alone: the Worker would carry the parser for nothing.
      (imported === 'acorn' && top !== 'node' && !isTypeOnly(text, imported)) ||
      (/^@?hono\b/.test(imported) && top !== 'http' && top !== 'pages' && !isDoor) ||
      (/^(?:cloudflare|wireroom):/.test(imported) && top !== 'cloudflare' && !isDoor)
    return isWrong ? [`${path} imports ${imported}`] : []
  })
}

/** Whether a file imports nothing but types from a package; these are gone when it runs. */
function isTypeOnly(text: string, imported: string): boolean {
  const lines = text.match(/^import [^']*'[^']+'/gm) ?? []
  return lines
    .filter((line) => line.endsWith(`'${imported}'`))
    .every((line) => line.startsWith('import type '))
}

function imports(sources: Sources) {
  return [...sources].flatMap(([path, text]) =>
    importsOf(text).map((imported) => ({ path, text, imported, target: targetOf(path, imported) })),
  )
}

/** One line for each circle, types included: a file that needs another only for a type still cannot be read without it. */
function findCircles(sources: Sources): string[] {
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: string[]) => {
    const start = trail.indexOf(path)
    if (start >= 0) circles.push([...trail.slice(start), path].join(' -> '))
    if (start >= 0 || done.has(path)) return
    for (const imported of importsOf(sources.get(path) ?? '')) {
      const target = targetOf(path, imported)
      if (target !== undefined && sources.has(target)) visit(target, [...trail, path])
    }
    done.add(path)
  }
  for (const path of sources.keys()) visit(path, [])
  return circles
}

function findClocks(sources: Sources): string[] {
  const clock = /\bDate\.now\(|new Date\(\)|Math\.random\(|(?<![.\w])fetch\((?!\w+: )/
  return pathsOf(sources, (path, text) => !DOORS.has(roomOf(path)) && clock.test(text))
}

/** A literal with the name of a generator stands in the file of its row, and in the list of all of them. */
function findGeneratorNames(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) =>
    GENERATORS.filter(
      (name) =>
        // Many things have a next one.
        (text.includes(`'${name}'`) || (name !== 'next' && new RegExp(`(?<![\\w.])${name}:`).test(text))) &&
        path !== `content/generators/rows/${name}.ts` &&
        path !== 'content/generators/generator.ts',
    ).map((name) => `${path} names ${name}`),
  )
}

/** In code: comments and texts for people may name one among other words. */
function findFormatFiles(sources: Sources): string[] {
  return KNOWN_FORMATS.flatMap(({ file }) => {
    const isNamed = new RegExp(`(?<!\\w)${file.replaceAll('.', '\\.')}['"\`]`)
    const paths = pathsOf(sources, (_, text) => isNamed.test(text.replace(/^ *(?:\/?\*|\/\/).*$/gm, '')))
    return paths.length > 1 ? [`${file} is named in ${paths.join(' and ')}`] : []
  })
}

function findSharedNames(sources: Sources): string[] {
  const places = new Map<string, string[]>()
  for (const [path, text] of sources)
    for (const [, name] of text.matchAll(
      /\nexport (?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/g,
    ))
      places.set(name!, [...(places.get(name!) ?? []), path])
  return [...places].flatMap(([name, paths]) =>
    paths.length > 1 ? [`${name} is exported by ${paths.join(' and ')}`] : [],
  )
}

function findLongFiles(sources: Sources): string[] {
  return pathsOf(sources, (_, text) => text.split('\n').length - 1 > MAX_LINES)
}

function findCrowdedFolders(sources: Sources): string[] {
  const folders = Map.groupBy(sources.keys(), (path) => dirname(path))
  return [...folders].flatMap(([folder, paths]) => (paths.length > MAX_FILES ? [folder] : []))
}

function pathsOf(sources: Sources, isMeant: (path: string, text: string) => boolean): string[] {
  return [...sources].filter(([path, text]) => isMeant(path, text)).map(([path]) => path)
}

const RULES: [rule: string, find: (sources: Sources) => string[], planted: Record<string, string>][] = [
  [
    'imports go one way, room by room',
    findImportsUp,
    { 'content/text/urls.ts': "import { a } from '../media/media.ts'\n" },
  ],
  [
    'importers know texts and nothing of feeds or folders',
    findImportsUp,
    { 'import/wire/dispatch.ts': "import { a } from '../../node/digest.ts'\n" },
  ],
  [
    'feeds know nothing of HTTP, and HTTP nothing of a runtime',
    findImportsUp,
    { 'http/app.ts': "import type { A } from '../node/folder/folder.ts'\n" },
  ],
  [
    'only the runtime on Node, commands and doors import modules of Node',
    findForeignImports,
    { 'feed/item.ts': "import { join } from 'node:path'\n" },
  ],
  [
    'only Node parses code',
    findForeignImports,
    { 'content/generators/read.ts': "import { parse } from 'acorn'\n" },
  ],
  [
    'only what speaks HTTP or HTML imports Hono',
    findForeignImports,
    { 'publication/catalogue.ts': "import { html } from 'hono/html'\n" },
  ],
  [
    'no files import each other in a circle',
    findCircles,
    { 'feed/a.ts': "import { b } from './b.ts'\n", 'feed/b.ts': "\nimport type { A } from './a.ts'\n" },
  ],
  [
    'clock, chance and network come in as parameters',
    findClocks,
    { 'push/outbox.ts': 'const now = Date.now()\n' },
  ],
  [
    "a generator's name stands in its own file alone",
    findGeneratorNames,
    { 'content/body/body.ts': "const is = name === 'hugo'\n" },
  ],
  [
    "the file of a format is named in the format's row alone",
    findFormatFiles,
    {
      'feed/formats/rss.ts': "const file = 'feed.xml'\n",
      'http/a.ts': "const path = '/feed.xml'\n",
    },
  ],
  [
    'no two exported names are alike',
    findSharedNames,
    { 'feed/a.ts': '\nexport function read() {}\n', 'http/b.ts': '\nexport const read = 1\n' },
  ],
  [`no file has more than ${MAX_LINES} lines`, findLongFiles, { 'feed/a.ts': '\n'.repeat(MAX_LINES + 1) }],
  [
    `no folder has more than ${MAX_FILES} files`,
    findCrowdedFolders,
    Object.fromEntries(Array.from({ length: MAX_FILES + 1 }, (_, index) => [`feed/${index}.ts`, ''])),
  ],
]

describe.each(RULES)('%s', (_, find, planted) => {
  it('holds of the source', () => {
    expect(find(sources)).toEqual([])
  })

  it('is broken by a planted violation', () => {
    expect(find(new Map(Object.entries(planted)))).not.toEqual([])
  })
})

const sources = readSources()

it('sees the source it judges', () => {
  expect(sources.size).toBeGreaterThan(100)
  expect(importsOf(sources.get('http/app.ts')!)).toContain('hono')
  expect(targetOf('http/app.ts', '../publication/publication.ts')).toBe('publication/publication.ts')
})
