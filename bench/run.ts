import { BUILD_PROCESSES, benchBuild } from './build.ts'
import { benchCold, COLD_PROCESSES } from './cold.ts'
import { benchCompiling, COMPILE_PROCESSES } from './compile.ts'
import { benchEdge, EDGE_PROCESSES } from './edge.ts'
import { benchEdit, EDIT_PROCESSES } from './edit.ts'
import { benchMemory, MEMORY_PROCESSES } from './memory.ts'
import { benchPages, PAGES_PROCESSES } from './pages.ts'
import { benchPush, PUSH_PROCESSES } from './push.ts'
import { benchRender, RENDER_PROCESSES } from './render.ts'
import { benchPage, benchServe, SERVE_PROCESSES } from './serve.ts'
import { benchStart, START_PROCESSES } from './start.ts'
import { benchTags, TAGS_PROCESSES } from './tags.ts'

/** From how many processes the figures of each come. */
const BENCHES: Record<string, { processes: number | string; run(): Promise<void> }> = {
  start: { processes: START_PROCESSES, run: benchStart },
  render: { processes: RENDER_PROCESSES, run: benchRender },
  serve: { processes: SERVE_PROCESSES, run: benchServe },
  page: { processes: SERVE_PROCESSES, run: benchPage },
  edit: { processes: EDIT_PROCESSES, run: benchEdit },
  memory: { processes: MEMORY_PROCESSES, run: benchMemory },
  tags: { processes: TAGS_PROCESSES, run: benchTags },
  push: { processes: PUSH_PROCESSES, run: benchPush },
  compile: { processes: COMPILE_PROCESSES, run: benchCompiling },
  pages: { processes: PAGES_PROCESSES, run: benchPages },
  build: { processes: BUILD_PROCESSES, run: benchBuild },
  cold: { processes: COLD_PROCESSES, run: benchCold },
  edge: { processes: EDGE_PROCESSES, run: benchEdge },
}

/** `npm run bench` runs all of them, `npm run bench -- start` one. */
const wanted = process.argv.slice(2)
const chosen = Object.entries(BENCHES).filter(([name]) => wanted.length === 0 || wanted.includes(name))
const counts = chosen.map(([name, { processes }]) => `${name} ${processes}`).join(', ')
console.log(
  `Node ${process.version}, ${process.platform}. Medians of processes (${counts}), with the least and the greatest; ratios are taken within one round.`,
)
for (const [, { run }] of chosen) await run()
