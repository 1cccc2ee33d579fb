import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { compile } from '../../src/cloudflare/compile.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createMediaFiles, readPublished } from '../../src/node/serving/media-files.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import { setTimes, writeFiles } from '../make-folder.ts'
import type { CompiledFixture } from './compiled.ts'
import { DEPLOYS } from './deploys.ts'
import { FIXTURES, type Fixture, NOW, WRITTEN } from './fixtures.ts'

/** Compiles the fixtures for both runtimes, and the articles that Wireroom comes with for the Worker itself. */
export default async function setup(project: TestProject): Promise<void> {
  const sample = compileSample()
  const compiled = Object.entries(FIXTURES).map(([name, fixture]) => [name, compileFixture(fixture)] as const)
  const onDemand = Object.entries(FIXTURES).map(
    ([name, fixture]) => [name, compileFixture(fixture, { maxPrerendered: 0, maxBundledBytes: 0 })] as const,
  )
  project.provide('compiled', Object.fromEntries(compiled))
  project.provide('compiledOnDemand', Object.fromEntries(onDemand))
  const deploys = Object.entries(DEPLOYS).map(([name, fixture]) => [name, compileFixture(fixture)] as const)
  project.provide('deploys', Object.fromEntries(deploys))
  await sample
}

async function compileSample(): Promise<void> {
  const script = join(import.meta.dirname, 'compile-sample.ts')
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, script], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The sample was not compiled: exit code ${code}`)
}

function compileFixture(
  { files, siteUrl }: Fixture,
  limits: { maxPrerendered?: number; maxBundledBytes?: number } = {},
): CompiledFixture {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-test-'))
  try {
    writeFiles(directory, files)
    setTimes(directory, WRITTEN)
    const folder = openFolder(directory, { defaultUrl: 'http://localhost/', siteUrl })
    const library = folder.library()
    const bodies = createFolderBodies(folder)
    const { manifest, assets, mediaAssets } = compile({
      library,
      editions: createEditions(library, 'test', bodies, digest),
      pages: (kept) => createPages()(library, kept, bodies),
      media: createMediaFiles(folder),
      now: NOW,
      digest,
      ...limits,
    })
    const texts = [...assets].map(([name, make]) => [name, Buffer.from(make()).toString()] as const)
    const copies = [...mediaAssets].map(
      ([path, name]) => [name, Buffer.from(readPublished(folder, path)).toString()] as const,
    )
    return { manifest, assets: Object.fromEntries([...texts, ...copies]) }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
