import type { Bodies } from '../../content/body/bodies.ts'
import type { Library } from '../../content/library/library.ts'
import type { Editions } from '../../feed/editions/editions.ts'
import type { Highlight } from '../content/code.ts'
import type { Navigations } from './navigation.ts'

export const HTML_TYPE = 'text/html; charset=utf-8'

/** What pages are made of. */
export interface PageSources {
  library: Library
  editions: Editions
  bodies: Bodies
  navigations: Navigations
  /** Marks up code; without it, code stays plain. */
  highlight?: Highlight
}
