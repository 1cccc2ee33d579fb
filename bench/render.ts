import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { figure, inTurn } from './figures.ts'
import { NODE, ROOT } from './processes.ts'

export const RENDER_PROCESSES = 5

/** Rendering a feed of 20 items of 5 KB, against `feed.rss2()` alone with the same text. */
export async function benchRender(): Promise<void> {
  const { ratios } = await inTurn(RENDER_PROCESSES, { ratios: measureRatios })
  for (const [at, [title]] of ratios[0]!.entries())
    console.log(
      `render 20 items as ${title}: ${figure(ratios.map((process) => process[at]![1]))} x feed.rss2() alone`,
    )
}

function measureRatios(): [title: string, ratio: number][] {
  const [node, ...flags] = NODE as [string, ...string[]]
  return JSON.parse(
    execFileSync(node, [...flags, join(ROOT, 'bench/render-formats.ts')], { encoding: 'utf8' }),
  )
}
