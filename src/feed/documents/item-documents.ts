import type { Article } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { stateOf } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Editions } from '../editions/editions.ts'
import type { ItemFormat } from '../formats/format.ts'
import { ITEM_FORMATS } from '../formats/formats.ts'
import { tombstonesOf } from '../tombstone.ts'
import type { Documents, OtherDocument } from './document.ts'

interface Owner {
  article: Article
  format: ItemFormat
}

/** The documents that an article has of its own in ITEM_FORMATS, as long as it is public; some tell that it was taken back. */
export function createItemDocuments(library: Library, editions: Editions): Documents {
  let owners: Map<string, Owner> | undefined
  return {
    paths: () => [...ownersByPath()].filter(([, { article }]) => isEverShown(article)).map(([path]) => path),
    find(path, now) {
      const owner = ownersByPath().get(path)
      return owner && isThere(owner, now) ? toDocument(path, owner, now) : undefined
    },
    changes(path, now) {
      const owner = ownersByPath().get(path)
      return owner && editions.changesOf([owner.article], now)
    },
  }

  function ownersByPath(): Map<string, Owner> {
    if (owners) return owners
    owners = new Map()
    for (const format of ITEM_FORMATS) {
      for (const article of library.articles) {
        const path = format.pathOf(article, library.site.url)
        if (path !== undefined && !owners.has(path)) owners.set(path, { article, format })
      }
    }
    return owners
  }

  function isEverShown({ isOutOfFeeds, hidden }: Article): boolean {
    return !isOutOfFeeds && hidden === undefined
  }

  function isThere({ article, format }: Owner, now: Instant): boolean {
    if (!isEverShown(article)) return false
    const state = stateOf(article, now)
    return state === 'public' || (state === 'withdrawn' && format.renderTombstone !== undefined)
  }

  function toDocument(path: string, { article, format }: Owner, now: Instant): OtherDocument {
    const [tombstone] = tombstonesOf([article], now)
    const from = editions.item(article, now)
    return {
      path,
      contentType: format.contentType,
      lastModified: editions.lastModifiedOf(article, now),
      fingerprint: JSON.stringify([editions.version, path, tombstone ?? from.key]),
      ...(!tombstone && { made: { from, format } }),
      render: () => (tombstone ? format.renderTombstone!(tombstone) : format.render(from.make())),
    }
  }
}
