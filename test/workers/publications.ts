import { inject } from 'vitest'
import { type Compiled, openCompiled } from '../publication/compiled.ts'
import type { Publications } from '../publication/publications.ts'

export const readCompiled = (): Compiled => inject('compiled')

/** What can fill a Publication in workerd. */
export const PUBLICATIONS: Publications = {
  'a compiled folder': (name) => openCompiled(readCompiled().compiled[name]!),
  'a folder compiled to be rendered on demand': (name) =>
    openCompiled(readCompiled().compiledOnDemand[name]!),
}
