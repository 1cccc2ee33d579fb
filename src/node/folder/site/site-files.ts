import { readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Generator } from '../../../content/generators/generator.ts'
import { filesAtAddress } from '../../../content/media/site-files.ts'
import { followLinks, isIgnored } from '../inside.ts'
import { type MediaFile, mediaFileOf, mediaVersion } from '../scan.ts'

/** The files of the site around the articles, as articles ask for them by the paths at which they are published. */
export interface SiteFiles {
  /** Chooses the site; what is known of another one is forgotten. */
  use(generator: Generator | undefined): void
  /** Looks a file up, and keeps in mind that it was asked for. */
  ask(address: string): MediaFile | undefined
  /** Looks a file up. */
  find(address: string): MediaFile | undefined
  /** Looks again for the files that were not there, and at all that were where `isWhole`. */
  lookAgain(isWhole: boolean): void
  /** The folders of the files that were asked for and are there. */
  folders(): Set<string>
  /** The files of a scan with those that were asked for and are there. */
  addTo(media: ReadonlyMap<string, MediaFile>): ReadonlyMap<string, MediaFile>
}

/** Opens the files of the site around a folder of articles. Nothing outside of the site's folder is ever found, and no link followed out of it. */
export function createSiteFiles(articles: string): SiteFiles {
  let site: { generator: Generator; root: string } | undefined
  const asked = new Map<string, MediaFile | undefined>()
  /** The result of `addTo`, the same until another file is there. */
  let added: { media: ReadonlyMap<string, MediaFile>; all: ReadonlyMap<string, MediaFile> } | undefined
  /** The names in each folder that was looked into since the last look. */
  let listed = new Map<string, ReadonlySet<string>>()
  return {
    use(generator) {
      const used = generator?.files && { generator, root: rootOf(articles, generator) }
      if (JSON.stringify(used) === JSON.stringify(site)) return
      site = used
      asked.clear()
      added = undefined
      listed = new Map()
    },
    ask(address) {
      if (!asked.has(address) && site) note(address, look(address))
      return asked.get(address)
    },
    find: (address) => asked.get(address) ?? look(address),
    lookAgain(isWhole) {
      listed = new Map()
      for (const [address, known] of asked) {
        if (known && !isWhole) continue
        const now = look(address)
        // What has not changed keeps what was measured of it.
        const isSame = known && now && mediaVersion(known) === mediaVersion(now) && known.name === now.name
        if (!isSame) note(address, now)
      }
    },
    folders() {
      const files = [...asked.values()].filter((file) => file !== undefined)
      return new Set(files.map(({ root = '', name = '' }) => dirname(join(root, name))))
    },
    addTo(media) {
      if (added?.media === media) return added.all
      const around = [...asked].flatMap(([address, file]): [string, MediaFile][] =>
        file && !media.has(address) ? [[address, file]] : [],
      )
      const all = around.length === 0 ? media : new Map([...media, ...around])
      added = { media, all }
      return all
    },
  }

  function note(address: string, file: MediaFile | undefined): void {
    if (file !== asked.get(address)) added = undefined
    asked.set(address, file)
  }

  function look(address: string): MediaFile | undefined {
    if (!site) return undefined
    const { generator, root } = site
    for (const path of filesAtAddress(address, generator))
      for (const name of new Set([path, path.normalize('NFD')])) {
        const file = lookAt(root, name)
        if (file) return file
      }
    return undefined
  }

  function lookAt(root: string, name: string): MediaFile | undefined {
    if (name.split('/').some(isIgnored)) return undefined
    const folder = dirname(name)
    const names = listed.get(folder) ?? namesIn(join(root, folder))
    listed.set(folder, names)
    if (!names.has(name.slice(name.lastIndexOf('/') + 1))) return undefined
    try {
      const { real, refusal } = followLinks(root, name, true)
      const stats = refusal === undefined ? statSync(real) : undefined
      return stats?.isFile() ? { ...mediaFileOf(stats), name, root } : undefined
    } catch {
      return undefined
    }
  }
}

/** The folder of the site, which the folder of articles is in. */
function rootOf(articles: string, { folder }: Generator): string {
  return resolve(articles, ...folder.split('/').flatMap((name) => (name === '' ? [] : '..')))
}

function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder))
  } catch {
    return new Set()
  }
}
