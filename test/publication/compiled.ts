import type { Manifest } from '../../src/cloudflare/manifest.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import type { Publication } from '../../src/publication/publication.ts'

/** What the compiler made of a fixture: assets by name, as text. */
export interface CompiledFixture {
  manifest: Manifest
  assets: Record<string, string>
}

/** Compiled on Node before the tests of either runtime. */
export interface Compiled {
  /** By fixture. */
  compiled: Record<string, CompiledFixture>
  /** The same with nothing rendered ahead and nothing in the manifest. */
  compiledOnDemand: Record<string, CompiledFixture>
  /** What is deployed, by name. */
  deploys: Record<string, CompiledFixture>
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Only in workerd, which reads no files. */
    compiled: Compiled
    /** The path of the same as JSON. */
    compiledFile: string
  }
}

/** The Worker's publication over assets in memory; `reads` lists the assets that were fetched. */
export function openCompiled({ manifest, assets }: CompiledFixture, reads: string[] = []): Publication {
  return createCompiledPublication(manifest, {
    async fetch(url) {
      const name = url.split('/').at(-1)!
      reads.push(name)
      return assets[name] === undefined ? new Response(null, { status: 404 }) : new Response(assets[name])
    },
  })
}
