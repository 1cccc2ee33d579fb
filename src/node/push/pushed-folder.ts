import type { Library } from '../../content/library/library.ts'
import { createPublished, type PublishedSite, type PushedSite } from '../../publication/push/published.ts'

/** What push asks of a folder that is published. */
export interface PushedFolder extends Pick<PushedSite, 'publication' | 'linksOf' | 'isTopic'> {
  library(): Library
}

/** Gives push the articles and the documents of a folder. */
export function openPushedFolder({ library, publication, linksOf, isTopic }: PushedFolder): PublishedSite {
  return createPublished({
    articles: () => library().articles,
    hasSection: (path) => library().site.sections.has(path),
    publication,
    linksOf,
    isTopic,
  })
}
