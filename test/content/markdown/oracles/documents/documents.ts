import type { OracleName } from '../renderers.ts'
import { BLOCKS } from './blocks.ts'
import { CORNERS } from './corners.ts'
import {
  ABBREVIATIONS,
  ADMONITIONS,
  ATTRIBUTE_LISTS,
  BARE,
  BLOCK_ATTRIBUTES,
  DEFINITIONS,
  EMOJI,
  FOOTNOTES,
  GFM,
  KRAMDOWN,
  MARKDOWN_IN_HTML,
} from './dialects.ts'
import { INLINE } from './inline.ts'
import { SCRIPTS, WIDE_EMPHASIS } from './scripts.ts'
import { TYPOGRAPHY } from './typography.ts'

const ALL = ['goldmark', 'kramdown', 'pelican', 'mkdocs'] as const

/** Small documents, each of one oddity, with the renderers that have what they show. */
const GROUPS: readonly [oracles: readonly OracleName[], documents: readonly string[]][] = [
  [ALL, BLOCKS],
  [ALL, INLINE],
  [ALL, SCRIPTS],
  [ALL, CORNERS],
  [['goldmark', 'kramdown'], TYPOGRAPHY],
  [['goldmark', 'kramdown', 'pelican'], DEFINITIONS],
  [['goldmark', 'kramdown', 'pelican'], FOOTNOTES],
  [['kramdown'], BLOCK_ATTRIBUTES],
  [['pelican'], ATTRIBUTE_LISTS],
  [['kramdown', 'pelican'], ABBREVIATIONS],
  [['kramdown', 'pelican'], MARKDOWN_IN_HTML],
  [['kramdown'], KRAMDOWN],
  [['goldmark', 'kramdown'], GFM],
  [['goldmark'], BARE],
  [['goldmark'], EMOJI],
  [['mkdocs'], ADMONITIONS],
  [['goldmark'], WIDE_EMPHASIS],
]

/** How many documents there are. */
export const COUNT = new Set(GROUPS.flatMap(([, documents]) => documents)).size

/** The documents that a renderer is compared on. */
export function documentsFor(oracle: OracleName): string[] {
  return GROUPS.flatMap(([oracles, documents]) => (oracles.includes(oracle) ? documents : []))
}
