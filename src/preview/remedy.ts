import type { Site } from '../content/site/settings.ts'
import type { Pair } from './match.ts'

/** Site settings that remove differences from the live feed. */
export interface Remedy {
  settings: Partial<Record<'url' | 'ids' | 'idPrefix', string>>
  /** Whether they give all articles their ids of the live feed. */
  keepsIds: boolean
}

/** Finds the settings that explain the differing ids and addresses of all pairs; undefined if there are none. */
export function findRemedy(
  pairs: readonly Pair[],
  site: Pick<Site, 'url' | 'ids' | 'idPrefix'>,
): Remedy | undefined {
  const renamed = pairs.filter(({ item, article }) => item.id !== article.id)
  const home = commonStart(pairs, ({ item }) => item.url, pathOf)
  const isElsewhere = home?.endsWith('/') && home !== site.url && !isUpgrade(home, site.url)
  const url = isElsewhere ? { url: home } : {}
  const ids = renamed.length > 0 ? (settingOfIds(isElsewhere ? home! : site.url) ?? {}) : {}
  const settings = { ...url, ...ids }
  if (Object.keys(settings).length === 0) return undefined
  return { settings, keepsIds: renamed.length > 0 && (Object.keys(ids).length > 0 || isUrlEnough()) }

  function settingOfIds(siteUrl: string): Remedy['settings'] | undefined {
    const idOf = ({ item }: Pair) => item.id
    if (
      site.ids !== 'permalink' &&
      commonStart(renamed, idOf, pathOf) === siteUrl &&
      !isSettled(site.idPrefix)
    )
      return { ids: 'permalink' }
    const idPrefix = commonStart(renamed, idOf, ({ article }) => after(site.idPrefix, article.id))
    return idPrefix?.startsWith('tag:') && !isSettled(site.idPrefix) ? { idPrefix } : undefined
  }

  function isUrlEnough(): boolean {
    // The ids of a generator begin with the address of the site, too.
    const isMoved = ({ item, article }: Pair) => {
      const rest = after(site.url, article.id)
      return home !== undefined && rest !== undefined && item.id === home + rest
    }
    return site.ids !== 'tag' && renamed.every(isMoved) && !isSettled(site.url)
  }

  /** Whether some articles already have their live id, which other settings would change. */
  function isSettled(start: string): boolean {
    return pairs.some(({ item, article }) => item.id === article.id && article.id.startsWith(start))
  }

  function pathOf({ article }: Pair): string | undefined {
    return after(site.url, article.permalink)
  }
}

/** The text that precedes `endOf` in `textOf`, if it is the same for all pairs. */
function commonStart(
  pairs: readonly Pair[],
  textOf: (pair: Pair) => string | undefined,
  endOf: (pair: Pair) => string | undefined,
): string | undefined {
  const [start, ...others] = pairs.map((pair) => {
    const [text, end] = [textOf(pair), endOf(pair)]
    return end && text?.endsWith(end) ? text.slice(0, -end.length) : undefined
  })
  return others.every((other) => other === start) ? start : undefined
}

function after(start: string, text: string): string | undefined {
  return text.startsWith(start) ? text.slice(start.length) : undefined
}

/** Whether the addresses differ only by a move to https, which is intended. */
function isUpgrade(from: string, to: string): boolean {
  return from.replace(/^http:/, 'https:') === to
}
