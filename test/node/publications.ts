import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { type Compiled, openCompiled } from '../publication/compiled.ts'
import { FIXTURES, type FixtureName, WRITTEN } from '../publication/fixtures.ts'
import type { Publications } from '../publication/publications.ts'

let compiled: Compiled | undefined

export function readCompiled(): Compiled {
  compiled ??= JSON.parse(readFileSync(inject('compiledFile'), 'utf8')) as Compiled
  return compiled
}

/** The implementations of Publication on Node. */
export const PUBLICATIONS: Publications = {
  'a folder': openPublication,
  'a compiled folder': (name) => openCompiled(readCompiled().compiled[name]!),
  'a folder compiled to be rendered on demand': (name) =>
    openCompiled(readCompiled().compiledOnDemand[name]!),
}

function openPublication(name: FixtureName) {
  const { files, siteUrl } = FIXTURES[name]
  const folder = openFolder(setTimes(makeFolder(files), WRITTEN), {
    defaultUrl: 'http://localhost/',
    siteUrl,
  })
  return createFolderPublication(folder, 'test', undefined, undefined, undefined, createPages())
}
