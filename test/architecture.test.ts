import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const SOURCE = join(import.meta.dirname, '..', 'src')
const DOORS = [
  'bundle.ts',
  'check.ts',
  'cli.ts',
  'compile.ts',
  'preview.ts',
  'server.ts',
  'version.ts',
  'worker.ts',
]

/** Which folders of src a folder may import from; doors may import all. */
const ALLOWED: Record<string, string[]> = {
  content: ['content'],
  feed: ['feed', 'content'],
  pages: ['pages', 'feed', 'content', 'http/publication.ts'],
  push: ['push'],
  http: ['http', 'pages', 'push', 'feed', 'content'],
  node: ['node', 'push', 'http/publication.ts', 'http/encoding.ts', 'feed', 'content'],
  cloudflare: ['cloudflare', 'push', 'http/publication.ts', 'feed', 'content'],
}

/** The same within `node`: reading a folder knows nothing of serving it, and neither of who looks on. */
const ALLOWED_IN_NODE: Record<string, string[]> = {
  folder: ['folder'],
  serving: ['serving', 'folder'],
  operation: ['operation'],
  'live-feed': ['live-feed'],
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.tsx?$/.test(path),
)

function importsOf(path: string): string[] {
  const text = readFileSync(join(SOURCE, path), 'utf8')
  return [
    ...text.matchAll(
      /(?:^|\n)(?:import|export)\s[^'"]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|\nimport '([^']+)'/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3]!)
}

function folderOf(path: string): string {
  return path.includes('/') ? path.split('/')[0]! : 'door'
}

/** The folder within `node` that a file is in. */
function roomOf(path: string): string | undefined {
  return /^node\/([^/]+)\//.exec(path)?.[1]
}

describe('the import rule', () => {
  it('sees the imports it judges', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(importsOf('http/app.ts')).toContain('hono')
  })

  it.each(files)('%s imports only what its folder may', (path) => {
    const folder = folderOf(path)
    if (folder === 'door') {
      expect(DOORS).toContain(path)
      return
    }
    for (const imported of importsOf(path)) {
      if (imported.startsWith('.')) {
        const target = relative(SOURCE, join(SOURCE, dirname(path), imported))
        const allowed = (ALLOWED[folder] ?? []).some(
          (prefix) => target === prefix || target.startsWith(`${prefix}/`),
        )
        expect(allowed, `${path} imports ${target}`).toBe(true)
        if (folder === 'node' && roomOf(target) !== undefined)
          expect(ALLOWED_IN_NODE[roomOf(path) ?? ''] ?? [], `${path} imports ${target}`).toContain(
            roomOf(target),
          )
      } else {
        if (/^node:/.test(imported)) expect(folder, `${path} imports ${imported}`).toBe('node')
        if (/^(?:hono|@hono)\b/.test(imported))
          expect(['http', 'pages'], `${path} imports ${imported}`).toContain(folder)
        if (/^(?:cloudflare|wireroom):/.test(imported))
          expect(folder, `${path} imports ${imported}`).toBe('cloudflare')
      }
    }
  })

  it.each(files.filter((path) => folderOf(path) !== 'door'))(
    '%s leaves clock, chance and network to the doors',
    (path) => {
      const text = readFileSync(join(SOURCE, path), 'utf8')
      expect(text).not.toMatch(/\bDate\.now\(|new Date\(\)|Math\.random\(|(?<![.\w])fetch\((?!\w+: )/)
    },
  )
})
