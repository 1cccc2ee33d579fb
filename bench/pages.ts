import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { BUNDLE_OPTIONS } from '../src/commands/packing/bundle-options.ts'
import { makeArticles } from './articles.ts'
import { figure, inTurn, over, seconds } from './figures.ts'
import { hasHugo, prepareHugoSite } from './hugo.ts'
import { ROOT, type Weight } from './processes.ts'

export const PAGES_PROCESSES = 3
const COUNT = 10_000

/** Loading a folder, and rendering and writing the page of each of its articles on all cores, against Hugo doing the same with a bare template. */
export async function benchPages(): Promise<void> {
  if (!hasHugo()) {
    console.log('pages: SKIPPED, because Hugo is not installed (Debian: apt-get install hugo)')
    return
  }
  const script = await bundleScript()
  const articles = makeArticles(COUNT)
  // What was written this shortly ago would be read again.
  await setTimeout(2500)
  const { ours, hugo } = await inTurn(PAGES_PROCESSES, {
    ours: () => renderPages(script, articles),
    hugo: () => {
      const site = prepareHugoSite(articles, true)
      const time = site.build()
      site.remove()
      return time
    },
  })
  rmSync(articles, { recursive: true })
  rmSync(dirname(script), { recursive: true })
  const times = ours.map(({ milliseconds }) => milliseconds)
  console.log(
    `pages, ${COUNT} articles: ${seconds(times)}, ${seconds(ours.map(({ cpu }) => cpu))} of CPU, ${figure(over(times, hugo))} x Hugo (${seconds(hugo)}), ${figure(
      ours.map(({ megabytes }) => megabytes),
      0,
    )} MB at the peak`,
  )
}

/** Bundles the script as the program is, because nobody's pages are rendered by the source. */
async function bundleScript(): Promise<string> {
  const outdir = mkdtempSync(join(ROOT, '.wireroom/bench-'))
  await build({ ...BUNDLE_OPTIONS, entryPoints: ['bench/render-pages.ts'], outdir })
  return join(outdir, 'render-pages.js')
}

function renderPages(script: string, articles: string): Weight {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const printed = execFileSync(process.execPath, ['--max-semi-space-size=16', script, articles, 'out'], {
    cwd: directory,
    encoding: 'utf8',
  })
  rmSync(directory, { recursive: true })
  return JSON.parse(printed)
}
