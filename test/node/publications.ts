import { openFolder } from '../../src/node/folder/folder.ts'
import { createEarlyPublication } from '../../src/node/serving/early.ts'
import { createKeptBytes } from '../../src/node/serving/kept-bytes.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import type { Publication } from '../../src/publication/publication.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { openCompiled } from '../publication/compiled.ts'
import { FIXTURES, type FixtureName, NOW, WRITTEN } from '../publication/fixtures.ts'
import type { Publications } from '../publication/publications.ts'

/** What can fill a Publication on Node. */
export const PUBLICATIONS: Publications = {
  'a folder': (name) => openPublication(name),
  'a folder that is remembered': openRemembered,
  'a compiled folder': (name) => openCompiled(name, 'compiled'),
  'a folder compiled to be rendered on demand': (name) => openCompiled(name, 'compiledOnDemand'),
}

function openPublication(name: FixtureName, rendered = createKeptBytes()) {
  const { files, siteUrl } = FIXTURES[name]
  const folder = openFolder(setTimes(makeFolder(files), WRITTEN), {
    defaultUrl: 'http://localhost/',
    siteUrl,
  })
  return createFolderPublication(folder, 'test', undefined, { rendered })
}

/** Of which some were asked for by readers of the last run, at the first of the moments. */
function openRemembered(name: FixtureName): Publication {
  const rendered = createKeptBytes()
  const before = openPublication(name, rendered)
  for (const path of ['feed.xml', 'feed.json', 'news/atom.xml', 'archive/1/feed.xml', 'feeds.opml']) {
    const document = before.find(path, NOW)
    if (document && 'kind' in document && document.kind === 'document') void before.read(document)
  }
  const remembered = JSON.parse(JSON.stringify({ ...before.snapshot(NOW), lines: [] }))
  let loaded: Publication | undefined
  const load = async () => {
    loaded ??= openPublication(name, rendered)
    return loaded
  }
  return createEarlyPublication({ remembered, rendered, loaded: () => loaded, load })
}
