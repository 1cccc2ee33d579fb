import type { Article } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { stateOf } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Editions } from '../editions/editions.ts'
import type { ItemFormat } from '../formats/format.ts'
import { itemFormatsOf } from '../formats/formats.ts'
import { tombstonesOf } from '../tombstone.ts'
import type { Documents, OtherDocument } from './document.ts'

interface Owner {
  article: Article
  format: ItemFormat
}

/** The documents of single articles in each format of the site. They exist while the article is public; some formats keep a tombstone. */
export function createItemDocuments(library: Library, editions: Editions): Documents {
  let owners: Map<string, Owner> | undefined
  return {
    paths: () =>
      [...ownersByPath()].filter(([, { article }]) => canHaveDocument(article)).map(([path]) => path),
    find(path, now) {
      const owner = ownersByPath().get(path)
      return owner && exists(owner, now) ? toDocument(path, owner, now) : undefined
    },
    changes(path, now) {
      const owner = ownersByPath().get(path)
      return owner && editions.changesOf([owner.article], now)
    },
  }

  function ownersByPath(): Map<string, Owner> {
    if (owners) return owners
    owners = new Map()
    for (const format of itemFormatsOf(library.site)) {
      for (const article of library.articles) {
        const path = format.pathOf(article, library.site.url)
        if (path !== undefined && !owners.has(path)) owners.set(path, { article, format })
      }
    }
    return owners
  }

  function canHaveDocument({ isOutOfFeeds, hidden }: Article): boolean {
    return !isOutOfFeeds && hidden === undefined
  }

  function exists({ article, format }: Owner, now: Instant): boolean {
    if (!canHaveDocument(article)) return false
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
      fingerprint: JSON.stringify([editions.version, path, tombstone ?? from.key()]),
      ...(!tombstone && { made: { from, format } }),
      render: () => (tombstone ? format.renderTombstone!(tombstone) : format.render(from.make())),
    }
  }
}
