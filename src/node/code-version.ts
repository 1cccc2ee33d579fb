import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { digest } from './digest.ts'

const SOURCE = join(import.meta.dirname, '..')

/**
 * What decides the bytes of a document beside the articles: the release, and the code and the packages that parse and render. A checkout
 * that is worked on or pulled changes that code without changing the release, and readers must not keep what it wrote before.
 */
export function codeVersion(release: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(SOURCE, '../package.json'), 'utf8'))
  return `${release}+${digest(JSON.stringify([dependencies, readCode(['content', 'feed'])]))}`
}

function readCode(folders: string[]): [path: string, text: string][] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path}`),
  )
  return files.sort().map((path) => [path, readFileSync(join(SOURCE, path), 'utf8')])
}
