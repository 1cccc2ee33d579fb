import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { makeArticles } from './articles.ts'
import { figure, inTurn, over, seconds } from './figures.ts'
import { hasHugo, prepareHugoSite } from './hugo.ts'
import { weighScriptIn } from './processes.ts'

export const BUILD_PROCESSES = 3
const COUNT = 10_000

/**
 * Building all pages and feeds of a folder, and again where nothing changed, against Hugo making a page of each article, lists and feeds of the same
 * articles. Hugo makes one format of feeds, and keeps nothing for its second run.
 */
export async function benchBuild(): Promise<void> {
  const withHugo = hasHugo()
  if (!withHugo)
    console.log('build: SKIPPED against Hugo, because it is not installed (Debian: apt-get install hugo)')
  const articles = makeArticles(COUNT)
  // What was written this shortly ago would be read again.
  await setTimeout(2500)
  const { ours, hugo } = await inTurn(BUILD_PROCESSES, {
    ours: () => buildTwice(articles),
    hugo: () => (withHugo ? hugoTwice(articles) : undefined),
  })
  rmSync(articles, { recursive: true })
  const cold = ours.map(({ cold }) => cold.milliseconds)
  const again = ours.map(({ again }) => again.milliseconds)
  const against = (times: number[], others: (number | undefined)[]) =>
    withHugo ? `, ${figure(over(times, others as number[]))} x Hugo (${seconds(others as number[])})` : ''
  console.log(
    [
      `build, ${COUNT} articles, ${ours[0]!.files} files: ${seconds(cold)}${against(
        cold,
        hugo.map((times) => times?.cold),
      )}, ${figure(
        ours.map(({ cold }) => cold.megabytes),
        0,
      )} MB at the peak${withHugo ? `; Hugo writes ${hugo[0]!.files} files` : ''}`,
      `  again: ${seconds(again)}, ${figure(over(cold, again), 1)} times faster${against(
        again,
        hugo.map((times) => times?.again),
      )}`,
    ].join('\n'),
  )
}

/** Builds into a new folder, and again where nothing changed. */
async function buildTwice(articles: string) {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const run = () => weighScriptIn(directory, 'src/main.js', 'build', '--articles', articles, '--out', 'dist')
  const cold = await run()
  const again = await run()
  const files = countFiles(join(directory, 'dist'))
  rmSync(directory, { recursive: true })
  return { cold, again, files }
}

function hugoTwice(articles: string) {
  const { build, output, remove } = prepareHugoSite(articles)
  const times = { cold: build(), again: build(), files: countFiles(output) }
  remove()
  return times
}

function countFiles(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length
}
