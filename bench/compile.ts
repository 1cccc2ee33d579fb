import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../src/cloudflare/manifest.ts'
import { articlePath, makeArticle, makeArticles } from './articles.ts'
import { figure, inTurn, over } from './figures.ts'
import { weighScriptIn } from './processes.ts'

export const COMPILE_PROCESSES = 3
const COUNTS = [10_000, 50_000]
const EMBARGOED = { count: 2000, embargoes: 400 }

/** What compiling for the edge takes of time, CPU and memory, and what 400 embargoes add to that. */
export async function benchCompiling(): Promise<void> {
  for (const count of COUNTS) {
    const articles = makeArticles(count)
    const seen = await compileFirst(articles)
    console.log(
      `compile, ${count} articles: ${(seen.milliseconds / 1000).toFixed(1)} s, ${(seen.cpu / 1000).toFixed(1)} s CPU, ${seen.megabytes.toFixed(0)} MB at the peak, ${seen.assets} assets, manifest of ${seen.manifest} bytes`,
    )
    rmSync(articles, { recursive: true })
  }
  const [plain, embargoed] = [0, EMBARGOED.embargoes].map(makeEmbargoed) as [string, string]
  const { none, some } = await inTurn(COMPILE_PROCESSES, {
    none: () => compileFirst(plain),
    some: () => compileFirst(embargoed),
  })
  const ratio = over(
    some.map(({ cpu }) => cpu),
    none.map(({ cpu }) => cpu),
  )
  console.log(
    `compile, ${EMBARGOED.count} articles: ${EMBARGOED.embargoes} embargoes ${figure(ratio)} x the CPU of none`,
  )
  for (const articles of [plain, embargoed]) rmSync(articles, { recursive: true })
}

async function compileFirst(articles: string) {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const weight = await weighScriptIn(directory, 'src/main.js', 'compile', '--articles', articles)
  const output = join(directory, '.wireroom/edge')
  const assets = readdirSync(join(output, 'assets', PRIVATE_FOLDER)).length
  const manifest = statSync(join(output, 'manifest.json')).size
  rmSync(directory, { recursive: true })
  return { ...weight, assets, manifest }
}

/** A folder in which so many articles are under embargo, each until another hour. */
function makeEmbargoed(embargoes: number): string {
  const { count } = EMBARGOED
  const articles = makeArticles(count)
  for (let number = 1; number <= embargoes; number++) {
    const index = number * (count / embargoes) - 1
    const embargo = `embargo: ${new Date(Date.now() + number * 3_600_000 + 86_400_000).toISOString()}`
    writeFileSync(
      articlePath(articles, index),
      makeArticle(index).replace('---\n', () => `---\n${embargo}\n`),
    )
  }
  return articles
}
