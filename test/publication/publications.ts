import type { Publication } from '../../src/publication/publication.ts'
import type { FixtureName } from './fixtures.ts'

/** Opens a fixture in each of the ways the runtime has. `#publications` is the list of the runtime at hand. */
export type Publications = Record<string, (fixture: FixtureName) => Publication>
