import type { Edition } from '../../feed/editions/edition.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'

/** How many versions of each feed are remembered. */
const MAX_VERSIONS = 20

/** The items in the last versions of each feed. They do not outlive a restart: a reader with an older version gets the whole feed. */
export interface FeedVersions {
  /** `settings` is the version that all editions of the library share: with another one, equal keys are not equal items. */
  remember(path: string, version: string, edition: Edition, settings: string): void
  /** The items that the newest of these versions did not have; undefined if none of the versions is known. */
  findNew(
    path: string,
    edition: Edition,
    versions: readonly string[],
  ): { since: string; items: ItemSource[] } | undefined
}

export function createFeedVersions(): FeedVersions {
  const feeds = new Map<string, { settings: string; versions: Map<string, Set<string>> }>()
  return {
    remember(path, version, { items }, settings) {
      const known = feeds.get(path)
      const versions = known?.settings === settings ? known.versions : new Map<string, Set<string>>()
      // Moves a version that is published again to the end.
      versions.delete(version)
      versions.set(version, new Set(items.map(({ key }) => key())))
      if (versions.size > MAX_VERSIONS) versions.delete(versions.keys().next().value!)
      feeds.set(path, { settings, versions })
    },
    findNew(path, { items }, versions) {
      const known = [...(feeds.get(path)?.versions ?? [])].findLast(([version]) => versions.includes(version))
      if (!known) return undefined
      const [since, keys] = known
      return { since, items: items.filter(({ key }) => !keys.has(key())) }
    },
  }
}
