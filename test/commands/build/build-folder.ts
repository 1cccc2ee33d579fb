import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildCommand } from '../../../src/commands/build/build.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { makeFolder } from '../../make-folder.ts'

export const SITE_URL = 'https://example.org/'

/** What a build said, and how it ended. */
export interface Run {
  code: number | undefined
  lines: string[]
  /** What it said on standard error. */
  warnings: string[]
}

/** Builds a folder in this process. */
export async function buildFolder(
  articles: string,
  out: string,
  { args = [], now = Date.now(), url = SITE_URL }: { args?: string[]; now?: number; url?: string } = {},
): Promise<Run> {
  const lines: string[] = []
  const warnings: string[] = []
  const code = await runCommand('build', buildCommand, ['--articles', articles, '--out', out, ...args], {
    env: url === '' ? {} : { SITE_URL: url },
    log: (line) => lines.push(line),
    logError: (line) => warnings.push(line),
    now: () => now,
  })
  return { code, lines, warnings }
}

/** Every file of a folder by its path, as text in which each byte is a character. */
export function readFolder(directory: string): Record<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  const files = paths.filter((path) => statSync(join(directory, path)).isFile())
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(directory, path), 'latin1')]))
}

/** The same without the list of what was written, in which the times of files stand. */
export function readSite(directory: string): Record<string, string> {
  const { '.wireroom/build.json': _, ...site } = readFolder(directory)
  return site
}

/** A path in a temporary folder at which there is nothing yet. */
export function newOutput(forOneTest = true): string {
  return join(makeFolder({}, forOneTest), 'dist')
}
