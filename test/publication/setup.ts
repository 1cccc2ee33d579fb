import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
import type { Compiled, CompiledFixture } from './compiled.ts'
import { DEPLOYS } from './deploys.ts'
import { FIXTURES, type Fixture, NOW, WRITTEN } from './fixtures.ts'

/** Compiles the fixtures for both runtimes, and the articles that Wireroom comes with for the Worker itself. */
export default async function setup(project: TestProject): Promise<() => void> {
  const sample = compileSample()
  const compiled: Compiled = {
    compiled: compileAll(FIXTURES),
    compiledOnDemand: compileAll(FIXTURES, { maxPrerendered: 0, maxBundledBytes: 0 }),
    deploys: compileAll(DEPLOYS),
  }
  // A process of Node runs a hundred files of tests, and vitest keeps what is provided once for each: that was 3 GB.
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-compiled-'))
  const file = join(directory, 'compiled.json')
  writeFileSync(file, JSON.stringify(compiled))
  project.provide('compiledFile', file)
  project.vitest.projects.find(({ name }) => name === 'workers')?.provide('compiled', compiled)
  await sample
  return () => rmSync(directory, { recursive: true })
}

async function compileSample(): Promise<void> {
  const script = join(import.meta.dirname, 'compile-sample.ts')
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, script], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The sample was not compiled: exit code ${code}`)
}

interface Limits {
  maxPrerendered?: number
  maxBundledBytes?: number
}

function compileAll(fixtures: Record<string, Fixture>, limits?: Limits): Record<string, CompiledFixture> {
  return Object.fromEntries(
    Object.entries(fixtures).map(([name, fixture]) => [name, compileFixture(fixture, limits)]),
  )
}

function compileFixture({ files, siteUrl }: Fixture, limits: Limits = {}): CompiledFixture {
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
