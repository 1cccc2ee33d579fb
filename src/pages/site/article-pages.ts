import type { Article } from '../../content/article/article.ts'
import { modifiedAt } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Documents, OtherDocument } from '../../feed/documents/document.ts'
import { renderArticlePage } from './article-page.ts'
import { toPageText } from './html.ts'
import { pagePathOf } from './links.ts'
import { createNeighbourFinder } from './neighbours.ts'
import { HTML_TYPE, type PageSources } from './page-sources.ts'

/** The page of each article at its permalink. It exists while the article is public. */
export function createArticlePages(sources: PageSources): Documents {
  const { library, editions, navigations } = sources
  const neighbours = createNeighbourFinder(library)
  let byPath: Map<string, Article> | undefined
  return {
    paths: () => [...articlesByPath().keys()],
    find(path, now) {
      const article = articlesByPath().get(path)
      return article && isPublic(article, now) ? toDocument(path, article, now) : undefined
    },
    changes(path, now) {
      const article = articlesByPath().get(path)
      if (!article) return undefined
      const points = [
        ...editions.changesOf([article], now),
        ...neighbours.changes(article, now),
        ...navigations.changes(now),
      ]
      return [...new Set(points)].sort((a, b) => a - b)
    },
  }

  function articlesByPath(): Map<string, Article> {
    if (byPath) return byPath
    byPath = new Map()
    for (const article of library.articles) {
      const path = article.hidden === undefined ? pagePathOf(article, library.site) : undefined
      if (path !== undefined) byPath.set(path, article)
    }
    return byPath
  }

  function toDocument(path: string, article: Article, now: Instant): OtherDocument {
    const source = editions.item(article, now, 'whole')
    const around = neighbours.find(article, now)
    return {
      path,
      contentType: HTML_TYPE,
      lastModified: modifiedAt(
        library,
        Math.max(
          editions.lastModifiedOf(article, now),
          neighbours.since(article, now),
          navigations.since(now),
        ),
        now,
      ),
      fingerprint: JSON.stringify([
        editions.version,
        path,
        source.key(),
        linkOf(around.previous),
        linkOf(around.next),
        navigations.keyAt(now),
      ]),
      size: () => source.size + 6000,
      render: () => toPageText(renderArticlePage(sources, article, source.make(), around, now)),
    }
  }
}

function linkOf(article: Article | undefined): string[] | undefined {
  return article && [article.permalink, article.title!]
}
