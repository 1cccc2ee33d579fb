import type { Library } from '../../content/library/library.ts'
import { createPublished, type PublishedSite, type PushedSite } from '../../publication/push/published.ts'

/** What push asks of a folder that is published. */
export interface PushedFolder extends Pick<PushedSite, 'publication' | 'linksOf' | 'isTopic' | 'lists'> {
  library(): Library
}

/** Gives push the articles and the documents of a folder. */
export function openPushedFolder({
  library,
  publication,
  linksOf,
  isTopic,
  lists,
}: PushedFolder): PublishedSite {
  return createPublished({
    articles: () => library().articles,
    hasSection: (path) => library().sections.includes(path),
    publication,
    linksOf,
    isTopic,
    lists,
  })
}
