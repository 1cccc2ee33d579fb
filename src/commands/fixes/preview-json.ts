import type { Comparison } from '../../preview/compare.ts'
import type { Pair } from '../../preview/match.ts'
import type { KnownArticle, PublishedFeed } from '../../preview/published.ts'
import { isMisplaced, type LivePage } from '../../preview/sitemap.ts'

/** A comparison with a feed for programs: an article by its path, with the ids that it has and would have. */
export function feedForPrograms(
  { feed, planned, comparison }: { feed: PublishedFeed; planned: PublishedFeed; comparison: Comparison },
  path: string,
) {
  const { remedy, duplicates, addresses, gone, added, older } = comparison
  return {
    live: feed.items.length,
    planned: planned.items.length,
    feed: path,
    redelivered: comparison.redelivered.map(pairForPrograms),
    renamed: comparison.renamed.map(pairForPrograms),
    gone: gone.map(({ item, article }) => ({ id: item.id, url: item.url, path: article?.path })),
    archived: comparison.archived.map(pairForPrograms),
    added: added.map(articleForPrograms),
    older: older.map(articleForPrograms),
    changed: comparison.changed.map(pairForPrograms),
    moved: comparison.moved.map(pairForPrograms),
    duplicates,
    addresses,
    settings: remedy?.settings ?? {},
  }
}

/** A comparison with a sitemap for programs: the pages, and where each would be. */
export function pagesForPrograms(pages: readonly LivePage[]) {
  return {
    pages: pages.map((page) => ({
      url: page.url,
      path: page.article.path,
      permalink: page.article.permalink,
      moves: isMisplaced(page),
    })),
  }
}

function pairForPrograms({ item, article }: Pair) {
  return { ...articleForPrograms(article), liveId: item.id, liveUrl: item.url }
}

function articleForPrograms({ path, title, id, permalink }: KnownArticle) {
  return { path, title, id, permalink }
}
