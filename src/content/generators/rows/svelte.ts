import { codeFiles } from '../configuration.ts'
import type { GeneratorRow } from '../row.ts'

/** SvelteKit, a framework that leaves the pages to the author. */
export const SVELTE: GeneratorRow = {
  name: 'svelte',
  label: 'SvelteKit',
  marks: [[/^svelte\.config\.[cm]?[jt]s$/]],
  dependency: '@sveltejs/kit',
  configFiles: ['svelte.config', 'src/lib/config'].flatMap(codeFiles),
}
