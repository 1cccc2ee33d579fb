import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { openCompiled } from '../publication/compiled.ts'
import { FIXTURES, type FixtureName, WRITTEN } from '../publication/fixtures.ts'
import type { Publications } from '../publication/publications.ts'

/** The implementations of Publication on Node. */
export const PUBLICATIONS: Publications = {
  'a folder': openPublication,
  'a compiled folder': (name) => openCompiled(name, 'compiled'),
  'a folder compiled to be rendered on demand': (name) => openCompiled(name, 'compiledOnDemand'),
}

function openPublication(name: FixtureName) {
  const { files, siteUrl } = FIXTURES[name]
  const folder = openFolder(setTimes(makeFolder(files), WRITTEN), {
    defaultUrl: 'http://localhost/',
    siteUrl,
  })
  return createFolderPublication(folder, 'test', undefined, undefined, undefined, createPages())
}
