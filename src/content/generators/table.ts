import type { GeneratorName } from './generator.ts'
import type { GeneratorRow } from './row.ts'
import { ASTRO } from './rows/astro.ts'
import { DOCUSAURUS } from './rows/docusaurus.ts'
import { ELEVENTY } from './rows/eleventy.ts'
import { GATSBY } from './rows/gatsby.ts'
import { HEXO } from './rows/hexo.ts'
import { HUGO } from './rows/hugo.ts'
import { JEKYLL } from './rows/jekyll.ts'
import { MKDOCS } from './rows/mkdocs.ts'
import { NEXT } from './rows/next.ts'
import { OBSIDIAN } from './rows/obsidian.ts'
import { PELICAN } from './rows/pelican.ts'
import { SVELTE } from './rows/svelte.ts'
import { VITEPRESS } from './rows/vitepress.ts'
import { ZOLA } from './rows/zola.ts'

/** All generators; the first row that matches a site is used. */
export const ROWS: readonly GeneratorRow[] = [
  DOCUSAURUS,
  ASTRO,
  VITEPRESS,
  ELEVENTY,
  GATSBY,
  NEXT,
  SVELTE,
  HEXO,
  JEKYLL,
  PELICAN,
  MKDOCS,
  ZOLA,
  HUGO,
  // The notes of another generator's site may be edited in a vault.
  OBSIDIAN,
]

/** Finds the row of a generator by its name. */
export function rowOf(name: GeneratorName): GeneratorRow {
  return ROWS.find((row) => row.name === name)!
}
