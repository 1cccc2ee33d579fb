import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
export const GUIDES = 'articles/guides'

/** The text of a file by its path from the top. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** The paths of the guides and of the other documents, from the top. */
export function documentPaths(): string[] {
  const guides = readdirSync(join(ROOT, GUIDES), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.endsWith('_index.md'))
    .map((path) => `${GUIDES}/${path}`)
  return ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...guides.sort()]
}

/** What stands below a heading, up to the next one of its level. */
export function sectionOf(text: string, heading: string): string {
  const [, section] = text.split(`\n## ${heading}\n`)
  return section!.split('\n## ')[0]!
}

/** All that is code in the first columns of the tables of a text. */
export function namesIn(tables: string, columns = 1): string[] {
  const cells = tables
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => line.split(/ ?(?<!\\)\| ?/).slice(1, columns + 1))
  return cells.flatMap((cell) => cell.match(/`[^`]+`/g) ?? []).map((name) => name.slice(1, -1))
}
