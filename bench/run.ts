import { benchEdge } from './edge.ts'
import { benchEdit } from './edit.ts'
import { benchRender } from './render.ts'
import { benchMemory, benchServe } from './serve.ts'
import { benchStart } from './start.ts'
import { benchTags } from './tags.ts'

const BENCHES: Record<string, () => Promise<void> | void> = {
  start: benchStart,
  render: benchRender,
  serve: benchServe,
  edit: benchEdit,
  memory: benchMemory,
  tags: benchTags,
  edge: benchEdge,
}

/** `npm run bench` runs all of them, `npm run bench -- start` one. */
const wanted = process.argv.slice(2)
console.log(`Node ${process.version}, ${process.platform}; ratios are taken within one run`)
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
