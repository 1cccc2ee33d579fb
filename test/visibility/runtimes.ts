import { join } from 'node:path'
import { compile } from '../../src/cloudflare/compile.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import type { Problem } from '../../src/content/problem.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { createApp } from '../../src/http/app.ts'
import { digest } from '../../src/node/digest.ts'
import { type Folder, openFolder } from '../../src/node/folder/folder.ts'
import { createContentDigests } from '../../src/node/serving/content-digests.ts'
import { createMediaFiles, readPublished } from '../../src/node/serving/media-files.ts'
import { createFolderBodies, createFolderPublication } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import { type Catalogue, createCatalogue } from '../../src/publication/catalogue.ts'
import type { Publication } from '../../src/publication/publication.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { WRITTEN } from '../publication/fixtures.ts'

export interface Answered {
  status: number
  headers: Record<string, string>
  text: string
}

/** Asks for a path at an instant. */
export type Ask = (path: string, now: number, headers?: Record<string, string>) => Promise<Answered>

export interface Runtimes {
  /** By name: a folder on Node, and what the Worker serves of the folder as it was compiled at `compiledAt`. */
  asks: Record<string, Ask>
  folder: Folder
  catalogue: Catalogue
  /** The problems that rendering found. */
  problems: Problem[]
}

/**
 * Publishes the folder `articles` of these files on both runtimes, all of them written at the same time. Unless it is for one test, whoever
 * opens it removes the folder.
 */
export function openRuntimes(
  files: Record<string, string>,
  compiledAt: number,
  articles = '',
  forOneTest = true,
): Runtimes {
  const directory = join(setTimes(makeFolder(files, forOneTest), WRITTEN), articles)
  const open = () => openFolder(directory, { defaultUrl: 'https://example.org/' })
  const folder = open()
  const problems: Problem[] = []
  const media = createMediaFiles(folder)
  const library = folder.library()
  const bodies = createFolderBodies(folder)
  const editions = createEditions(library, 'test', bodies, digest)
  const pages = createPages()(library, editions, bodies)
  const report = (problem: Problem) => problems.push(problem)
  const compiled = (limits: object) => openEdge(open(), compiledAt, limits)
  return {
    asks: {
      'a folder': asksOf(
        createFolderPublication(folder, 'test', report, undefined, undefined, createPages()),
      ),
      'a compiled folder': asksOf(compiled({})),
      'a folder compiled to be rendered on demand': asksOf(
        compiled({ maxPrerendered: 0, maxBundledBytes: 0 }),
      ),
    },
    folder,
    catalogue: createCatalogue({ library, editions, media, pages, digest }),
    problems,
  }
}

export function openEdge(folder: Folder, now: number, limits: object): Publication {
  const library = folder.library()
  const bodies = createFolderBodies(folder)
  const { manifest, assets, mediaAssets } = compile({
    library,
    editions: createEditions(library, 'test', bodies, digest),
    pages: (kept) => createPages()(library, kept, bodies),
    media: createMediaFiles(folder, createContentDigests(folder.directory, [], Number.POSITIVE_INFINITY)),
    now,
    digest,
    ...limits,
  })
  const copies = new Map([...mediaAssets].map(([path, name]) => [name, path]))
  const written = new Map<string, Uint8Array<ArrayBuffer>>()
  return createCompiledPublication(manifest, {
    async fetch(url) {
      const name = url.split('/').at(-1)!
      const path = copies.get(name)
      const bytes = path === undefined ? readAsset(name) : new Uint8Array(readPublished(folder, path))
      return bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes)
    },
  })

  /** As the compiler writes it: rendered once. */
  function readAsset(name: string): Uint8Array<ArrayBuffer> | undefined {
    const known = written.get(name)
    if (known) return known
    const made = assets.get(name)?.()
    if (made === undefined) return undefined
    const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : new Uint8Array(made)
    written.set(name, bytes)
    return bytes
  }
}

function asksOf(publication: Publication): Ask {
  let time = 0
  const app = createApp({ publication, now: () => time })
  return async (path, now, headers = {}) => {
    time = now
    const response = await app.request(`http://localhost/${path}`, { headers })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    }
  }
}
