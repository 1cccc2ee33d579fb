import { expect, it } from 'vitest'
import type { Document } from '../../src/http/publication.ts'
import { openFolder } from '../../src/node/folder.ts'
import { createFolderPublication } from '../../src/node/publication.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'

it('what is compressed is the same buffer at each request, so that it is compressed once, until the file changes', async () => {
  const directory = makeFolder({ 'plan.svg': '<svg/>' })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const publication = createFolderPublication(folder, 'test')
  const read = async () => publication.read((await publication.find('plan.svg', 0)) as Document)
  const first = await read()
  expect(await read()).toBe(first)
  writeFiles(directory, { 'plan.svg': '<svg><g/></svg>' })
  folder.refresh()
  expect(String(await read())).toBe('<svg><g/></svg>')
})
