import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Generator, GeneratorName } from '../../src/content/generators/generator.ts'
import { rowOf } from '../../src/content/generators/table.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { makeFolder } from '../make-folder.ts'
import { hasGenerator } from './sites.ts'

const NAMES = [
  ...['C++', 'C#', '.NET', 'Node.js', 'Foo & Bar', 'foo_bar', "It's", 'R&D', 'a — b', 'TAG', 'a b', '½'],
  ...['Наука', 'Щука', 'тест ёлка', 'объект', 'Ελλάδα', 'Straße', 'Œuvre', 'naïve café', 'Łódź', 'ひらがな'],
  ...['한국어', '블로그 글', 'ქართული', 'Հայերեն', 'שלום', 'سلام دنیا', 'สวัสดี', 'ترنتی'],
]

/** What ours makes of each name. */
function ours(name: GeneratorName, options: Record<string, string> = {}): string[][] {
  return NAMES.map((tag) => rowOf(name).feedSlugs!(tag, { name, options } as Generator))
}

/** What a script makes of the names, which it reads as JSON. */
function theirs(command: string, script: string[]): (string | null)[] {
  const { stdout, stderr } = spawnSync(command, script, { input: JSON.stringify(NAMES) })
  expect(String(stderr)).not.toMatch(/error/i)
  return JSON.parse(String(stdout))
}

// Debian's Python has it.
const PYTHON = '/usr/bin/python3'
const PELICAN =
  'from pelican.utils import slugify; from pelican.settings import DEFAULT_CONFIG as C; import sys, json'
const JEKYLL = 'require "jekyll"; require "json"'

describe('slugs of tags', () => {
  it.skipIf(!hasGenerator(PYTHON, ['-c', PELICAN], 'pelican')).each(['False', 'True'])(
    'are what Pelican makes, with letters of other scripts: %s',
    (unicode) => {
      const code = `${PELICAN}; print(json.dumps([slugify(t, C['SLUG_REGEX_SUBSTITUTIONS'], use_unicode=${unicode}) for t in json.load(sys.stdin)]))`
      const slugs = ours('pelican', { keepsLetters: unicode.toLowerCase() }).map(([slug]) => slug)
      expect(slugs).toEqual(theirs(PYTHON, ['-c', code]))
    },
  )

  it.skipIf(!hasGenerator('ruby', ['-e', JEKYLL], 'jekyll')).each(['default', 'pretty', 'ascii'])(
    'are among ours as Jekyll makes them: %s',
    (mode) => {
      const code = `${JEKYLL}; puts JSON.parse(STDIN.read).map { |t| Jekyll::Utils.slugify(t, mode: "${mode}") }.to_json`
      const slugs = ours('jekyll').map((all) => all.map((slug) => slug.toLowerCase()))
      for (const [index, slug] of theirs('ruby', ['-e', code]).entries())
        if (slug) expect(slugs[index]).toContain(slug)
    },
  )

  it.skipIf(!hasGenerator('hugo', ['version'], 'hugo')).each(['false', 'true'])(
    'and paths are what Hugo makes, without accents: %s',
    (removesAccents) => {
      const directory = makeFolder({
        'hugo.toml': `baseURL = "https://example.org/"\nremovePathAccents = ${removesAccents}\n`,
        'layouts/_default/list.html': 'x',
        'layouts/_default/single.html': 'x',
        'content/posts/Élan vital.md': '---\ntitle: A\ndate: 2024-01-01\n---\n',
        'content/posts/b.md': '---\ntitle: B\ndate: 2024-01-01\nurl: /Old/Path/X\n---\n',
        ...Object.fromEntries(
          NAMES.map((tag, index) => [`content/t/${index}.md`, `+++\ntags = [${JSON.stringify(tag)}]\n+++\n`]),
        ),
      })
      expect(spawnSync('hugo', ['--quiet'], { cwd: directory }).status).toBe(0)
      const isBuilt = (slug: string) => existsSync(join(directory, 'public/tags', slug, 'index.xml'))
      expect(ours('hugo', { removesAccents }).filter(([slug]) => !isBuilt(slug!))).toEqual([])
      const { articles } = openFolder(join(directory, 'content'), {
        defaultUrl: 'http://localhost/',
      }).library()
      const paths = articles.map(({ permalink }) => decodeURI(new URL(permalink).pathname)).sort()
      const pages = readdirSync(join(directory, 'public'), { recursive: true, encoding: 'utf8' })
        .filter((path) => /(?:^posts\/.+|^Old.*)\/index\.html$/.test(path))
        .map((path) => `/${path.replace(/index\.html$/, '')}`)
      expect(paths).toEqual(pages.sort())
    },
  )
})
