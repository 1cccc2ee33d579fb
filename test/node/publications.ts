import { openFolder } from '../../src/node/folder.ts'
import { createFolderPublication } from '../../src/node/publication.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { openCompiled } from '../publication/compiled.ts'
import { FIXTURES, WRITTEN } from '../publication/fixtures.ts'
import type { Publications } from '../publication/publications.ts'

/** What can fill a Publication on Node. */
export const PUBLICATIONS: Publications = {
  'a folder': (name) => {
    const { files, siteUrl } = FIXTURES[name]
    return createFolderPublication(
      openFolder(setTimes(makeFolder(files), WRITTEN), { defaultUrl: 'http://localhost/', siteUrl }),
      'test',
    )
  },
  'a compiled folder': (name) => openCompiled(name, 'compiled'),
  'a folder compiled to be rendered on demand': (name) => openCompiled(name, 'compiledOnDemand'),
}
