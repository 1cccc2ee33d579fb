import { openFolder } from '../../src/node/folder.ts'
import { createFolderPublication } from '../../src/node/publication.ts'
import { makeFolder } from '../make-folder.ts'
import { openCompiled } from '../publication/compiled.ts'
import { FIXTURES } from '../publication/fixtures.ts'
import type { Publications } from '../publication/publications.ts'

/** What can fill a Publication on Node. */
export const PUBLICATIONS: Publications = {
  'a folder': (name) => {
    const { files, siteUrl } = FIXTURES[name]
    return createFolderPublication(
      openFolder(makeFolder(files), { defaultUrl: 'http://localhost/', siteUrl }),
      'test',
    )
  },
  'a compiled folder': (name) => openCompiled(name, 'compiled'),
  'a folder compiled to be rendered on demand': (name) => openCompiled(name, 'compiledOnDemand'),
}
