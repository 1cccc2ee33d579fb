import type { Rendition } from '../../feed/editions/edition.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'

/** How many versions of a feed are remembered. */
const MAX_VERSIONS = 20

/** What the last versions of each feed showed. It is in memory alone: who has a version from before a restart gets the whole feed. */
export interface Past {
  /** `settings` is what all of the library's editions have in common; with other settings, equal keys are no equal items. */
  remember(edition: Rendition, version: string, settings: string): void
  /** The items that the newest of these versions did not have, or undefined where none is known. */
  newSince(
    edition: Rendition,
    versions: readonly string[],
  ): { since: string; items: ItemSource[] } | undefined
}

export function createPast(): Past {
  const feeds = new Map<string, { settings: string; versions: Map<string, Set<string>> }>()
  return {
    remember({ path, items }, version, settings) {
      const known = feeds.get(path)
      const versions = known?.settings === settings ? known.versions : new Map<string, Set<string>>()
      // One that comes back is the newest again.
      versions.delete(version)
      versions.set(version, new Set(items.map(({ key }) => key)))
      if (versions.size > MAX_VERSIONS) versions.delete(versions.keys().next().value!)
      feeds.set(path, { settings, versions })
    },
    newSince({ path, items }, versions) {
      const known = [...(feeds.get(path)?.versions ?? [])].findLast(([version]) => versions.includes(version))
      if (!known) return undefined
      const [since, keys] = known
      return { since, items: items.filter(({ key }) => !keys.has(key)) }
    },
  }
}
