import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { previewCommand } from '../../src/commands/preview.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { createApp } from '../../src/http/app.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import type { PublishedFeed } from '../../src/preview/published.ts'
import { readFeed } from '../../src/preview/read-feed.ts'

/** Articles to come are of the year 2999, so that neither clock matters. */
const NOW = Date.UTC(2026, 5, 1)

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'sites')

/** A fixture in a temporary folder. */
export interface SiteCopy {
  directory: string
  remove(): void
}

/** A site that its own generator has built. */
export interface BuiltSite extends SiteCopy {
  /** The file of one of its feeds, by the path on the site. */
  file(path: string): string
  /** Reads one of its feeds. */
  feed(path: string): PublishedFeed
  /** The paths of all its feeds. */
  feeds(): string[]
}

/** The same site as Wireroom publishes it. */
export interface OurSite {
  /** Absolute, ends in `/`. */
  home: string
  /** Reads the feed at a path of the site, which may redirect; undefined where nothing is. */
  feed(path: string): Promise<PublishedFeed | undefined>
}

/** A copy of the fixture of a generator, without what it was built into. */
export function copySite(name: string): SiteCopy {
  const directory = mkdtempSync(join(tmpdir(), `wireroom-${name}-`))
  cpSync(join(FIXTURES, name), directory, { recursive: true })
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

/** Whether a generator is installed; says what is skipped where it is not. */
export function hasGenerator(command: string, args: string[], debianPackages: string): boolean {
  if (spawnSync(command, args).status === 0) return true
  console.warn(
    `SKIPPED for want of ${command}: the comparison with the site it builds. Install ${debianPackages}.`,
  )
  return false
}

/** Builds a copy of a site; the command writes into `output` in it. `timezone` is that of the machine. */
export function buildSite(
  { directory, remove }: SiteCopy,
  command: string,
  args: string[],
  output: string,
  timezone = 'UTC',
): BuiltSite {
  const env = { ...process.env, TZ: timezone, LANG: 'C.UTF-8' }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory, encoding: 'utf8', env })
  if (status !== 0) {
    remove()
    throw new Error(`${command} cannot build the site:\n${stdout}${stderr}`)
  }
  const file = (path: string) => join(directory, output, path)
  return {
    directory,
    remove,
    file,
    feed: (path) => parse(readFileSync(file(path), 'utf8')),
    feeds: () =>
      readdirSync(file(''), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(?:xml|rss|atom|json)$/.test(path))
        .filter((path) => readFeed(readFileSync(file(path), 'utf8')).kind === 'feed')
        .sort(),
  }
}

/** Opens the articles of a site, with feeds that are long enough for all of them. */
export function openSite(directory: string, articles: string): OurSite {
  const root = join(directory, articles)
  writeFileSync(join(root, '_index.md'), '---\nfeedLimit: 1000\n---\n')
  const folder = openFolder(root, { defaultUrl: 'http://localhost/' })
  const publication = createFolderPublication(folder, 'test')
  const app = createApp({ publication, now: () => NOW })
  const { url: home } = folder.library().site
  return { home, feed: (path) => read(new URL(encodeURI(path).replaceAll('#', '%23'), home).pathname) }

  async function read(path: string): Promise<PublishedFeed | undefined> {
    const response = await app.request(path)
    const next = response.headers.get('location')
    if (response.status === 301 && next !== null) return read(next)
    return response.status === 200 ? parse(await response.text()) : undefined
  }
}

/** What `preview` says of a live feed; `args` may have `--fix`. */
export async function preview(live: string, articles: string, ...args: string[]) {
  const lines: string[] = []
  const code = await runCommand('preview', previewCommand, [live, '--articles', articles, ...args], {
    env: {},
    log: (line) => lines.push(line),
    logError: (line) => lines.push(line),
    now: () => NOW,
  })
  return { code, lines, last: lines.at(-1) }
}

function parse(text: string): PublishedFeed {
  const reading = readFeed(text)
  if (reading.kind !== 'feed') throw new Error(reading.reason)
  return reading.feed
}
