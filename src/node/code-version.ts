import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { digest } from './digest.ts'

const SOURCE = join(import.meta.dirname, '..')

/**
 * The version of everything but the articles that decides the bytes of a document: the release, and the code and packages that parse and render.
 * The release alone is not enough, because a checkout changes code without changing it.
 */
export function codeVersion(release: string): string {
  return `${release}+${hashCode(['content', 'feed', 'pages'])}`
}

/** The version of what compiles documents for the Worker, and reads them there: with another one, equal names of assets do not mean equal bytes. */
export function compilerVersion(release: string): string {
  return `${release}+${hashCode(['cloudflare', 'commands', 'publication'])}`
}

function hashCode(folders: string[]): string {
  const { dependencies } = JSON.parse(readFileSync(join(SOURCE, '../package.json'), 'utf8'))
  return digest(JSON.stringify([dependencies, readCode(folders)]))
}

function readCode(folders: string[]): [path: string, text: string][] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path}`),
  )
  return files.sort().map((path) => [path, readFileSync(join(SOURCE, path), 'utf8')])
}
