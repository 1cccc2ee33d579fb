import { openCompiled } from '../publication/compiled.ts'
import type { Publications } from '../publication/publications.ts'

/** What can fill a Publication in workerd. */
export const PUBLICATIONS: Publications = {
  'a compiled folder': (name) => openCompiled(name, 'compiled'),
  'a folder compiled to be rendered on demand': (name) => openCompiled(name, 'compiledOnDemand'),
}
